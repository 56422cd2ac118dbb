"""Tests of `service`, room by room."""
