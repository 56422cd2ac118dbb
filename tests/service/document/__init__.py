"""Tests of `service.document`: the craft of text."""
