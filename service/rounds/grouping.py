"""Putting texts together that share telling words: how themes are proposed.

Each text is the words in it, weighed by how often they are in it and in how few others (tf-idf).
One after the other joins the group that it is most like, or begins one. Nothing is learned and
nothing is random: the same texts give the same groups.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: How alike, as a cosine from 0.0 to 1.0, a text must be to a group to join it.
LIKE = 0.16
#: Words of a title.
TITLE = 3
#: In a larger part of all texts than this, a word tells nothing.
_EVERYWHERE = 0.4

_WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")
#: Words that tell nothing.
_EMPTY = frozenset(
    re.findall(
        r"\S+",
        """
        the and for that this with are not you our have has was were from they their them there
        which what when where who whom whose will would should could can may might must shall
        but its it's also into than then these those been being does did doing done very more
        most some such only just about over under again each other any all both few many much
        own same too how why because while during before after above below between through
        please think need needs make makes made use used using say says said seems seem want
        like well way one two get gets here your yours his hers her she him let per via don't
        isn't doesn't cannot can't without within across however therefore still yet
        """,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Texts that share words."""

    #: The words that they share most, as they are written, the most telling first.
    words: tuple[str, ...]
    #: Their places in what was given.
    members: tuple[int, ...]

    @property
    def title(self) -> str:
        """The words as a title: “Nurses, funding and leads”."""
        *first, last = self.words[:TITLE] or ("Other points",)
        joined = f"{', '.join(first)} and {last}" if first else last
        return joined[:1].upper() + joined[1:]


@dataclass(slots=True)
class _Cluster:
    """A group that is being made."""

    #: Its texts.
    members: list[int] = field(default_factory=list)
    #: The sum of their weights, by stem.
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def length(self) -> float:
        return math.sqrt(sum(each * each for each in self.weights.values())) or 1.0


def group(texts: Sequence[str]) -> tuple[Group, ...]:
    """Return the groups of at least two texts, the largest first; whoever is alone is in none."""
    split = [_words(each) for each in texts]
    vectors = _weighed([[stem(word) for word in words] for words in split])
    clusters = [each for each in _clusters(vectors) if len(each.members) > 1]
    clusters.sort(key=lambda each: (-len(each.members), each.members[0]))
    return tuple(_group(each, vectors, split) for each in clusters)


def stem(word: str) -> str:
    """Return a word without what makes it plural or a form of a verb; roughly."""
    short = word.removesuffix("'s").removesuffix("’s")
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        if short.endswith(ending) and len(short) - len(ending) >= 4 and not short.endswith("ss"):
            return short[: -len(ending)] + instead
    return short


def _words(text: str) -> list[str]:
    return [each for each in _WORD.findall(text.lower()) if each not in _EMPTY]


def _weighed(texts: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """Return each text as the weights of its stems, of length 1; words of one text tell nothing."""
    spread = Counter(word for words in texts for word in set(words))
    most = max(2, int(len(texts) * _EVERYWHERE))
    rare = {
        word: math.log(1 + len(texts) / many) for word, many in spread.items() if 2 <= many <= most
    }
    return [_of_length_one(words, rare) for words in texts]


def _of_length_one(words: Iterable[str], rare: Mapping[str, float]) -> dict[str, float]:
    counted = Counter(each for each in words if each in rare)
    weights = {word: (1 + math.log(many)) * rare[word] for word, many in counted.items()}
    length = math.sqrt(sum(each * each for each in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _clusters(vectors: Sequence[Mapping[str, float]]) -> list[_Cluster]:
    """Let each text join the group that it is most like; only those that share a word are asked."""
    clusters: list[_Cluster] = []
    holding: dict[str, set[int]] = defaultdict(set)
    for place, vector in enumerate(vectors):
        if not vector:
            continue
        near = sorted({each for word in vector for each in holding[word]})
        likes = [(_alike(vector, clusters[each]), -each) for each in near]
        best, at = max(likes, default=(0.0, 0))
        if best < LIKE:
            clusters.append(_Cluster())
            at = 1 - len(clusters)
        _join(clusters[-at], place, vector)
        for word in vector:
            holding[word].add(-at)
    return clusters


def _alike(vector: Mapping[str, float], cluster: _Cluster) -> float:
    shared = sum(weight * cluster.weights.get(word, 0.0) for word, weight in vector.items())
    return shared / cluster.length


def _join(cluster: _Cluster, place: int, vector: Mapping[str, float]) -> None:
    cluster.members.append(place)
    for word, weight in vector.items():
        cluster.weights[word] += weight


def _group(
    cluster: _Cluster, vectors: Sequence[Mapping[str, float]], split: Sequence[Sequence[str]]
) -> Group:
    """Name a group by the stems that several of its texts share, as these write them most."""
    sharing = Counter(word for place in cluster.members for word in vectors[place])
    shared = [word for word in cluster.weights if sharing[word] > 1]
    shared.sort(key=lambda word: (-cluster.weights[word], word))
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for place in cluster.members:
        for word in split[place]:
            written[stem(word)][word] += 1
    return Group(
        words=tuple(written[each].most_common(1)[0][0] for each in shared[: 2 * TITLE]),
        members=tuple(cluster.members),
    )
