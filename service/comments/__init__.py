"""Comments: threads on passages or on a whole strategy, replies, resolving, and where they stand.

Identity apart from place: a thread has one anchor, on the revision it was made on, and a
placement for each later revision. Stands on the library; knows nothing of rounds or search.
"""
