"""Hostile strings wherever a page shows what people wrote, in a real Chromium."""
