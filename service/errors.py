"""The five ways in which anything here can fail, and how they speak.

One subclass stands beside each thing that raises it; its docstring is its message, with the
fields of the error filled in. `service/web/problems.py` turns the five bases into HTML pages
and `application/problem+json`; the command line prints the message and exits with 1.
"""

import inspect
from typing import ClassVar


class RoundtableError(Exception):
    """Something went wrong."""

    #: HTTP status of the answer.
    status: ClassVar[int] = 500
    #: Short title of the kind of problem, for people.
    title: ClassVar[str] = "Something went wrong"
    #: The fields that programs are told beside the sentence.
    told: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **fields: object) -> None:
        #: What the message is about, by name: `StrategyMissing(slug="x").fields["slug"]`.
        self.fields = fields
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The docstring of the class, its `{names}` filled with the fields."""
        text = " ".join(inspect.cleandoc(type(self).__doc__ or self.title).split())
        said = text.format_map({name: str(value) for name, value in self.fields.items()})
        return said.encode("utf-8", "replace").decode()  # half a character cannot be sent


class Missing(RoundtableError):
    """There is nothing at this address."""

    status = 404
    title = "Page not found"


class Forbidden(RoundtableError):
    """You may not do this."""

    status = 403
    title = "You may not do this"


class Conflict(RoundtableError):
    """Somebody else changed this in the meantime."""

    status = 409
    title = "Somebody else changed this"


class Invalid(RoundtableError):
    """What was sent cannot be used."""

    status = 422
    title = "There is a problem"


class Unavailable(RoundtableError):
    """This does not work right now; try again in a minute."""

    status = 503
    title = "Not available right now"
