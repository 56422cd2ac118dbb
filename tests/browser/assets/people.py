"""Invented people of invented organisations."""

from service.accounts.model import Actor, Person


def _person(number: int, name: str, organisation: str) -> Person:
    return Person(
        id=f"{number:026d}",
        name=name,
        email=None,
        organisation=organisation,
        administrator=False,
    )


AMARA = _person(1, "Amara Okafor", "Ashdown University Hospitals")
TOM = _person(2, "Tom Hargreaves", "University of Wexcombe")
PRIYA = _person(3, "Priya Nair", "Eastmere NHS Trust")
SIAN = _person(4, "Siân Llŷwelyn", "Patient and public panel")
DANIEL = _person(5, "Daniel Cho", "Wexcombe Clinical Trials Unit")
RUTH = _person(6, "Ruth Adeyemi", "Northern Data Partnership")
ACTOR = Actor(person=AMARA)
