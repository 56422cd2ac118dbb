"""Tests of accounts: who may do what, and how people and programs sign in."""
