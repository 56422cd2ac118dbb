"""Migrations of the schema, run by Alembic at start."""
