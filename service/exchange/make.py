"""Making an export: what the job does, step by step, so that the page can say how far it is."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from service import clock
from service.document.formats.docx_out import docx
from service.document.formats.stamp import Stamp
from service.document.formats.typeset import pdf
from service.document.front_matter import front_matter_end
from service.errors import RoundtableError
from service.exchange import store
from service.exchange.ask import Desk
from service.exchange.model import Export, Format, State
from service.exchange.stamping import stamp_for
from service.library import read as library
from service.library.model import Number
from service.library.read import Shown
from service.library.texts import figures, source
from service.storage.database import ReadDb

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeExport:
    """The job, with what it works on."""

    #: Everything it needs.
    desk: Desk

    def __call__(self, export: str) -> None:
        """Make the export of this id; what is finished, or in another's hands, is left alone."""
        with self.desk.database.write() as db:
            wanted = store.claim(db, export, clock.now())
        if wanted:
            self._make(wanted)

    def _make(self, wanted: Export) -> None:
        try:
            self._note(wanted, State.WORKING, 15, "Reading the text and its figures")
            text, beside, stamp = self._read(wanted)
            self._note(wanted, State.WORKING, 40, f"Setting the {wanted.format.words} pages")
            content = _MAKERS[wanted.format](text, beside, stamp)
            self._note(wanted, State.WORKING, 90, "Putting it away")
            self._note(wanted, State.DONE, 100, "Ready", self.desk.files.keep(content))
        except RoundtableError as error:
            self._note(wanted, State.FAILED, 100, error.message)
        except Exception:  # the page must say that it failed, whatever it was
            _log.exception("The export %s failed.", wanted.id)
            self._note(wanted, State.FAILED, 100, "Something went wrong on our side. Try again.")

    def _read(self, wanted: Export) -> tuple[str, Mapping[str, bytes], Stamp]:
        """Return the text without its front matter, the files beside it, and the stamp."""
        repositories = self.desk.repositories
        with self.desk.database.read() as db:
            stamp = stamp_for(db, repositories, self.desk.settings, _shown(db, wanted))
        text = source(repositories, wanted.strategy, wanted.revision)
        beside = figures(repositories, wanted.strategy, wanted.revision)
        return text[front_matter_end(text) :], beside, stamp

    def _note(
        self, wanted: Export, state: State, progress: int, words: str, file: str | None = None
    ) -> None:
        with self.desk.database.write() as db:
            store.move(
                db,
                wanted.id,
                state=state,
                progress=progress,
                words=words,
                at=clock.now(),
                file=file,
            )


_MAKERS = {Format.PDF: pdf, Format.DOCX: docx}


def _shown(db: ReadDb, wanted: Export) -> Shown:
    """Return what an export is of, whoever asked: they had permission then."""
    strategy = library.known_strategy(db, wanted.strategy)
    if strategy is None:
        raise library.StrategyMissing
    revision = library.known_revision(db, wanted.strategy, wanted.revision)
    if not wanted.version:
        return Shown(strategy=strategy, revision=revision)
    version = library.known_version(db, wanted.strategy, Number.read(wanted.version))
    return Shown(strategy=strategy, revision=revision, version=version)
