"""What was measured, as tables for people."""

from collections.abc import Mapping

from tests.benchmarks.anchors.cases import Case, Kind, Walk
from tests.benchmarks.anchors.judging import GONE, OVERLAP, SURVIVING, Tally, Verdict
from tests.benchmarks.anchors.methods import Found

CRITERION = (
    f"correct: what is common to placement and truth is {OVERLAP:.0%} or more of both together,\n"
    "or the passage is gone and orphaned; partly: less than that; wrong: elsewhere, or somewhere\n"
    "though the passage is gone."
)
#: Characters shown of a passage and of what stands around it.
SHOWN, AROUND = 160, 30


def table(tallies: Mapping[str, Tally]) -> str:
    """Each method's verdicts, a line for each kind."""
    head = f"{'':18}{'n':>7}" + "".join(f"{verdict:>18}" for verdict in Verdict)
    lines = [head]
    for method, tally in tallies.items():
        lines.append(method)
        rows: dict[str, tuple[Kind, ...]] = {f"  {kind}": (kind,) for kind in Kind}
        rows |= {"  all surviving": SURVIVING, "  all gone": GONE}
        lines += [_row(name, kinds, tally) for name, kinds in rows.items()]
    return "\n".join(lines)


def _row(name: str, kinds: tuple[Kind, ...], tally: Tally) -> str:
    cells = (
        f"{tally.number(kinds, verdict):>9} {tally.share(kinds, verdict):>8.2%}"
        for verdict in Verdict
    )
    return f"{name:18}{tally.number(kinds):>7}" + "".join(cells)


def example(walk: Walk, case: Case, found: Found, verdict: Verdict) -> str:
    """One case with its words, for whoever wants to know why."""
    old, new = walk.versions[0], walk.versions[-1]
    lines = [f"{walk.name}, {len(walk.versions) - 1} versions on: {case.kind}, {verdict}"]
    for name, span, text in (
        ("was", case.span, old),
        ("is", case.truth, new),
        ("placed", found, new),
    ):
        if span:
            before = text[max(0, span.start - AROUND) : span.start]
            after = text[span.end : span.end + AROUND]
            lines.append(f"  {name:7}{before!r} [{span.of(text)[:SHOWN]!r}] {after!r}")
    return "\n".join(lines)
