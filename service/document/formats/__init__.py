"""A strategy as a file for the world outside: an accessible PDF and a Word document.

Markdown, figures and a stamp come in, bytes go out: `typeset.pdf` and `docx_out.docx`. The same
input gives the same bytes, whenever and wherever it is made. What people wrote is hostile until
proven otherwise: it is weighed (`weighing`), its figures are tried out one by one (`figures`),
and pandoc and typst work on it in processes of their own (`confined`) without network, with
limits on time and memory, in a folder that holds nothing but the figures and goes away afterwards.

Above stand `exchange` and the rest of the service; below only `service.errors`. Never imported:
the sister files of `service.document`, or anything that knows of people, database, git or web.
"""
