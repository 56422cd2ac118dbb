"""The command `roundtable`, for the person who runs an installation."""

import errno
import gc
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn
from pydantic import ValidationError
from rich.console import Console

from service import demonstration, logs
from service.accounts import commands
from service.app import create_app
from service.errors import Conflict, Invalid, RoundtableError, Unavailable
from service.finding.follow import verify_index
from service.journal.verify import verify_chain
from service.library.bring import bring
from service.library.reconcile import reconcile as reconcile_texts
from service.library.verify import verify_texts
from service.parts import Parts, open_parts
from service.proposals.reconcile import reconcile as reconcile_proposals
from service.proposals.verify import verify_proposals
from service.settings import Settings
from service.worker import Worker, catch_up

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Roundtable keeps a partnership's strategy documents.",
    pretty_exceptions_enable=False,
)
account = typer.Typer(no_args_is_help=True, help="People and how they sign in.")
cli.add_typer(account, name="account")

out = Console(soft_wrap=True, highlight=False)

Data = Annotated[Path | None, typer.Option(help="The data folder (ROUNDTABLE_DATA; else var).")]


class PortTaken(Conflict):
    """The port {port} on {host} is taken; choose another: make serve PORT=8001, or --port 8001."""


class HostUnusable(Unavailable):
    """The service cannot listen on {host}: {reason}. Choose another address with --host."""


class SettingUnusable(Invalid):
    """The setting {name} cannot be {given}: {problem}."""


class GitMissing(Unavailable):
    """Roundtable needs git, and there is none on the PATH. Install it and start again."""


def main() -> None:
    """Run the command; a problem is one sentence on standard error and exit code 1."""
    try:
        cli()
    except RoundtableError as problem:
        print(problem.message, file=sys.stderr)
        sys.exit(1)


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Where to listen (ROUNDTABLE_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="The port (ROUNDTABLE_PORT).")] = None,
    data: Data = None,
) -> None:
    """Start the service; a first start makes the data folder and the demonstration."""
    settings = _settings(data=data, host=host, port=port)
    logs.set_up(settings.log_level)
    _need_git()
    with _listening(settings) as (listener, settings), _opened(settings) as parts:
        if settings.demonstration:
            demonstration.set_up(parts)
        _reconcile(parts)
        worker = Worker(parts)
        app = create_app(parts, on_start=worker.start, on_stop=worker.stop)
        _greet(parts)
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
        signal.signal(signal.SIGTERM, _leave)
        _spare_the_collector()
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


@cli.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Folders, Markdown files, repositories.")],
    slug: Annotated[str | None, typer.Option(help="The last part of its address.")] = None,
    owner: Annotated[str | None, typer.Option(help="The owner's e-mail address.")] = None,
    document: Annotated[str | None, typer.Option(help="Which file of a repository.")] = None,
    data: Data = None,
) -> None:
    """Add strategies: from Markdown files, folders, git repositories or bundles, with history."""
    with _parts(data) as parts:
        for path in paths:
            with out.status(f"Reading {path}"), parts.database.write() as db:
                added = bring(
                    db, parts.repositories, path, slug=slug, owner=owner, document=document
                )
            for strategy in added:
                out.print(f"Added {strategy.title} at /s/{strategy.slug}")


@cli.command()
def version() -> None:
    """Print the version of this release."""
    out.print(f"Roundtable {installed_version('roundtable-strategies')}")


@cli.command()
def verify(data: Data = None) -> None:
    """Check that texts, records, journal and index agree; exit code 1 where they do not."""
    with _parts(data) as parts:
        catch_up(parts)
        problems = list(_problems(parts))
    for problem in problems:
        out.print(problem, markup=False)
    if problems:
        raise typer.Exit(1)
    out.print("Texts, records, journal and index agree.")


@cli.command()
def reindex(data: Data = None) -> None:
    """Make the search index anew from the texts and the database."""
    with _parts(data) as parts, out.status("Reading every text"):
        count = parts.indexer.rebuild()
    out.print(f"The index has {count} entries.")


@account.command("link")
def account_link(email: str, data: Data = None) -> None:
    """Print a personal sign-in link for a person."""
    with _parts(data) as parts:
        token = commands.link_for(parts.database, email)
        out.print(f"{parts.settings.public_address}/in/{token}")


@account.command("token")
def account_token(email: str, name: str = "command line", data: Data = None) -> None:
    """Print a personal token for the API."""
    with _parts(data) as parts:
        out.print(commands.token_for(parts.database, email, name))


@account.command("add")
def account_add(
    email: str,
    name: Annotated[str, typer.Option(help="The name that others see.")],
    organisation: Annotated[str | None, typer.Option(help="Their organisation.")] = None,
    administrator: Annotated[bool, typer.Option(help="Whether they run the installation.")] = False,
    data: Data = None,
) -> None:
    """Register a person."""
    with _parts(data) as parts:
        person = commands.add_person(
            parts.database,
            name=name,
            email=email,
            organisation=organisation,
            administrator=administrator,
        )
    out.print(f"Registered {person.name}.")


def _spare_the_collector() -> None:
    """Let Python look for garbage less often, and never among what is there for good.

    A long text is tens of thousands of objects, none of them in a cycle. Looked through after each
    700 new ones, as Python does by itself, a page of many comments took twice as long.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _leave(*_: object) -> None:
    """Leave in order when told to: uvicorn raises the signal again once it has stopped."""
    sys.exit(0)


def _settings(**given: object) -> Settings:
    """Return the settings, with what was given on the command line put first."""
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings.model_validate(Settings().model_dump() | chosen)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        said = first["msg"].lower()
        raise SettingUnusable(name=name, given=repr(first["input"]), problem=said) from error


@contextmanager
def _opened(settings: Settings) -> Iterator[Parts]:
    """Open the installation, and say at the terminal that it begins and has ended."""
    with open_parts(settings) as parts:
        out.print(f"Starting {settings.product} on the data in {settings.data} ...")
        try:
            yield parts
        finally:
            out.print(f"{settings.product} has stopped.")


@contextmanager
def _parts(data: Path | None) -> Iterator[Parts]:
    logs.set_up("WARNING")
    _need_git()
    with open_parts(_settings(data=data)) as parts:
        _reconcile(parts)
        yield parts


def _reconcile(parts: Parts) -> None:
    """Record what a crash left in git without a record."""
    reconcile_texts(parts.database, parts.repositories)
    reconcile_proposals(parts.database, parts.repositories)


def _need_git() -> None:
    if shutil.which("git") is None:
        raise GitMissing


@contextmanager
def _listening(settings: Settings) -> Iterator[tuple[socket.socket, Settings]]:
    """Take the port before anything else is done, so that a second start harms nothing.

    The protocol is named because asyncio turns off Nagle's delay only for sockets that say TCP:
    without it, a small answer waits 40 ms for company.
    """
    family, address = _place(settings)
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(128)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(port=settings.port, host=settings.host) from error
            raise HostUnusable(host=settings.host, reason=error.strerror) from error
        yield listener, settings.model_copy(update={"port": listener.getsockname()[1]})


def _place(settings: Settings) -> tuple[socket.AddressFamily, Any]:
    """Return the family and the address of the place to listen on."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise HostUnusable(host=settings.host, reason=error.strerror) from error
    return found[0], found[4]


def _greet(parts: Parts) -> None:
    address = parts.settings.public_address
    out.print(f"\n[bold]{parts.settings.product} is ready:[/bold] {address}\n")
    if parts.settings.demonstration:
        for each in demonstration.welcomes(parts):
            out.print(f"  Sign in as {each.role}, {each.name}:\n  {each.address}\n")
    out.print("Press Ctrl+C to stop. Everything is kept.")
    sys.stdout.flush()


def _problems(parts: Parts) -> Iterator[str]:
    checks: tuple[Callable[[], tuple[str, ...]], ...] = (
        lambda: _in_database(parts, verify_texts),
        lambda: _in_database(parts, verify_proposals),
        lambda: _chain(parts),
        lambda: verify_index(parts.engine, parts.database, parts.repositories),
    )
    for check in checks:
        yield from check()


def _in_database(parts: Parts, check: Callable[..., tuple[str, ...]]) -> tuple[str, ...]:
    with parts.database.read() as db:
        return check(db, parts.repositories)


def _chain(parts: Parts) -> tuple[str, ...]:
    with parts.database.read() as db:
        return verify_chain(db)
