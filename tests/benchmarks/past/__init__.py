"""How fast the history of a strategy with thousands of revisions is (`python -m` this package).

`making` writes a repository of many small edits to one long text, with git itself; the service
imports it as it would anybody's, and is asked by HTTP.
"""
