"""Tests of `service/reading`."""
