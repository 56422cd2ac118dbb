"""Journeys: what people do from beginning to end, in a real Chromium on a real service."""
