"""The journal: what happened, in order, in the same transaction as the thing itself.

An append-only table in which each row holds the hash of the one before it. Whoever wants to
react (placing comments, the search index, mail) follows it from a position of its own,
afterwards and without being called. Above it stand the rooms that record; it knows none of them.
"""
