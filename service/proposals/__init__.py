"""Proposed revisions: edits kept apart from the draft, discussed, brought up to date, merged.

Each has a text beside the draft in the strategy's repository and its story in the database: who
proposes it and why, who else wrote it, who was asked, what was said, what became of it. Stands on
the library; neither knows comments nor is known by it, and nothing of rounds or search.
"""
