"""What somebody typed on the form for publishing, read into a `Release`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from service import clock
from service.errors import Invalid
from service.library.model import ChangeClass, Strategy
from service.library.publish import Release


class FieldsMissing(Invalid):
    """Some fields are empty, or hold what cannot be read."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        """Take the problem of each field, by its name."""
        super().__init__()
        #: The problem of each field, by its name.
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was typed into three fields."""

    #: Day of the month.
    day: str = ""
    #: Month of the year, as a number.
    month: str = ""
    #: Year.
    year: str = ""

    @classmethod
    def of(cls, value: date | None) -> Self:
        """Return the three fields of a day; empty for None."""
        return cls(str(value.day), str(value.month), str(value.year)) if value else cls()

    def read(self) -> date | None:
        """Return the day; None for three empty fields. ValueError where there is none such."""
        typed = (self.year.strip(), self.month.strip(), self.day.strip())
        return date(*(int(each) for each in typed)) if any(typed) else None


class ReleaseForm(BaseModel):
    """The fields of the form, as text."""

    model_config = ConfigDict(frozen=True)

    expecting: str = ""
    change_class: str = ""
    summary: str = ""
    approved: str = ""
    approving_body: str = ""
    effective_day: str = Field(default="", alias="effective_date-day")
    effective_month: str = Field(default="", alias="effective_date-month")
    effective_year: str = Field(default="", alias="effective_date-year")
    review_day: str = Field(default="", alias="review_date-day")
    review_month: str = Field(default="", alias="review_date-month")
    review_year: str = Field(default="", alias="review_date-year")

    @classmethod
    def first(cls, strategy: Strategy) -> Self:
        """Return the form as it is first shown, with what the draft says that still holds good."""
        due = strategy.review_date
        review = Day.of(due if due and due > clock.now().date() else None)
        return cls.model_validate(
            {
                "approving_body": strategy.approving_body or "",
                "review_date-day": review.day,
                "review_date-month": review.month,
                "review_date-year": review.year,
            }
        )

    @property
    def effective_date(self) -> Day:
        """From when it is in force, as typed."""
        return Day(self.effective_day, self.effective_month, self.effective_year)

    @property
    def review_date(self) -> Day:
        """When it is due to be looked at again, as typed."""
        return Day(self.review_day, self.review_month, self.review_year)


#: What is said about a day that is missing or is none.
_ASKED: Mapping[str, str] = {
    "effective_date": "Enter the day from which it is in force, such as 4 12 2026.",
    "review_date": "Enter the day of the next review, such as 4 12 2027, or leave it empty.",
}


def read_release(typed: ReleaseForm) -> Release:
    """Return what was typed as a release; FieldsMissing with `errors` by field."""
    errors: dict[str, str] = {}
    if typed.change_class not in set(ChangeClass):
        errors["change_class"] = "Say whether it is a minor or a major change."
    if not typed.summary.strip():
        errors["summary"] = "Say in a sentence or two what this version changes."
    if typed.approved not in ("yes", "no"):
        errors["approved"] = "Say whether it has been approved."
    effective = _day(typed.effective_date, "effective_date", errors)
    review = _day(typed.review_date, "review_date", errors)
    if typed.approved == "yes":
        _need_approval(typed, errors, effective)
    if errors:
        raise FieldsMissing(errors)
    return Release(
        change_class=ChangeClass(typed.change_class),
        summary=typed.summary,
        approved=typed.approved == "yes",
        approving_body=typed.approving_body,
        effective_date=effective,
        review_date=review,
    )


def _need_approval(typed: ReleaseForm, errors: dict[str, str], effective: date | None) -> None:
    if not typed.approving_body.strip():
        errors["approving_body"] = "Enter the board or committee that approved it."
    if effective is None:
        errors.setdefault("effective_date", _ASKED["effective_date"])


def _day(typed: Day, name: str, errors: dict[str, str]) -> date | None:
    try:
        return typed.read()
    except (ValueError, OverflowError):
        errors[name] = _ASKED[name]
        return None
