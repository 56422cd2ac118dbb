"""Offsets of the browser and ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.document.utf16 import OffsetOutside, to_code_points, to_units

SAMPLES = ["plain", "👩‍⚕️ nurse 🏥", "e\u0301tude", "مرحبا \u202e abc", "𝔘𝔫𝔦", ""]


@given(st.text(max_size=40) | st.sampled_from(SAMPLES), st.data())
def test_units_and_code_points_are_inverse(text: str, data: st.DataObject) -> None:
    """There and back is the same place, and units are what UTF-16 says."""
    place = data.draw(st.integers(0, len(text)))
    units = to_units(text, place)
    assert units == len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
    assert to_code_points(text, units) == place


@pytest.mark.parametrize("units", [-1, 2, 6])
def test_places_outside_are_refused(units: int) -> None:
    """Before the text, inside a character and after the text are no places."""
    with pytest.raises(OffsetOutside):
        to_code_points("a😀bc", units)


@pytest.mark.parametrize("place", [-1, 5])
def test_code_points_outside_are_refused(place: int) -> None:
    """Offsets beyond the text are refused the other way too."""
    with pytest.raises(OffsetOutside):
        to_units("a😀bc", place)
