"""Tests of `service/comments`."""
