"""Accounts: people, organisations, their roles, and signing in.

Answers one question for every other room: may this person do that to this strategy
(`permissions.require`). Below it stand the journal and the web frame; it knows nothing of
what a strategy holds.
"""
