"""The library: the strategies kept, their draft, revisions, versions and document control.

The text lives in git (`repositories`), what people know about it in the database; this room
keeps the two in step. It knows nothing of comments, rounds, exports or search.
"""
