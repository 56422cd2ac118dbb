"""Every setting and every command is explained in a guide."""

from tests.house import documented
from tests.house.checkout import text


def test_every_setting_is_documented() -> None:
    """The README or a guide names each environment variable."""
    names = documented.settings(text("service/settings.py"))
    assert names
    assert documented.missing(names, documented.guides()) == []


def test_every_command_is_documented() -> None:
    """The README or a guide names each command in full."""
    names = documented.commands()
    assert names
    assert documented.missing(names, documented.guides()) == []


def test_an_undocumented_name_is_named() -> None:
    """Settings are read from the class; what no guide holds is missing."""
    source = "class Settings(Base):\n    model_config = 1\n    data: str = ''\n    port: int = 1\n"
    assert documented.settings(source) == ["ROUNDTABLE_DATA", "ROUNDTABLE_PORT"]
    guide = "Set `ROUNDTABLE_PORT` to another."
    assert documented.missing(documented.settings(source), guide) == ["ROUNDTABLE_DATA"]
