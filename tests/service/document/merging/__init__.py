"""Merging: what holds for any three texts, what for real ones, and for each kind of block."""
