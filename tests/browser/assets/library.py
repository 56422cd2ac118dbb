"""An invented library around one real text of `strategies/`."""

from datetime import date, timedelta
from pathlib import Path

from service import clock
from service.accounts.model import Visibility
from service.library.model import ChangeClass, Number, Revision, Status, Strategy, Version
from service.library.read import Shown
from service.library.views import Editing
from service.reading.pages import Row
from service.repositories import Repositories
from tests.browser.assets.people import RUTH, TOM

#: The text that the pages show, and its figures.
SOURCE = Path(__file__).parents[3] / "strategies/health-informatics"
SLUG = "sample"

#: The draft, as the editor opens it.
EDITING = Editing(
    what="draft",
    doors=f"/s/{SLUG}/draft",
    keep=SLUG,
    title="Edit the draft: Health Informatics Strategy 2020 to 2025",
    save="Save draft",
    control=f"/s/{SLUG}/edit/_control",
)


def keep(folder: Path) -> tuple[Repositories, str]:
    """Put a real text into a repository of its own; return it with its revision."""
    files = {
        str(path.relative_to(SOURCE)): path.read_bytes()
        for path in SOURCE.rglob("*")
        if path.is_file() and "editions" not in path.parts
    }
    repositories = Repositories(folder)
    repository = repositories.create(SLUG)
    with repository.writing():
        revision = repository.commit(
            expecting=None, changes=files, author=TOM.id, message="Sample", when=clock.now()
        )
    return repositories, revision


def strategy(draft: str) -> Strategy:
    """Return the strategy whose draft this revision is."""
    return Strategy(
        slug=SLUG,
        title="Health Informatics Strategy 2020 to 2025",
        summary="How partners share data, tools and people so that questions are answered sooner.",
        visibility=Visibility.PUBLIC,
        status=Status.IN_CONSULTATION,
        owner=TOM.id,
        approving_body="Wexcombe Partnership Board",
        effective_date=None,
        review_date=date(2027, 3, 31),
        eia_status="complete",
        draft=draft,
        created_at=clock.now(),
        changed_at=clock.now(),
    )


def revision(id_: str, number: int = 4) -> Revision:
    """Return a revision of it."""
    return Revision(
        strategy=SLUG,
        id=id_,
        number=number,
        parent=None,
        author=TOM.id,
        what_changed="Sharpened the aims after the workshop of 4 December",
        at=clock.now() - timedelta(days=number),
    )


def version(id_: str, minor: int = 0) -> Version:
    """Return a version of it."""
    return Version(
        strategy=SLUG,
        number=Number(1, minor),
        revision=id_,
        status=Status.APPROVED,
        change_class=ChangeClass.MINOR if minor else ChangeClass.MAJOR,
        summary_of_changes="Adds the second theme and the milestones that partners agreed.",
        approving_body="Wexcombe Partnership Board",
        effective_date=date(2026, 9, 3),
        review_date=date(2027, 9, 3),
        published_by=TOM.id,
        published_at=clock.now() - timedelta(days=80 - minor),
    )


def shown(draft: str) -> Shown:
    """Return the draft as what is shown."""
    return Shown(strategy=strategy(draft), revision=revision(draft))


def rows(draft: str) -> list[Row]:
    """Return a library of four strategies, each standing elsewhere."""
    titles = (
        ("Health Informatics Strategy 2020 to 2025", Status.IN_CONSULTATION),
        ("Cancer Research Strategy 2020 to 2025", Status.DRAFT),
        ("Starting Well: children, young people and families", Status.FOR_APPROVAL),
        ("Infection: from discovery to prevention", Status.APPROVED),
    )
    return [_row(draft, number, *each) for number, each in enumerate(titles)]


def _row(draft: str, number: int, title: str, status: Status) -> Row:
    base = strategy(draft)
    values = {name: getattr(base, name) for name in base.__slots__}
    made = Strategy(**{**values, "title": title, "status": status})
    return Row(
        strategy=made,
        owner=RUTH if number % 2 else TOM,
        latest=version(draft, number) if number != 1 else None,
        open_comments=(21, 0, 7, 2)[number],
        review_date=date(2027, 3, 31),
        review_due=number == 2,
    )
