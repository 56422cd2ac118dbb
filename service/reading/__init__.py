"""Reading: the two pages that people open first, the library page and the reading page.

Both put texts and discussions side by side, so they stand above `library` and `comments`,
neither of which may know of the other's pages. No verbs, no tables: only doors.
"""
