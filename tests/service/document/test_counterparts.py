"""Which section is which from one text to the next."""

from service.document.counterparts import Titled, paired

AIMS = Titled("Aims", 2, "## Aims\n\nTo ask what people with the disease want to know.\n")
MONEY = Titled("Money", 2, "## Money\n\nEnough of it for three years, from five funders.\n")
PEOPLE = Titled("People", 2, "## People\n\nNurses, doctors, and those they look after.\n")


def _renamed(section: Titled, title: str) -> Titled:
    return Titled(title, section.level, f"## {title}\n{section.body}")


def test_sections_that_only_moved_are_themselves() -> None:
    """The order of a text says nothing about which section is which."""
    assert paired([AIMS, MONEY, PEOPLE], [PEOPLE, AIMS, MONEY]) == {0: 2, 1: 0, 2: 1}


def test_section_with_the_same_title_is_the_same() -> None:
    """A section whose words all changed keeps its place by its title."""
    other = Titled("Aims", 2, "## Aims\n\nSomething else from beginning to end.\n")
    assert paired([AIMS, MONEY], [MONEY, other]) == {0: 1, 1: 0}


def test_renamed_section_is_known_by_its_words() -> None:
    """A new heading over the same words is no new section, wherever it stands."""
    assert paired([AIMS, MONEY], [_renamed(MONEY, "Resources"), AIMS]) == {0: 1, 1: 0}


def test_renamed_and_rewritten_section_is_a_new_one() -> None:
    """Without title or words nothing is left to know it by."""
    other = Titled("Resources", 2, "## Resources\n\nBuildings, machines and a library.\n")
    assert paired([AIMS, MONEY], [AIMS, other]) == {0: 0}


def test_two_sections_alike_are_not_guessed_at() -> None:
    """Where two could be the renamed one, neither is."""
    one, two = _renamed(AIMS, "First aims"), _renamed(AIMS, "Second aims")
    assert paired([AIMS, MONEY], [one, two, MONEY]) == {2: 1}


def test_earlier_section_of_the_same_title_takes_nothing_away() -> None:
    """A second “Aims” before the first leaves the first what it was."""
    early = Titled("Aims", 2, "## Aims\n\nWhat this part is about.\n")
    assert paired([AIMS, MONEY], [early, AIMS, MONEY]) == {1: 0, 2: 1}


def test_heading_without_words_is_known_by_its_neighbours() -> None:
    """A heading over nothing, renamed between two that stayed, is the same heading."""
    old, new = Titled("Part one", 2, "## Part one\n"), Titled("Part I", 2, "## Part I\n")
    assert paired([AIMS, old, MONEY], [AIMS, new, MONEY]) == {0: 0, 1: 1, 2: 2}


def test_many_sections_that_are_all_new_take_no_time_to_speak_of() -> None:
    """Past the bound nothing is compared word by word, and all are new."""
    old = [Titled(f"Old {n}", 2, f"## Old {n}\n\n{'words ' * 500}{n}\n") for n in range(60)]
    new = [Titled(f"New {n}", 2, f"## New {n}\n\n{'others ' * 500}{n}\n") for n in range(60)]
    assert paired(old, new) == {}
