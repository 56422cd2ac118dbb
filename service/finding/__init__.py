"""Finding: what is searched, by whom, and the page that shows it.

Follows the journal, turns sections, versions and threads into entries of `search`, and applies
who may read what inside every query. A watcher: no other room calls it.
"""
