"""Templates, styles and modules before any room: invented values behind the real frame.

`python -m tests.browser.assets` serves the pages for looking at; the tests open them in Chromium
at both widths, light and dark.
"""
