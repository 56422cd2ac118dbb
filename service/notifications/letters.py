"""What each mail says."""

from dataclasses import dataclass

from service import clock
from service.notifications.deadline import Deadline, calendar_file
from service.notifications.model import Letter
from service.rounds.kinds import ResponseKind
from service.rounds.model import Participant, Round
from service.web.dates import day

_YOURS = (
    "This link is yours alone: whoever has it can answer in your name. To pass the review to a "
    "colleague, use “Pass it on” on the page that it opens rather than this mail."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What every mail about a round has to do with."""

    #: What people type to reach the installation, without a trailing slash.
    base: str
    #: The title of the strategy.
    title: str
    #: The round.
    round: Round
    #: The recipient as somebody in it.
    participant: Participant
    #: Their name.
    name: str
    #: The name of the organisation that they answer for; None: for themselves.
    organisation: str | None
    #: The name of who leads its response, where that is somebody else.
    lead: str | None
    #: Their personal link, whole; the round's own address where none works any more.
    link: str

    @property
    def what(self) -> str:
        """The strategy and its version."""
        return f"“{self.title}”, version {self.round.version}"

    @property
    def by(self) -> str:
        """The last day."""
        return day(self.round.closes_on)

    @property
    def greeting(self) -> str:
        """How the mail begins."""
        return f"Dear {self.name},"


def invitation(about: About, asked_by: str | None) -> Letter:
    """Ask somebody to take part; `asked_by` is the name of who asks."""
    begins = about.round.opens > clock.now()
    opens = f"It opens on {day(about.round.opens_on)}. " if begins else ""
    asked = f"{asked_by} asks you" if asked_by else "You are asked"
    return Letter(
        subject=f"Please review {about.title} by {about.by}",
        greeting=about.greeting,
        paragraphs=(
            f"{asked} to review {about.what}.",
            f"{opens}You can answer until the end of {about.by}. You need no account and no "
            "password: the link below is enough.",
            *_as_one(about),
        ),
        quoted=about.round.purpose,
        label="Start the review",
        address=about.link,
        foot=(*_withheld(about), _YOURS),
        calendar=_calendar(about),
    )


def reminder(about: About) -> Letter:
    """Say that an answer is still owed."""
    return Letter(
        subject=f"Reminder: your review of {about.title} is due by {about.by}",
        greeting=about.greeting,
        paragraphs=(
            f"We have no answer yet to the review of {about.what}. It closes at the end of "
            f"{about.by}.",
            "If you have nothing to say or cannot take part, the page lets you say so in two "
            "clicks, and you will not be reminded again.",
            *_as_one(about),
        ),
        label="Go on with the review",
        address=about.link,
        foot=(_YOURS,),
    )


def receipt(about: About, kind: ResponseKind, *, points: int, when: str) -> Letter:
    """Confirm what was submitted; `when` is the moment as people read it."""
    whose = f"The response of {about.organisation}" if about.organisation else "Your response"
    said = {
        ResponseKind.NIL_RETURN: "It says that there are no comments.",
        ResponseKind.DECLINED: "It says that you cannot take part.",
    }.get(kind, f"It has {points} {'comment' if points == 1 else 'comments'}.")
    return Letter(
        subject=f"Received: the response to {about.title}",
        greeting=about.greeting,
        paragraphs=(
            f"{whose} to the review of {about.what} was received on {when}. {said}",
            f"You can change it and submit it again until the end of {about.by}.",
        ),
        label="See what was submitted",
        address=about.link,
        foot=(_YOURS,),
    )


def extended(about: About) -> Letter:
    """Say that there is more time."""
    return Letter(
        subject=f"More time: the review of {about.title} now closes on {about.by}",
        greeting=about.greeting,
        paragraphs=(f"The review of {about.what} has been extended to the end of {about.by}.",),
        label="Open the review",
        address=about.link,
        foot=(_YOURS,),
        calendar=_calendar(about),
    )


def closed(about: About) -> Letter:
    """Say that a round was closed before its day."""
    late = "You can still send a late answer. " if about.round.late_accepted else ""
    return Letter(
        subject=f"The review of {about.title} is closed",
        greeting=about.greeting,
        paragraphs=(
            f"The review of {about.what} was closed before the day that you were given.",
            f"{late}You will be told what became of what was said.",
        ),
        label="Open the review",
        address=about.link,
        calendar=_calendar(about, cancelled=True),
    )


def cancelled(about: About) -> Letter:
    """Say that a round will not take place."""
    return Letter(
        subject=f"The review of {about.title} is cancelled",
        greeting=about.greeting,
        paragraphs=(
            f"The review of {about.what} was cancelled. There is nothing more for you to do.",
        ),
        label="See the review",
        address=about.link,
        calendar=_calendar(about, cancelled=True),
    )


def answered(about: About) -> Letter:
    """Say that what they said has its answers."""
    until = about.round.satisfied_until
    asked = f" You can say until {day(until)} whether the answers satisfy you." if until else ""
    return Letter(
        subject=f"Your comments on {about.title} are answered",
        greeting=about.greeting,
        paragraphs=(f"Every comment on {about.what} now has an answer.{asked}",),
        label="See the answers",
        address=about.link,
        foot=(_YOURS,),
    )


def reported(about: About) -> Letter:
    """Say that the report is there."""
    return Letter(
        subject=f"You said, we did: {about.title}",
        greeting=about.greeting,
        paragraphs=(
            f"What was said in the review of {about.what}, and what was done about it, can now "
            "be read.",
        ),
        label="Read the report",
        address=f"{about.base}{about.round.address}/report",
        foot=(f"Your own way in, if you are asked to sign in: {about.link}",),
    )


def _as_one(about: About) -> tuple[str, ...]:
    """Say who answers for an organisation."""
    if about.organisation is None:
        return ()
    if about.lead is None:
        return (
            f"You answer for {about.organisation}: what your colleagues say stays among you until "
            "you submit one response for all.",
        )
    return (
        f"You answer together with colleagues at {about.organisation}; {about.lead} submits one "
        "response for all.",
    )


def _withheld(about: About) -> tuple[str, ...]:
    shown = about.round.names_shown
    return () if shown else ("Your name is not shown to those who wrote the text.",)


def _calendar(about: About, *, cancelled: bool = False) -> str:
    """Return the calendar file of the last day; a later day comes with a larger sequence."""
    found = about.round
    deadline = Deadline(
        uid=f"round-{found.id}@{about.base.partition('//')[2].partition(':')[0]}",
        sequence=2 * max(0, (found.closes_on - found.created_at.date()).days) + cancelled,
        day=found.closes_on,
        summary=f"Last day to review {about.title}",
        address=f"{about.base}{found.address}",
        cancelled=cancelled,
    )
    return calendar_file(deadline, at=clock.now())
