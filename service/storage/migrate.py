"""Bringing the schema of a data folder up to the one this release needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from service.storage.database import Database

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Run every migration that the database has not had yet, in one transaction each."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with database.connection() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
