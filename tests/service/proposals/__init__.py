"""Proposed revisions: the verbs, races, crashes, the pages and the API."""
