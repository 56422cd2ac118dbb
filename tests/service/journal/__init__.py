"""Tests of `service/journal`."""
