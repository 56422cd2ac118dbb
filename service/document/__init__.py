"""The craft of text, pure: what a strategy's Markdown says, shows and where.

Every offset here counts code points of the source (front matter included) or of a block's
visible text, end exclusive; `utf16` converts at the edge to the browser. Text comes in, values
go out: nothing here knows of users, the database, git or the web, and nothing here waits.

`source` (front matter, sections) and `render` (HTML with exact positions) read the text;
`sentences`, `anchors` and `changes` work on its words, `merging/` and `comparing/` on two or
three texts at once; `formats/` turns it into files.
Above stand `repositories` and `storage`; below only `settings`, `errors`, `clock`, `ids`, `logs`.
Never imported: fastapi, starlette, sqlalchemy, git, huey, jinja2.
"""
