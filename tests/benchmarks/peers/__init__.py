"""The products that are measured: each is started, filled, asked by HTTP, and stopped."""
