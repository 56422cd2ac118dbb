"""A hundred overlapping suggestions of five people, accepted one after the other."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from service.accounts.grant import grant
from service.accounts.model import Actor, Role
from service.accounts.people import register_person
from service.accounts.read import actor
from service.comments.accept import SuggestionStale, accept
from service.comments.asked import passage_of_quote
from service.comments.suggest import suggest
from service.library.texts import rendered
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft
from tests.visit import Visit

MANY, PEOPLE = 100, 5


@dataclass(frozen=True)
class _Planned:
    """Words of one paragraph to be replaced, by their number."""

    author: int
    first: int
    last: int
    #: The new word by the number of the one it replaces; empty to take it out.
    new: dict[int, str]


class _Model:
    """The text that a person would expect: whoever is first has the word."""

    def __init__(self, words: list[str]) -> None:
        self.words = list(words)
        self.touched: set[int] = set()

    def accept(self, planned: _Planned) -> bool:
        if self.touched & set(planned.new):
            return False
        for at, word in planned.new.items():
            self.words[at] = word
        self.touched |= set(planned.new)
        return True

    @property
    def text(self) -> str:
        return " ".join(word for word in self.words if word)


def _plans(words: list[str], seed: int) -> list[_Planned]:
    """Passages of 5 to 20 words that overlap, each with one or two words to be replaced."""
    rng = random.Random(seed)  # noqa: S311
    plans, gone = [], set[int]()
    for number in range(MANY):
        first = rng.randrange(len(words) - 20)
        last = first + rng.randrange(5, 20)
        at = rng.randrange(first + 1, last - 1)
        new = {at: f"new{number}" if at in gone else rng.choice(["", f"new{number}"])}
        gone |= {key for key, word in new.items() if not word}  # twice the same would be said
        if rng.random() < 0.5 and last - at > 3:
            new[rng.randrange(at + 2, last)] = f"other{number}"
        plans.append(_Planned(author=number % PEOPLE, first=first, last=last, new=new))
    return plans


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_overlapping_suggestions_end_in_the_text_a_person_would_expect(
    parts: Parts,
    owner: Actor,
    revision: str,
    rewrite: Callable[[str, str], str],
    visit_as: Callable[[Actor], Visit],
    seed: int,
) -> None:
    """Those that touch other words all get in; of those on the same word the first one does.

    The others are refused with what changed since, and each revision credits who suggested it.
    """
    del revision
    words = [f"word{number}" for number in range(150)]
    head = rewrite("The last paragraph says 😀 something else.", " ".join(words) + ".")
    people = _people(parts)
    plans = _plans(words, seed)
    threads = [_suggest(parts, people[each.author], head, words, each) for each in plans]
    order = list(range(MANY))
    random.Random(seed).shuffle(order)  # noqa: S311

    model, accepted = _Model(words), dict[int, str]()
    for number in order:
        expected = model.accept(plans[number])
        with parts.database.write() as db:
            if expected:
                made = accept(db, parts.repositories, owner, threads[number])
                accepted[number] = made.revision or ""
            else:
                with pytest.raises(SuggestionStale) as refusal:
                    accept(db, parts.repositories, owner, threads[number])
                assert "“" in refusal.value.message

    assert draft(parts).splitlines()[-1] == model.text + "."
    assert 30 < len(accepted) < MANY
    for number, made_as in accepted.items():
        found = parts.repositories.at(SLUG).revision(made_as)
        assert (found.author, found.committer) == (people[plans[number].author].id, owner.id)
        assert [each.id for each in found.suggestions] == [threads[number]]
    page = visit_as(owner).get(f"/s/{SLUG}/versions").text
    assert f"{people[0].name} · accepted by {owner.name}" in " ".join(page.split())


def _people(parts: Parts) -> list[Actor]:
    found = []
    with parts.database.write() as db:
        for number in range(PEOPLE):
            added = register_person(db, name=f"Person {number}", email=f"p{number}@example.org")
            grant(db, strategy=SLUG, person=added.id, role=Role.REVIEWER)
            found.append(actor(db, added.id))
    return found


def _suggest(
    parts: Parts, person: Actor, revision: str, words: list[str], planned: _Planned
) -> str:
    quote = " ".join(words[planned.first : planned.last])
    changed = [
        planned.new.get(planned.first + index, word)
        for index, word in enumerate(words[planned.first : planned.last])
    ]
    passage = passage_of_quote(rendered(parts.repositories, SLUG, revision), quote)
    with parts.database.write() as db:
        return suggest(
            db,
            parts.repositories,
            person,
            SLUG,
            revision=revision,
            passage=passage,
            words=" ".join(word for word in changed if word),
        ).thread.id
