"""Roundtable: people of a partnership working on strategy documents together.

The rooms, from top to bottom, are listed in `pyproject.toml` under `tool.importlinter`;
each package's docstring is its charter. `search/` stands outside and imports nothing of this.
"""
