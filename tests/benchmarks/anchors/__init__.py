"""How often comments stay on their words, measured on real histories (`make anchors`).

`histories` reads texts, `tracking` and `truth` say where passages went without asking the method
that is measured, `built` adds what histories seldom show, `methods` places, `judging` counts.
Unlike `make bench` this measures a craft and not a server: `service.document` is imported.
"""
