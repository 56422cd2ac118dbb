"""Typed words and the source they become; edits and the texts they outlive."""
