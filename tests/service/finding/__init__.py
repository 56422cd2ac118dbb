"""Tests of `service/finding`."""
