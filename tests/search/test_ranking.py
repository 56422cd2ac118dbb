from search.ranking import TITLE_WEIGHT, Lengths, Spread, scorer


def rank(*, in_title: int = 0, in_body: int = 0, body: int = 95, holding: int = 10) -> float:
    """Say what a word is worth in an entry that is otherwise usual."""
    spread = Spread(
        entries=100,
        holding=holding,
        title_holding=holding,
        total=Lengths(title=500, body=9_500),
    )
    return scorer(spread)(in_title, in_body, 5, body)


def test_rare_repeated_and_in_short_texts_is_better() -> None:
    """The three things that BM25 knows."""
    assert rank(in_body=1, holding=5) > rank(in_body=1, holding=50)
    assert rank(in_body=2) > rank(in_body=1)
    assert rank(in_body=1, body=20) > rank(in_body=1, body=200)


def test_title_adds_its_weight() -> None:
    """In an entry of usual lengths, a word in the title is worth 0.3 more than in the body."""
    assert abs(rank(in_title=1) - (1 + TITLE_WEIGHT) * rank(in_body=1)) < 1e-12


def test_words_that_everything_holds_are_still_worth_something() -> None:
    """Never negative, even for one entry; and nothing where the word is not."""
    alone = Spread(entries=1, holding=1, title_holding=0, total=Lengths(title=0, body=1))
    assert scorer(alone)(0, 1, 0, 1) > 0
    assert rank() == 0
