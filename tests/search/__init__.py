"""Tests of `search`: each part by itself, and the engine against brute force."""
