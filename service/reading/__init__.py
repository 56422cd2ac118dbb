"""Reading: the two pages that people open first, and those that join texts of several rooms.

The library page and the reading page put texts and discussions side by side; comparing takes any
text that there is, a proposed revision's and a Word file's too; suggestions become a proposal. So
this room stands above `library`, `comments` and `proposals`, none of which may know of the
other's pages. No tables.
"""
