"""Which threads somebody wants to look at, as the address of a page says it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from service.comments.model import Kind

#: What `show` may be; the first is where nothing is said.
SHOWS = ("open", "all", "resolved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which threads somebody wants to look at."""

    #: open, all or resolved.
    show: str = "open"
    #: One kind of thread; empty for all.
    kind: str = ""
    #: Only those that the reader began, replied to, or is mentioned in.
    mine: bool = False
    #: Only those begun by people of the organisation of this name; empty for all.
    organisation: str = ""
    #: Only those in the section of this id, or in one below it; empty for all.
    section: str = ""
    #: Only those that suggest other words.
    suggestions: bool = False

    @property
    def active(self) -> bool:
        """Whether anything but "open" was chosen."""
        return self != Filters()

    @property
    def narrow(self) -> bool:
        """Whether anything was chosen beside `show`."""
        return replace(self, show=SHOWS[0]).active

    def query(self, **more: str | int) -> str:
        """Return the part of an address from `?` on, with what else it says; "" for nothing."""
        fields = {
            "show": self.show if self.show != SHOWS[0] else "",
            "kind": self.kind,
            "mine": "1" if self.mine else "",
            "organisation": self.organisation,
            "section": self.section,
            "suggestions": "1" if self.suggestions else "",
            **more,
        }
        said = urlencode({name: value for name, value in fields.items() if value != ""})
        return f"?{said}" if said else ""


def filters_of(
    show: str = "",
    kind: str = "",
    mine: str = "",
    organisation: str = "",
    section: str = "",
    suggestions: str = "",
) -> Filters:
    """Read filters from an address; what is not understood is as if it were not there."""
    return Filters(
        show=show if show in SHOWS else SHOWS[0],
        kind=kind if kind in set(Kind) else "",
        mine=mine == "1",
        organisation=organisation[:200],
        section=section[:200],
        suggestions=suggestions == "1",
    )
