"""Tests of `service/queue`."""
