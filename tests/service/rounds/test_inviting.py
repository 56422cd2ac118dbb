"""Lists are understood as people write them, shown before anything is sent, and passed on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from service.accounts.model import Actor
from service.rounds import owing
from service.rounds.delegate import InItAlready, PassedOn, delegate
from service.rounds.invite import Invitee
from service.rounds.invitees import TooManyInvitees, read_file, understand
from service.rounds.read import NotInvited
from service.rounds.remind import whom
from tests.service.rounds.conftest import INVITEES, Review
from tests.visit import Visit

VisitAs = Callable[[Actor], Visit]

_ANN = Invitee(name="Ann Example", email="ann@x.example", organisation="Trust, North", lead=True)


@pytest.mark.parametrize(
    "text",
    [
        'Ann Example <Ann@X.example>, "Trust, North", lead',
        'Ann Example,ann@x.example,"Trust, North",yes',
        "Ann Example\tann@x.example\tTrust, North\tx",
        'name,email,organisation,lead\nAnn Example,ann@x.example,"Trust, North",yes',
        '\ufeffName,Email address,Trust,Lead\r\nAnn Example,ann@x.example,"Trust, North",1\r\n',
        'ann@x.example, Ann Example, "Trust, North", lead',
    ],
)
def test_lists_are_understood(text: str) -> None:
    """Pasted, from a spreadsheet, or as CSV with a line of names, in any order."""
    assert [each.invitee for each in understand(text)] == [_ANN]


def test_semicolons_as_excel_writes_them() -> None:
    """With the columns named, in any order, and no commas anywhere."""
    lines = understand("Lead;E-mail;Organisation;Name\nyes;ann@x.example;North Trust;Ann Example")
    wanted = replace(_ANN, organisation="North Trust")
    assert [each.invitee for each in lines] == [wanted]


def test_list_of_addresses_from_a_mail_program() -> None:
    """Several people in one line, with and without names."""
    lines = understand("Bo Box <bo@x.example>; carla.cole@x.example, 'Di' <di@x.example>")
    found = [(each.invitee.name, each.invitee.email) for each in lines if each.invitee]
    assert found == [
        ("Bo Box", "bo@x.example"),
        ("Carla Cole", "carla.cole@x.example"),
        ("Di", "di@x.example"),
    ]


def test_what_is_not_understood_is_said() -> None:
    """Each line says what is wrong with it; the others are not lost."""
    lines = understand("Ann <ann@x.example>\nnobody\n\nann@x.example\nEve <eve@x@y>")
    assert [(each.number, bool(each.invitee)) for each in lines] == [
        (1, True),
        (2, False),
        (4, False),
        (5, False),
    ]
    assert "line 1" in lines[2].problem


def test_a_list_has_an_end() -> None:
    """Half a thousand is read, more is refused before anybody is looked up."""
    assert len(understand("\n".join(f"p{n}@x.example" for n in range(500)))) == 500
    with pytest.raises(TooManyInvitees):
        understand("\n".join(f"p{n}@x.example" for n in range(501)))


def test_files_as_excel_writes_them() -> None:
    """UTF-8 with and without its mark, and Windows' own letters."""
    assert read_file("Jörg".encode("utf-8-sig")) == "Jörg"
    assert read_file("Jörg".encode("cp1252")) == "Jörg"


def test_list_is_shown_before_anybody_is_invited(review: Review, visit_as: VisitAs) -> None:
    """The first press shows what was understood; the second invites, and only who is new."""
    visit = visit_as(review.people["owner"])
    address = f"{review.round.address}/invitations"
    typed = "Nora New <nora@new.example>, New Trust\nlena@mersey.example\nnonsense"
    shown = visit.submit(address, {"people": typed, "do": "check"})
    assert "Nora New" in shown.text
    assert "Invited already" in shown.text
    assert "There is no e-mail address in this line." in shown.text
    with pytest.raises(StopIteration):
        review.who("Nora")
    visit.submit(address, {"people": typed, "do": "send"})
    assert review.who("Nora").lead
    with review.parts.database.read() as db:
        assert len(owing.owing(db, review.round)) == len(INVITEES) + 1
    assert "Nora New" in visit.get(address).text


def test_csv_file_is_read(review: Review, visit_as: VisitAs) -> None:
    """A file does what pasting does."""
    visit = visit_as(review.people["owner"])
    content = "name,email\r\nNora New,nora@new.example\r\n".encode("utf-8-sig")
    shown = visit.post(
        f"{review.round.address}/invitations",
        data={"csrf": visit.form_token(), "people": "", "do": "check"},
        files={"file": ("people.csv", content, "text/csv")},
    )
    assert "1 person will be invited" in shown.text


def test_preview_of_reminders_says_whom(review: Review, visit_as: VisitAs) -> None:
    """The page names those who will be reminded; afterwards it says that they were."""
    visit = visit_as(review.people["owner"])
    address = f"{review.round.address}/reminders"
    assert "Remind 4 people" in visit.get(address).text
    visit.submit(address)
    shown = visit.get(address).text
    assert shown.count("Reminded today") == len(INVITEES)
    assert "Remind 4 people" not in shown


def test_lead_passes_the_lead_on(review: Review) -> None:
    """A colleague takes the place of the lead; who passed it on owes nothing more."""
    with review.parts.database.write() as db:
        made = delegate(
            db,
            review.parts.secret,
            review.guest("Lena"),
            review.round,
            name="Nora New",
            email="nora@mersey.example",
        )
    assert (made.lead, review.who("Lena").lead) == (True, False)
    assert made.party == review.who("Lena").party
    assert made.delegated_by == review.who("Lena").id
    assert review.guest("Nora").admissions[0].speaks == review.guest("Carl").admissions[0].speaks
    with review.parts.database.read() as db:
        owed = {each.participant.id for each in whom(db, review.people["owner"], review.round)}
    assert made.id in owed
    assert review.who("Lena").id not in owed


def test_review_is_passed_on_once(review: Review) -> None:
    """Nobody can send mails to the world by passing a review on again and again."""
    with review.parts.database.write() as db:
        lena, found = review.guest("Lena"), review.round
        with pytest.raises(InItAlready):
            delegate(db, review.parts.secret, lena, found, name="Ula", email="ula@uni.example")
        delegate(db, review.parts.secret, lena, found, name="N", email="n@x.example")
        with pytest.raises(PassedOn):
            delegate(db, review.parts.secret, lena, found, name="O", email="o@x.example")
        owner = review.people["owner"]
        with pytest.raises(NotInvited):
            delegate(db, review.parts.secret, owner, found, name="O", email="o@x.example")


def test_passing_on_by_the_page(review: Review) -> None:
    """Three fields' worth of trouble: a wrong address is said, a right one is done."""
    visit = review.visit("Ingo")
    address = f"{review.round.address}/delegation"
    assert "answers in your place" in visit.get(address).text
    wrong = visit.submit(address, {"name": "Nora New", "email": "nora"})
    assert (wrong.status_code, "not an e-mail address" in wrong.text) == (422, True)
    visit.submit(address, {"name": "Nora New", "email": "nora@home.example"})
    assert review.who("Nora").delegated_by == review.who("Ingo").id
    assert review.who("Ingo").declined_at is not None
