"""Measurements against peers and limits, as ratios taken in one run (`make bench`).

`run` starts everything side by side and asks in random order; `report` compares with `goals`.
Roundtable is a peer among others here: it is spoken to by HTTP and its commands alone, and nothing
of it is imported. A peer that cannot be had is named as skipped. `anchors/` stands apart: it
measures one craft (`make anchors`).
"""
