"""All that people do with comments, suggestions and the draft, in any order, beside one model.

`imagined` is the model; `scene` the installation and what holds after every step; `talking`,
`deciding` and `rewriting` what people do. `python -m tests.service.comments.machine.anything
--examples 500` goes on for longer than the tests do.
"""
