"""Comparing: what holds for any two texts, what for real ones, and how each kind of block looks."""
