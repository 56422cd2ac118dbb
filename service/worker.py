"""The worker: followers of the journal and the jobs of the queue, in threads of `serve`."""

from service.comments.close_suggestions import CloseSuggestions
from service.comments.place import PlaceThreads
from service.exchange.jobs import MAKE, ExportVersions, enqueue_unfinished
from service.exchange.make import MakeExport
from service.journal import follow as journal
from service.journal.follow import Follow, Follower
from service.library.measure import MeasureRevisions
from service.notifications.compose import Desk
from service.notifications.make import MakeMails
from service.notifications.post import REST, Post, Sending
from service.parts import Parts
from service.queue.regular import Regular
from service.rounds.jobs import keep_time

#: Seconds between two looks at the clock: what is due then happens so much late at most.
CLOCK = 30


def followers(parts: Parts) -> tuple[Follower, ...]:
    """Return everybody who follows the journal."""
    indexer = parts.indexer
    place = PlaceThreads(database=parts.database, repositories=parts.repositories)
    measure = MeasureRevisions(database=parts.database, repositories=parts.repositories)
    close = CloseSuggestions(database=parts.database, repositories=parts.repositories)
    return (
        Follower(name="placements", deal=place),
        Follower(name="suggestions", deal=close),
        Follower(name="index", deal=indexer, position=indexer.position),
        Follower(name="measures", deal=measure),
        Follower(name="exports", deal=ExportVersions(desk=parts.desk)),
        Follower(name="mails", deal=MakeMails(database=parts.database)),
    )


class Worker:
    """All that goes on behind the pages."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._follow = Follow(parts.database, followers(parts))
        parts.queue.register({MAKE: MakeExport(desk=parts.desk)})
        self._post = post(parts)
        self._clock = Regular("clock", lambda: keep_time(parts.database), seconds=CLOCK)
        self._mails = Regular("post", Sending(self._post), seconds=REST)
        parts.database.after_write(self._mails.wake)

    def start(self) -> None:
        """Begin; what a stop left undone is taken up again."""
        enqueue_unfinished(self._parts.desk)
        self._parts.queue.start(self._parts.settings.workers)
        self._follow.start()
        self._post.take_up()
        self._clock.start()
        self._mails.start()

    def stop(self) -> None:
        """End after what is in hand."""
        self._clock.stop()
        self._mails.stop()
        self._follow.stop()
        self._parts.queue.stop()


def post(parts: Parts) -> Post:
    """Return what sends the mails of an installation."""
    desk = Desk(settings=parts.settings, secret=parts.secret)
    return Post(database=parts.database, desk=desk)


def catch_up(parts: Parts) -> None:
    """Let the index deal with everything up to now, here and in this thread."""
    indexer = parts.indexer
    journal.catch_up(
        parts.database, Follower(name="index", deal=indexer, position=indexer.position)
    )
