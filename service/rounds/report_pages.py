"""The reports of a round as pages and files: “You said, we did”, the table, the board paper."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.responses import Response

from service import clock
from service.accounts import read as accounts
from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.clock import LONDON
from service.document.formats.stamp import Stamp
from service.errors import RoundtableError
from service.library import read as library
from service.rounds import read, report_files
from service.rounds.board_paper import board_paper
from service.rounds.due import due
from service.rounds.matters import matters
from service.rounds.model import Round
from service.rounds.publish_report import may_draft, publish_report
from service.rounds.report import report
from service.rounds.report_files import MEDIA, PaperFormat
from service.rounds.response_table import Layout, Table, table
from service.rounds.spreadsheets import as_csv, as_xlsx
from service.settings import Settings
from service.storage.database import ReadDb
from service.web.doors import Config, Reading, Repos, Whole, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(prefix="/s/{slug}/rounds/{round_number}", include_in_schema=False)

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]


@router.get("/report")
def show_report(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    hide: bool = False,
) -> Response:
    """Show “You said, we did”: to writers at any time, to others once it is published."""
    found = read.round_(db, actor, slug, round_number)
    drafting = may_draft(db, actor, found)
    hidden = found.small_hidden or (drafting and hide)
    drawn = report(db, repositories, found, hidden=hidden)
    return _page(
        request,
        db,
        actor,
        found,
        "rounds/report.html",
        drafting=drafting,
        report=drawn,
        hidden=hidden,
    )


@router.post("/report/publication", dependencies=[protected])
def publish(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    hide: Annotated[bool, Form()] = False,
) -> Response:
    """Publish “You said, we did”, with or without numbers under five."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    try:
        publish_report(db, actor, found, small_hidden=hide)
    except RoundtableError as problem:
        if problem.status != 409:
            raise
        drawn = report(db, repositories, found, hidden=hide)
        return _page(
            request,
            db,
            actor,
            found,
            "rounds/report.html",
            problem,
            drafting=True,
            report=drawn,
            hidden=hide,
        )
    return go(request, f"{found.address}/report", "Report published")


@router.get("/report.{wanted}")
def report_file(
    slug: str,
    round_number: RoundNumber,
    wanted: PaperFormat,
    actor: Visitor,
    kept: Whole,
    repositories: Repos,
    config: Config,
    hide: bool = False,
) -> Response:
    """Answer with “You said, we did” as PDF or Word."""
    with kept.read() as db:
        found = read.round_(db, actor, slug, round_number)
        hidden = found.small_hidden or (may_draft(db, actor, found) and hide)
        drawn = report(db, repositories, found, hidden=hidden)
        stamp = _stamp(db, actor, config, found, "You said, we did")
    markdown = report_files.of_report(drawn, config.public_address)
    return _file(report_files.typeset(markdown, stamp, _set(wanted)), found, "report", wanted)


@router.get("/table")
def show_table(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    layout: Layout = Layout.NICE,
) -> Response:
    """Show the comments-and-responses table."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    strategy = library.strategy(db, actor, slug)
    made = table(matters(db, repositories, found), layout, _document(strategy.title, found))
    return _page(request, db, actor, found, "rounds/table.html", table=made, layout=layout)


@router.get("/table.{wanted}")
def table_file(
    slug: str,
    round_number: RoundNumber,
    wanted: PaperFormat,
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
    config: Config,
    layout: Layout = Layout.NICE,
) -> Response:
    """Answer with the comments-and-responses table as a file."""
    with kept.read() as db:
        found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
        strategy = library.strategy(db, actor, slug)
        made = table(matters(db, repositories, found), layout, _document(strategy.title, found))
        stamp = _stamp(db, actor, config, found, "Comments and responses")
    name = f"comments-and-responses-{layout.value}"
    return _file(_table_as(made, stamp, wanted, found), found, name, wanted)


@router.get("/board-paper")
def show_board_paper(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
) -> Response:
    """Show the board paper."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    drawn = report(db, repositories, found, hidden=False)
    board = board_paper(db, found)
    return _page(request, db, actor, found, "rounds/board_paper.html", board=board, report=drawn)


@router.get("/board-paper.{wanted}")
def board_paper_file(
    slug: str,
    round_number: RoundNumber,
    wanted: PaperFormat,
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
    config: Config,
) -> Response:
    """Answer with the board paper as PDF or Word."""
    with kept.read() as db:
        found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
        drawn = report(db, repositories, found, hidden=False)
        board = board_paper(db, found)
        stamp = _stamp(db, actor, config, found, "Paper for the board")
    markdown = report_files.of_board_paper(board, drawn, due(found, clock.today()))
    return _file(report_files.typeset(markdown, stamp, _set(wanted)), found, "board-paper", wanted)


def _page(
    request: Request,
    db: ReadDb,
    actor: Actor | None,
    found: Round,
    name: str,
    problem: RoundtableError | None = None,
    **values: object,
) -> Response:
    strategy = library.strategy(db, actor, found.strategy)
    return page(
        request,
        name,
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        may_publish=may(actor, Permission.CONSULT, strategy.slug, strategy.visibility),
        round=found,
        clock=due(found, clock.today()),
        errors={"publish": problem.message} if problem else {},
        **values,
    )


def _table_as(made: Table, stamp: Stamp, wanted: PaperFormat, found: Round) -> bytes:
    if wanted is PaperFormat.CSV:
        return as_csv(made)
    if wanted is PaperFormat.XLSX:
        return as_xlsx(made, stamp.title, found.created_at)
    return report_files.typeset(report_files.of_table(made, found), stamp, wanted)


def _set(wanted: PaperFormat) -> PaperFormat:
    """Return PDF or Word; a report that is no table is no spreadsheet: NoSuchFile."""
    if wanted in (PaperFormat.CSV, PaperFormat.XLSX):
        raise report_files.NoSuchFile
    return wanted


def _file(content: bytes, found: Round, what: str, wanted: PaperFormat) -> Response:
    name = f"{found.strategy}-round-{found.number}-{what}.{wanted.value}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=MEDIA[wanted], headers=headers)


def _document(title: str, found: Round) -> str:
    return f"{title}, version {found.version}"


def _stamp(db: ReadDb, actor: Actor | None, config: Settings, found: Round, title: str) -> Stamp:
    """Return what a file says about itself; its day is that of its last fact, not of today."""
    strategy = library.strategy(db, actor, found.strategy)
    owner = accounts.names(db, [strategy.owner]).get(strategy.owner or "")
    last = found.reported_at or found.completed_at or clock.now()
    return Stamp(
        title=f"{title}: {strategy.title}",
        version=found.version,
        status="published" if found.reported_at else "draft",
        revision=found.revision,
        date=last.astimezone(LONDON).date(),
        organisation=config.organisation,
        owner=owner.name if owner else "",
        url=f"{config.public_address}{found.address}/report",
        draft=found.reported_at is None,
    )
