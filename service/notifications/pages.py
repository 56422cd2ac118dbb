"""Pages: the mails of the installation, for its administrators.

A personal link is readable here in a demonstration alone, which has no mail server that would
bring it to anybody; elsewhere it is nobody's but the recipient's.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.accounts.browser import private
from service.accounts.doors import Administrator
from service.notifications import store
from service.notifications.compose import Addressed, Desk, addressed, compose
from service.notifications.message import plain, redacted_text
from service.notifications.model import Kind, Mail, MailMissing
from service.settings import Settings
from service.storage.database import ReadDb
from service.web.doors import Config, Reading
from service.web.forms import secret
from service.web.pages import page

router = APIRouter(prefix="/mails", include_in_schema=False)

#: Mails on a page.
_MANY: Final = 100
#: What would tell who said something where names are withheld.
_TELLING: Final = frozenset({Kind.RECEIPT, Kind.ANSWERED})


@router.get("")
def mails_page(
    request: Request,
    db: Reading,
    actor: Administrator,
    config: Config,
    before: Annotated[str, Query(max_length=26)] = "",
) -> Response:
    """Show the newest mails; `before` is the id of the last one that was seen."""
    del actor
    found = store.newest(db, _MANY + 1, before or None)
    rows = _rows(db, found[:_MANY])
    more = found[_MANY - 1].id if len(found) > _MANY else None
    server = config.smtp_host
    return page(request, "notifications/mails.html", rows=rows, more=more, server=server)


@router.get("/{mail}")
def mail_page(
    request: Request, db: Reading, actor: Administrator, config: Config, mail: str
) -> Response:
    """Show one mail, with its words made anew."""
    del actor
    found = store.mail(db, mail)
    to = addressed(db, found) if found else None
    if found is None or to is None or _withheld(to):
        raise MailMissing
    shown, open_ = _words(db, config, request, to)
    answer = page(request, "notifications/mail.html", to=to, mail=found, words=shown, address=open_)
    return private(answer)


def _words(
    db: ReadDb, config: Settings, request: Request, to: Addressed
) -> tuple[Mapping[str, str], str | None]:
    """Return the subject and the text of a mail, and its link where that may be followed here."""
    letter = compose(db, Desk(settings=config, secret=secret(request)), to)
    shown = config.demonstration and not config.smtp_host
    text = plain(letter) if shown else redacted_text(plain(letter))
    return {"subject": letter.subject, "text": text}, letter.address if shown else None


def _rows(db: ReadDb, found: Sequence[Mail]) -> list[dict[str, object]]:
    about = (addressed(db, each) for each in found)
    return [{"to": each, "mail": each.mail} for each in about if each and not _withheld(each)]


def _withheld(to: Addressed) -> bool:
    """Tell whether a mail would give away who said something in a round without names."""
    return not to.round.names_shown and to.mail.kind in _TELLING
