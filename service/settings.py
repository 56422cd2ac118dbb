"""Settings of an installation: the one place that reads the environment.

Each field is an environment variable with the prefix `ROUNDTABLE_` (`ROUNDTABLE_PORT=8080`);
`docs/administrators.md` explains them in the same order.
"""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the person who runs an installation may choose."""

    model_config = SettingsConfigDict(env_prefix="ROUNDTABLE_", frozen=True)

    #: The data folder: database, repositories, index and files.
    data: Path = Path("var")
    #: The address that the service listens on.
    host: str = "127.0.0.1"
    #: The port that the service listens on; 0 takes any free one.
    port: int = Field(default=8000, ge=0, le=65535)
    #: What people type to reach it, without a trailing slash; empty: `http://HOST:PORT`.
    address: str = ""
    #: Name of the product as shown in the header.
    product: str = "Roundtable"
    #: Name of the partnership, on the cover of every export.
    organisation: str = "Liverpool Health Partners"
    #: Whether an empty data folder is filled with the demonstration of `strategies/`.
    demonstration: bool = True
    #: Threads that make exports, within `serve`.
    workers: int = Field(default=2, ge=1, le=16)
    #: Days after which a session ends, however busy it is.
    session_days: int = Field(default=30, ge=1, le=365)
    #: Hours after which an unused session ends.
    session_idle_hours: int = Field(default=72, ge=1, le=8760)
    #: Largest request body in megabytes.
    upload_megabytes: int = Field(default=25, ge=1, le=200)
    #: The mail server that mails go out by; empty: they are kept to be read, and not sent.
    smtp_host: str = ""
    #: Its port.
    smtp_port: int = Field(default=587, ge=1, le=65535)
    #: How the way to it is protected.
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    #: The name to sign in to it with; empty: without signing in.
    smtp_user: str = ""
    #: The password to that name.
    smtp_password: SecretStr = SecretStr("")
    #: The address that mails come from; empty: `roundtable@` and the host of the address.
    smtp_sender: str = ""
    #: How much is logged: DEBUG, INFO, WARNING or ERROR.
    log_level: str = "INFO"

    @property
    def public_address(self) -> str:
        """The address that links in mails, exports and the terminal begin with."""
        return self.address.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def mail_sender(self) -> str:
        """The address that mails come from."""
        host = urlsplit(self.public_address).hostname or "localhost"
        return self.smtp_sender or f"roundtable@{host}"

    @property
    def secure(self) -> bool:
        """Whether people reach it over HTTPS, so that cookies can insist on it."""
        return self.public_address.startswith("https://")


@lru_cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
