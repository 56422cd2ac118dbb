"""The web frame: what every page and every JSON answer has in common.

Templates, static files, security headers, protection of forms, the doors to the database and
the translation of errors. Knows no room; rooms bring their own `pages.py` and `api.py`.
"""
