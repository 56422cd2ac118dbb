"""The queue: work for later, kept in a file of its own and done by threads of `serve`.

A thin frame around huey. Rooms enqueue by name; `worker.py` says which name is which function.
It knows no room, and imports nothing but the settings.
"""
