"""Tools of this checkout: they prepare an environment and run what the Makefile names.

`bootstrap` is parsed by any Python 3 and hands over to `environment`, which needs 3.11 and nothing
outside the standard library. Nothing here is part of the installed product, and nothing in
`service` or `search` imports it.
"""
