"""Reports drawn from the answers: the table, “You said, we did”, the board paper, as files."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from service import clock
from service.document.formats.stamp import Stamp
from service.rounds import report_files, store
from service.rounds.board_paper import board_paper
from service.rounds.complete import complete
from service.rounds.dispose import Answered, dispose
from service.rounds.due import due
from service.rounds.kinds import Outcome, Position, RoundState
from service.rounds.matters import WITHHELD, matters
from service.rounds.publish_report import RoundNotCompleted, ThemesUnsigned, publish_report
from service.rounds.report import report, shown
from service.rounds.report_files import PaperFormat
from service.rounds.response_table import Layout, table
from service.rounds.spreadsheets import as_csv, as_xlsx, harmless
from service.rounds.themes import propose_themes, word_theme
from tests.service.rounds.conftest import Review
from tests.service.rounds.disposing import close, rewrite, submit

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|calc", '=HYPERLINK("x")')


def answered(review: Review) -> str:
    """Submit and answer some points; returns the revision that did one."""
    first, *_ = submit(
        review, "Lena", ["=cmd|' /C calc'!A0 | *pipe*", "Nurses first"], position=Position.OBJECT
    )
    submit(review, "Ula", ["Nurses last"], on=None)
    made = rewrite(review, "twelve", "fourteen")
    with review.parts.database.write() as db:
        owner, kept = review.people["owner"], review.parts.repositories
        every = [each.point.id for each in matters(db, kept, review.round)]
        noted = Answered(points=tuple(every[1:]), outcome=Outcome.NOTED, response="So it is.")
        dispose(db, kept, owner, review.round, noted)
        done = Answered(
            points=(first.id,), outcome=Outcome.ACCEPTED, response="+ two nurses", revision=made.id
        )
        dispose(db, kept, owner, review.round, done)
    return made.id


def test_no_cell_of_a_csv_is_a_formula(review: Review) -> None:
    """What begins like one begins with an apostrophe; all else is as it was written."""
    assert all(harmless(each) == f"'{each}" for each in HOSTILE)
    assert harmless("Nurses = care") == "Nurses = care"
    answered(review)
    with review.parts.database.read() as db:
        every = matters(db, review.parts.repositories, review.round)
    for layout in Layout:
        sent = as_csv(table(every, layout, "=Title"))
        rows = list(csv.reader(io.StringIO(sent.decode("utf-8-sig"))))
        assert len(rows) == 4
        assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)


def test_the_columns_are_those_of_nice_and_of_iso(review: Review) -> None:
    """Places, kinds, words and answers stand where these forms have them."""
    answered(review)
    with review.parts.database.read() as db:
        every = matters(db, review.parts.repositories, review.round)
    nice, iso = (table(every, each, "Cancer research, version 0.1") for each in Layout)
    assert nice.columns[0] == "Comment No."
    assert nice.rows[1][1:4] == (
        "Mersey Trust",
        "Cancer research, version 0.1",
        "Cancer research, Paragraph 1",
    )
    assert nice.rows[0][5] == "Accepted.\n+ two nurses"
    assert iso.rows[1][:5] == ("Mersey Trust", "8", "Cancer research", "Paragraph 1", "te")
    assert iso.rows[2][1:4] == ("", "General", "")


def test_an_excel_file_holds_strings_only_and_is_the_same_when_remade(review: Review) -> None:
    """No formula element in it, whatever was written, and nothing of the moment it was made."""
    answered(review)
    with review.parts.database.read() as db:
        every = matters(db, review.parts.repositories, review.round)
    made = table(every, Layout.ISO, "x")
    sent = as_xlsx(made, "Comments", review.round.created_at)
    with zipfile.ZipFile(io.BytesIO(sent)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "cmd|" in book.read("xl/sharedStrings.xml").decode()
    assert as_xlsx(made, "Comments", review.round.created_at) == sent


@pytest.mark.parametrize("wanted", [PaperFormat.PDF, PaperFormat.DOCX])
def test_reports_are_set_as_pdf_and_word(review: Review, wanted: PaperFormat) -> None:
    """The table with whatever people wrote in it, through the exports."""
    answered(review)
    with review.parts.database.read() as db:
        every = matters(db, review.parts.repositories, review.round)
    markdown = report_files.of_table(table(every, Layout.NICE, "A | B"), review.round)
    stamp = Stamp(
        title="Comments and responses",
        version="0.1",
        status="in_consultation",
        revision=review.round.revision,
        date=date(2026, 12, 4),
        organisation="Partnership",
        owner="Olive Owner",
        url="http://localhost/",
        draft=False,
    )
    content = report_files.typeset(markdown, stamp, wanted)
    assert content[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[wanted.value]


def test_each_we_did_opens_the_exact_before_and_after(review: Review) -> None:
    """The change is compared with what stood before it; its answer stands beside it."""
    made = answered(review)
    with review.parts.database.write() as db:
        propose_themes(db, review.people["owner"], review.round)
        found = report(db, review.parts.repositories, review.round, hidden=False)
    changes = [each for chapter in found.chapters for each in chapter.changes]
    assert [each.address for each in changes] == [
        f"/s/cancer-research/compare/{review.round.revision}..{made}"
    ]
    assert changes[0].responses == ("+ two nurses",)
    assert found.count == "3"
    assert dict(found.decided) == {"Accepted": "1", "Noted": "2"}


def test_numbers_under_five_are_hidden_on_request(review: Review) -> None:
    """Neither a part nor the whole says how few there were, nor can it be worked out."""
    assert [shown(each, hidden=True) for each in (0, 1, 4, 5)] == [
        "0",
        "fewer than 5",
        "fewer than 5",
        "5",
    ]
    answered(review)
    submit(review, "Ingo", [f"Point {each}" for each in range(6)])
    with review.parts.database.read() as db:
        found = report(db, review.parts.repositories, review.round, hidden=True)
    assert dict(found.decided) == {
        "Not answered yet": "6",
        "Accepted": "fewer than 5",
        "Noted": "fewer than 5",
    }
    assert found.count == "at least 6"


def test_a_board_paper_says_who_stands_where_and_who_is_silent(review: Review) -> None:
    """Where names are withheld it says how many, not who."""
    answered(review)
    with review.parts.database.read() as db:
        board = board_paper(db, review.round)
        blind = board_paper(db, replace(review.round, names_shown=False))
        masked = matters(db, review.parts.repositories, replace(review.round, names_shown=False))
    assert (board.asked, board.answered) == (3, 2)
    assert [(each.name, each.position) for each in board.stands] == [
        ("Mersey Trust", "Objects"),
        ("Wirral University", "Took no position"),
    ]
    assert board.silent == ("Ingo Individual",)
    assert blind.stands == ()
    assert dict(blind.positions) == {"Objects": 1, "Took no position": 1}
    assert {each.from_whom for each in masked} == {WITHHELD}


def test_a_report_is_published_once_completed_and_signed_off(review: Review) -> None:
    """Not before, and not with a theme that nobody has looked at."""
    answered(review)
    owner = review.people["owner"]
    with review.parts.database.write() as db, pytest.raises(RoundNotCompleted):
        publish_report(db, owner, review.round, small_hidden=True)
    close(review)
    with review.parts.database.write() as db:
        themes = propose_themes(db, owner, review.round)
        done = complete(db, owner, review.round)
        with pytest.raises(ThemesUnsigned):
            publish_report(db, owner, done, small_hidden=True)
        for each in themes:
            word_theme(
                db, owner, done, each.id, title=each.title, said=each.said, did="", sign=True
            )
        assert publish_report(db, owner, done, small_hidden=True).small_hidden


def test_a_round_is_overdue_twelve_weeks_after_it_closed(review: Review) -> None:
    """From the day after; never once its report is out."""
    found = replace(review.round, closes_on=date(2026, 10, 1), state=RoundState.CLOSED)
    on_time, late = due(found, date(2026, 12, 24)), due(found, date(2026, 12, 25))
    assert on_time
    assert not on_time.overdue
    assert late
    assert (late.overdue, late.words) == (True, "1 day overdue")
    assert due(replace(found, reported_at=clock.now()), date(2026, 12, 25)) is None
    with review.parts.database.read() as db:
        assert store.rounds_of(db, found.strategy)[0].small_hidden is False
