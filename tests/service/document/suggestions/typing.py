"""What tests of the craft do: type words in place of some, and see what source that makes."""

from service.document.render import Point, Rendered, render
from service.document.suggestions import Suggested, suggest

FIGURES = "/figures/"


def typed(text: str, quote: str, words: str) -> Suggested:
    """Type words in place of the first visible occurrence of a quote."""
    page = render(text, figures=FIGURES)
    block = next(each for each in page.blocks if quote in each.text)
    start = block.text.index(quote)
    return suggest(
        text,
        page,
        Point(block.id, start),
        Point(block.id, start + len(quote)),
        words,
        figures=FIGURES,
    )


def whole(text: str, page: Rendered, block: str, words: str) -> Suggested:
    """Type words in place of a whole block's."""
    shown = page.block(block).text
    return suggest(text, page, Point(block, 0), Point(block, len(shown)), words, figures=FIGURES)
