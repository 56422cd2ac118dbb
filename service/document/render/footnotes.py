"""Numbering footnotes and naming the ends of their links."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.document.headings import Ids, slug
from service.document.render.groups import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote: its definition and what refers to it."""

    #: 1, 2, 3 in the order in which the text first refers to them; unused ones come last.
    number: int
    #: Id of the definition.
    id: str
    #: Ids of the references, in the order of the source.
    references: tuple[str, ...]
    #: The events of the definition.
    group: Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One place that refers to a footnote."""

    #: Its id.
    id: str
    #: Id of the definition.
    target: str
    #: The number shown.
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes:
    """All footnotes of a text."""

    #: The footnotes by number.
    notes: tuple[Footnote, ...]
    #: Each reference by the offset at which it stands.
    references: dict[int, Reference]


def number(body: Sequence[Group], definitions: Sequence[Group], ids: Ids) -> Footnotes:
    """Number the footnotes: by first reference in the body, then in notes that are referred to."""
    by_label: dict[str, Group] = {}
    for group in definitions:
        by_label.setdefault(_label(group.first.data), group)
    places = _references([*body, *definitions])
    ordered = _by_first_reference(body, by_label)
    referred = {id(group) for group in ordered}
    ordered += [group for group in definitions if id(group) not in referred]
    return _named(ordered, by_label, places, ids)


def _by_first_reference(body: Sequence[Group], by_label: dict[str, Group]) -> list[Group]:
    """The definitions that are referred to, first come first."""
    found: dict[str, Group] = {}
    waiting = list(body)
    for group in waiting:  # grows while it is read: a note may refer to further notes
        for label, _ in _references_of(group):
            if label in by_label and label not in found:
                found[label] = by_label[label]
                waiting.append(by_label[label])
    return list(found.values())


def _references(groups: Iterable[Group]) -> dict[str, list[int]]:
    """The offsets of the references to each label."""
    places: dict[str, list[int]] = defaultdict(list)
    for group in groups:
        for label, start in _references_of(group):
            places[label].append(start)
    return places


def _references_of(group: Group) -> list[tuple[str, int]]:
    return [(_label(e.data), e.start) for e in group.events if e.verb == "FootnoteReference"]


def _label(words: str) -> str:
    """A label as references and definitions are matched: case and spaces do not count."""
    return " ".join(words.split()).casefold()


def _named(
    ordered: Sequence[Group], by_label: dict[str, Group], places: dict[str, list[int]], ids: Ids
) -> Footnotes:
    """The footnotes with their ids; a second definition of the same label has no references."""
    notes: list[Footnote] = []
    references: dict[int, Reference] = {}
    for position, group in enumerate(ordered, start=1):
        label = _label(group.first.data)
        target = ids.take(f"fn-{slug(label)}")
        starts = places[label] if by_label[label] is group and label in places else []
        made = [
            Reference(id=ids.take(f"fnref-{slug(label)}"), target=target, number=position)
            for _ in starts
        ]
        references.update(zip(starts, made, strict=True))
        names = tuple(reference.id for reference in made)
        notes.append(Footnote(number=position, id=target, references=names, group=group))
    return Footnotes(notes=tuple(notes), references=references)
