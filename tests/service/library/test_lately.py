"""What was made lately is kept up to a weight."""

from service.library.lately import Lately


def test_the_oldest_go_by_weight() -> None:
    """What was used lately stays; the newest always, however heavy it is."""
    kept: Lately[str, int] = Lately(10)
    for number, key in enumerate("abc"):
        kept.put(key, number, 4)
    assert [kept.get(key) for key in "abc"] == [None, 1, 2]
    assert kept.get("b") == 1
    kept.put("d", 3, 4)
    assert [kept.get(key) for key in "bcd"] == [1, None, 3]
    assert kept.put("e", 4, 1000) == 4
    assert [kept.get(key) for key in "bde"] == [None, None, 4]


def test_a_value_in_place_of_another_weighs_once() -> None:
    """What is put twice, as two threads may do, leaves room for what there was room for."""
    kept: Lately[str, int] = Lately(10)
    for number in range(5):
        kept.put("a", number, 5)
    kept.put("b", 0, 5)
    assert (kept.get("a"), kept.get("b")) == (4, 0)
