"""Tests of review rounds."""
