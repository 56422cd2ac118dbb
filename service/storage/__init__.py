"""Storage: the database and the files.

Holds connections, transactions, the migration of the schema and files named by their hash.
Knows no room's tables; above it stand the journal, the queue and the web; it imports only
errors, clock and ids.
"""
