"""Who is credited for a revision, as git has it."""

from service.library.notice import person
from service.library.past import Part
from service.repositories import Commit


def credited(commit: Commit) -> tuple[tuple[str, Part], ...]:
    """Return who had a part in a revision, each part once; only people of ours."""
    parts = [(commit.author, Part.AUTHOR)]
    parts += [(each, Part.CO_AUTHOR) for each in dict.fromkeys(commit.co_authors)]
    if commit.committer != commit.author:
        parts.append((commit.committer, Part.TAKER))
    return tuple((each, part) for each, part in parts if person(each))
