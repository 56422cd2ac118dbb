"""Tests: mirrors `search/` and `service/`, plus house/, journeys/, browser/ and benchmarks/."""
