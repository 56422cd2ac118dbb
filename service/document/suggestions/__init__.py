"""Better words for a passage: from what a person typed to source, and onto a later text.

Somebody types the words as they read them. `suggest` compares them with the words that stand
there (`typed`), finds the source of what differs (`sheet`, `elements`, `patching`), writes what
was typed so that it reads as typed (`escaping`), and renders the result to see that it says what
was meant and that nothing else changed (`checking`). A suggestion is kept as its `edits`; whether
their words still stand in a later text is found out by `standing`.
"""

from service.document.suggestions.checking import SuggestionBreaks
from service.document.suggestions.edits import Edit, applied, clash
from service.document.suggestions.making import Made, make, meant
from service.document.suggestions.standing import Place, Stand, State, Steps, places, stand
from service.document.suggestions.suggested import NothingSuggested, Suggested, suggest
from service.document.suggestions.typed import LineInCell

__all__ = [
    "Edit",
    "LineInCell",
    "Made",
    "NothingSuggested",
    "Place",
    "Stand",
    "State",
    "Steps",
    "Suggested",
    "SuggestionBreaks",
    "applied",
    "clash",
    "make",
    "meant",
    "places",
    "stand",
    "suggest",
]
