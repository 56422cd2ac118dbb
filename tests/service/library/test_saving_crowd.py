"""Fifty people who have the same draft open save it at one moment, over HTTP; twenty a long one."""

import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest
import uvicorn

from service.accounts import people as registering
from service.accounts import read as accounts
from service.accounts import sessions
from service.accounts.doors import SESSION
from service.accounts.grant import grant
from service.accounts.model import Actor, Role
from service.app import create_app
from service.library import keep
from service.library import read as library
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.parts import Parts
from service.web.forms import FIELD
from tests.benchmarks import corpus
from tests.service.document.reading import DATA
from tests.service.library.conftest import WHEN

PEOPLE, LONG_PEOPLE = 50, 20
SLUG = "crowd"
_SENTENCES = " ".join(
    f"Sentence {n} is about place{n:02} and what is done there." for n in range(50)
)
_SECTIONS = "".join(f"## Part {n}\n\nIt is about item{n:02} alone.\n\n" for n in range(50))
_OPENING = "---\ntitle: A crowd\n---\n\n# A crowd\n\nEverybody changes this."
SOURCE = f"{_OPENING}\n\n{_SENTENCES}\n\n{_SECTIONS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A strategy that many people have open."""

    #: The address of the service.
    address: str
    #: The people.
    people: Sequence[Actor]
    #: The cookie that each is signed in with.
    cookies: Sequence[str]
    #: The revision that all of them see.
    seen: str


@pytest.fixture
def crowd(parts: Parts) -> Iterator[Crowd]:
    """Fifty authors, and the service as it is run."""
    with gathered(parts, SOURCE, PEOPLE) as crowd:
        yield crowd


@contextmanager
def gathered(parts: Parts, source: str, count: int) -> Iterator[Crowd]:
    """So many authors of a text, and the service as it is run."""
    with parts.database.write() as db:
        edition = Edition(files={TEXT: source.encode()}, what_changed="Wrote it", when=WHEN)
        made = add(db, parts.repositories, Addition(slug=SLUG, editions=[edition]))
        known = [
            registering.register_person(db, name=f"Person {n}", email=f"p{n}@example.org")
            for n in range(count)
        ]
        for each in known:
            grant(db, strategy=SLUG, person=each.id, role=Role.AUTHOR)
        people = [accounts.actor(db, each.id) for each in known]
        cookies = [sessions.start(db, each.id, days=1) for each in known]
    server = uvicorn.Server(uvicorn.Config(create_app(parts), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield Crowd(address=address, people=people, cookies=cookies, seen=made.draft)
    server.should_exit = True
    thread.join()


def all_save(crowd: Crowd, texts: Sequence[str]) -> list[httpx.Response]:
    """Everybody saves their text over the revision that all of them have open."""
    barrier = threading.Barrier(len(texts))

    def one(n: int) -> httpx.Response:
        jar = {SESSION: crowd.cookies[n]}
        with httpx.Client(base_url=crowd.address, cookies=jar, timeout=120) as client:
            page = client.get("/sign-in?next=/").text
            token = page.split(f'name="{FIELD}" value="')[1].partition('"')[0]
            form = {"text": texts[n], "expecting": crowd.seen, "what_changed": f"My {n}"}
            barrier.wait()
            return client.post(f"/s/{SLUG}/draft", data={FIELD: token, **form})

    with ThreadPoolExecutor(len(texts)) as pool:
        return list(pool.map(one, range(len(texts))))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "clashes"),
    [
        ("item{n:02}", "thing{n:02}", 0),
        ("place{n:02}", "region{n:02}", 0),
        ("Everybody", "Number{n:02}", PEOPLE - 1),
    ],
    ids=["a paragraph each", "a word each of one paragraph", "the same word"],
)
def test_nothing_is_lost_in_a_crowd(
    crowd: Crowd, parts: Parts, old: str, new: str, clashes: int
) -> None:
    """What was acknowledged is in the draft; the rest was told why, and is kept for them."""
    texts = [SOURCE.replace(old.format(n=n), new.format(n=n)) for n in range(PEOPLE)]
    answers = all_save(crowd, texts)
    assert {answer.status_code for answer in answers} <= {201, 409}, [a.text for a in answers]
    told = [n for n, answer in enumerate(answers) if answer.status_code == 409]
    repository = parts.repositories.at(SLUG)
    text = repository.text(repository.head() or "")
    for n, person in enumerate(crowd.people):
        words = new.format(n=n)
        assert (words in text) == (n not in told)
        with parts.database.read() as db:
            kept = [each.text for each in keep.works(db, person, SLUG)]
        assert [words in each for each in kept] == ([True] if n in told else [])
    assert len(told) == clashes
    with parts.database.read() as db:
        assert library.count_revisions(db, SLUG) == 1 + PEOPLE - clashes


@pytest.mark.slow
def test_nothing_is_lost_in_a_crowd_over_a_long_text(parts: Parts) -> None:
    """Twenty people, a word each of 131 pages: all of them are in the draft, one by one."""
    source = corpus.make(DATA / "documents", documents=5, seed=1).documents[corpus.BOOK]
    words = list(re.finditer(r"(?<= )[a-z]{5,}(?= )", source))
    places = [words[n * len(words) // LONG_PEOPLE] for n in range(LONG_PEOPLE)]
    texts = [
        f"{source[: place.start()]}region{n:02}{source[place.end() :]}"
        for n, place in enumerate(places)
    ]
    with gathered(parts, source, LONG_PEOPLE) as crowd:
        answers = all_save(crowd, texts)
    assert [answer.status_code for answer in answers] == [201] * LONG_PEOPLE
    repository = parts.repositories.at(SLUG)
    draft = repository.text(repository.head() or "")
    assert sorted(re.findall(r"region\d\d", draft)) == [f"region{n:02}" for n in range(LONG_PEOPLE)]
    with parts.database.read() as db:
        assert library.count_revisions(db, SLUG) == 1 + LONG_PEOPLE
