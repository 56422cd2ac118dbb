"""PDF and Word out: what is made, what is refused, and what hostile text may not do."""
