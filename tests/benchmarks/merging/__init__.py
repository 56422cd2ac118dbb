"""How merging and comparing do beside git, on real histories and on edits whose truth is known.

`histories` reads bundles; `simulated` makes pairs of edits from them; `rivals` merge; `judging`
says right, clash or wrong; `timing` takes times; `report` prints. Unlike its neighbours it calls
the product's functions, since no page stands between a merge and its result.
"""
