"""Finding words in entries.

Knows no strategies, no users and no web; imports nothing of `service`.
"""
