"""What a document is about: title, care types, contract years, and what it is among its insurer's documents.

The title goes first: the document's own title, its first heading, the subject of
a letter, the lines of the title page. Only where none of them says it is the
running text asked, and that is then inferred. A kind of care that no data file
has is taken from the title as it stands there.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.meaning.party import words as party_words
from retrieval.dutch.sentences import CLAUSE_MARKS, sentence_ends
from retrieval.figures.find import find_figures
from retrieval.figures.values import FigureKind
from retrieval.registry import registry
from retrieval.registry.names import joined_after, joined_before, words_of
from retrieval.types import Document, Role, Unit

FRONT_LINES = 25
LONGEST_TITLE = 160
"""Letters; a longer line is running text, and the front ends before it."""
RUNNING = (".", ",", ";", "?", "!")
"""A line that ends so is a sentence, and no part of a title."""
CHAPTER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.?\s+\S")
YEARS = re.compile(
    r"""
    (?<![0-9./-]) (?P<first> 20[0-9]{2})
    (?: (?: , \s? 20[0-9]{2} ){0,4} \s{0,2} (?: - | – | / | \ben\b | t/m | tot\ en\ met ) \s{0,2}
        (?P<last> 20[0-9]{2} | [0-9]{2}) (?![0-9]) )?
    (?![0-9])
    """,
    re.VERBOSE,
)
TITLE_MARKS = f"{CLAUSE_MARKS}:"
AFTER, BEFORE, BESIDE = 90, 60, 40
"""Letters around a policy's name in which its years and care types stand; a title is seldom longer."""
OPENING = 2
"""Lines of the front that may say what the document is: `ERRATUM`."""
LONGEST_TERM = 6
"""Years; more is no contract term."""
ENOUGH = 3
"""Mentions in running text that tell what it is about, when the front does not."""
LONGEST_LABEL = 6
"""Words of a kind of care that only the title names."""
NO_CARE = frozenset(["zorg", "de zorg"])
"""Says of no kind of care which one it is."""
LABEL_END = re.compile(
    r"\s*(?:[,:;|(–—]|\s-\s|\b20[0-9]{2}\b|\bversie\b|\bvoor\s(?:de\s)?(?:jaren|periode)\b|\bin\s20|$)"
)
PARTS = re.compile(r",\s|\sen\s|\s&\s")
ELIDED = re.compile(r"(?:\w+-,\s)*\w+-\s(?:en|of)\s\w+")
"""Compounds that share their last part: `avond-, nacht- en weekendzorg`."""
LAW = re.compile(r"\s(?:Wmo|Wlz|Zvw|Jeugdwet)(?:\s20[0-9]{2})?$|^(?:Wmo|Wlz|Zvw)\s")
AUDIENCE = re.compile(r"\b(?:voor|aan|door|bij)\s")


@dataclass(frozen=True, slots=True)
class Words:
    """The data of subject.toml."""

    policy_names: tuple[str, ...]
    contract_words: tuple[str, ...]
    comparisons: tuple[str, ...]
    published: tuple[str, ...]
    version_headers: tuple[str, ...]
    version_dates: tuple[str, ...]
    changed: tuple[str, ...]
    adopted: tuple[str, ...]
    general: tuple[str, ...]
    general_names: tuple[str, ...]
    answers: tuple[str, ...]
    corrections: tuple[str, ...]
    annexes: tuple[str, ...]
    care_endings: tuple[str, ...]
    buying: tuple[str, ...]
    subject: tuple[str, ...]


@cache
def words() -> Words:
    """The data, read once."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return Words(**{name: tuple(values) for name, values in data.items()})


@cache
def title_words() -> frozenset[str]:
    """The words of which titles are made, whoever wrote them."""
    known = words()
    phrases = (*known.policy_names, *known.contract_words, *known.general, *known.general_names, *known.answers)
    more = (*known.corrections, *known.annexes, *known.buying, *known.subject, *known.version_headers)
    return frozenset(word for phrase in (*phrases, *more) for word in words_of(phrase))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about, and which parts of that were worked out rather than read."""

    title: str | None
    care_types: tuple[str, ...]
    years: tuple[int, ...]
    role: Role
    inferred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a policy is named with its years."""

    text: str
    years: tuple[int, ...]
    care_types: tuple[str, ...]


def find_subject(document: Document, *, names: Iterable[str] = ()) -> Subject:
    """What the document says it is about; `names` are those of its insurer, which are no subject."""
    front = front_of(document.text)
    heads = _heads(document, front)
    units = [unit for chunk in document.chunks for unit in chunk.units]
    in_front = tuple(_namings(" ".join(front)))
    namings = in_front or tuple(naming for unit in units for naming in _namings(unit.text))
    years = _years_of_heads(heads) or _usual_years(namings) or stated_years(front)
    worked_out = () if years else _contract_years(units)
    role = _role((*heads[:2], *front[:OPENING], *heads[2:]))
    care_types = _care_of_heads(heads, tuple(names))
    counted: tuple[str, ...] = ()
    if not care_types and role is not Role.GENERAL:
        care_types = _care_of_namings(namings, years or worked_out) or _care_of_front(front)
        counted = () if care_types else _care_of_text(units)
    inferred = [name for name, found in (("care_types", counted), ("years", worked_out)) if found]
    return Subject(
        title=_title(document, in_front, years or worked_out, care_types)
        or _titled(heads, namings, years or worked_out, care_types),
        care_types=care_types or counted,
        years=years or worked_out,
        role=role,
        inferred=tuple(inferred),
    )


# ---------------------------------------------------------------- front and heads


def front_of(text: str) -> list[str]:
    """The lines before the first chapter or running text, sentences left out."""
    front: list[str] = []
    for line in [line.strip() for line in text.splitlines() if line.strip()][:FRONT_LINES]:
        if len(line) > LONGEST_TITLE or (CHAPTER.match(line) and not find_figures(line)):
            break
        if not line.endswith(RUNNING):
            front.append(line)
    return front


def _heads(document: Document, front: Sequence[str]) -> tuple[str, ...]:
    """What may be the title, best first: a letter's subject, the file's title, the first heading, the front."""
    first = next((chunk.section[0] for chunk in document.chunks if chunk.section), "")
    told = re.compile(rf"(?:{'|'.join(words().subject)})\s*:\s*", re.IGNORECASE)
    opening = [line.strip() for line in document.text.splitlines() if line.strip()][:FRONT_LINES]
    subjects = [line[m.end() :] for line in opening if (m := told.match(line))]
    own = [line for line in front if " | " not in line]
    lines = [line for line in own if _policy_name().search(line)] + [line for line in own if stated_years([line])]
    stem = Path(document.info.source).stem
    found = [line for line in (document.info.title, first) if line and line != stem and not CHAPTER.match(line)]
    return tuple(dict.fromkeys([*subjects, *found, *lines]))


def _role(heads: Sequence[str]) -> Role:
    """What the title says that the document is."""
    table = (
        (Role.ANSWERS, words().answers),
        (Role.CORRECTION, words().corrections),
        (Role.ANNEX, words().annexes),
    )
    for head in heads:
        plain = " ".join(words_of(head))
        opening = re.sub(r"^(?:voor u ligt |dit is )?(?:de |het |een )?", "", plain)
        for role, phrases in table:
            if any(opening.startswith(" ".join(words_of(phrase))) for phrase in phrases):
                return role
    general = "|".join(words().general)
    names = "|".join((*words().policy_names, *words().general_names))
    pattern = re.compile(rf"\b(?:{general})\s(?:[\w-]+\s){{0,2}}?(?:{names})\b", re.IGNORECASE)
    behind = re.compile(rf"\b(?:{names})\b.{{0,40}}[:–-]\s(?:{general})(?:\sdeel)?$", re.IGNORECASE)
    told = any(pattern.search(head) or behind.search(head) for head in heads[:2])
    return Role.GENERAL if told else Role.POLICY


# ---------------------------------------------------------------- care types


def _care_of_heads(heads: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """The care types of the first head that names one, also one that no data file has; the party's name is no head."""
    own = {word for name in names for word in words_of(name)}
    for head in heads:
        if set(words_of(head)) <= own:
            continue
        found = care_in(head) or care_in(head.replace("-", " "))
        label = _labels(head, names) if len(found) <= 1 else ()
        if found or any(_is_care(part) for part in label):
            return _distinct((*found, *label))
    return next((found for head in heads if (found := _labels(head, names))), ())


def care_in(title: str) -> tuple[str, ...]:
    """The care types that a title names, topics among them; of its audience only when it names nothing else."""
    known = registry()
    mentions = [
        m
        for m in (*known.find_care_types(title), *known.find_topics(title))
        if m.strong or not (joined_before(title, m) or joined_after(title, m))
    ]
    audience = AUDIENCE.search(title)
    about = [m for m in mentions if audience is None or m.start < audience.start()]
    chosen = about or mentions
    long_term = {
        m.name for m in chosen if (care := known.care_type(m.name)) and "langdurige zorg" in (m.name, *care.part_of)
    }
    spellings: dict[tuple[int, int], set[str]] = {}
    for mention in chosen:
        spellings.setdefault((mention.start, mention.end), set()).add(mention.name)
    wlz = any(len(names) == 1 and names <= long_term for names in spellings.values())
    kept = {name for names in spellings.values() for name in names if len(names) == 1 or (name in long_term) is wlz}
    return _distinct(kept)


def _labels(head: str, insurer: Sequence[str]) -> tuple[str, ...]:
    """Kinds of care that only this title names: what stands behind the policy's name, or words with a telling end."""
    named = _policy_name().search(head) or re.search(rf"\b(?:{'|'.join(words().buying)})\b", head, re.IGNORECASE)
    found: list[str] = []
    if named:
        rest = re.sub(r"^\s*(?:voor|van|inzake|over)?\s*(?:de|het)?\s*", "", head[named.end() :])
        end = LABEL_END.search(rest)
        text = rest[: end.start()] if end else rest
        elided = ELIDED.match(rest)
        found = [elided[0]] if elided else [LAW.sub("", part) for part in PARTS.split(text)]
    if not any(_is_care(part) for part in found):
        taken = (*registry().find_care_types(head), *registry().find_topics(head))
        found += [
            m[0]
            for m in re.finditer(r"[\w-]+", head)
            if _is_care(m[0]) and not any(t.start <= m.start() < t.end for t in taken)
        ]
    own = {word for name in insurer for word in words_of(name)}
    labels = (" ".join(part.split()).strip(" .-").lower() for part in found)
    return _distinct(
        label
        for label in labels
        if 0 < len(words_of(label)) <= LONGEST_LABEL
        and len(label) > ENOUGH
        and label not in NO_CARE
        and not care_in(label)
        and not care_in(label.replace("-", " "))
        and not own & set(words_of(label))
        and not set(words_of(label)) & {word for phrase in words().general for word in words_of(phrase)}
        and not label.isdigit()
        and not _policy_name().search(label)
    )


def _is_care(text: str) -> bool:
    """Whether a word ends as words for kinds of care do, and is more than that ending."""
    return any(text.lower().endswith(ending) and (len(text) > len(ending) + 2) for ending in words().care_endings)


def _care_of_namings(namings: Sequence[Naming], years: tuple[int, ...]) -> tuple[str, ...]:
    """Those of the most frequent naming with these years."""
    votes = Counter(n.care_types for n in namings if n.years == years and n.care_types)
    return max(votes, key=lambda names: (votes[names], len(names), names)) if votes else ()


def _care_of_front(front: Sequence[str]) -> tuple[str, ...]:
    """Those that the title page names; where it names none, those that it names by an ordinary word (`ggz`)."""
    text = "\n".join(front)
    known = registry()
    return _distinct(mention.name for mention in known.find_care_types(text) or known.find_hints(text))


def _care_of_text(units: Sequence[Unit]) -> tuple[str, ...]:
    """The one that the text is clearly about."""
    counts = Counter(mention.name for unit in units for mention in registry().find_care_types(unit.text))
    clear = clearly_first(counts)
    return (clear,) if clear else ()


def clearly_first(counts: Counter[str]) -> str | None:
    """The name that stands there often enough, and at least twice as often as any other."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < ENOUGH:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


# ---------------------------------------------------------------- years


def _namings(text: str) -> Iterator[Naming]:
    """The places where a text names a policy with its years."""
    for match in _policy_name().finditer(text):
        start = _sentence_start(text, match.start(), BEFORE)
        end = _sentence_end(text, match.end(), AFTER)
        years = YEARS.search(text, match.end(), end) or _last(YEARS.finditer(text, start, match.start()))
        if years is None or _compared(text, years.start()) or _in_date(text, years):
            continue
        end = _sentence_end(text, max(years.end(), match.end()), BESIDE)
        mentions = [
            m
            for m in registry().find_care_types(text[start:end])
            if m.end + start <= end and text[start + m.start : start + m.end].lower() not in party_words().public
        ]
        left = min([match.start(), years.start(), *(start + m.start for m in mentions)])
        right = max([match.end(), years.end(), *(start + m.end for m in mentions)])
        yield Naming(text[left:right], _expanded(years), _distinct(m.name for m in mentions))


@cache
def _policy_name() -> re.Pattern[str]:
    names = "|".join(sorted(words().policy_names, key=len, reverse=True))
    return re.compile(rf"(?<![\w/.-])(?:{names})(?![\w/-])", re.IGNORECASE)


def names_policy(text: str, start: int, end: int) -> bool:
    """Whether a policy is named between two places of a text."""
    return _policy_name().search(text, start, end) is not None


def _expanded(match: re.Match[str]) -> tuple[int, ...]:
    first = int(match["first"])
    last = int(match["last"] or first)
    last = last if last > 99 else first // 100 * 100 + last  # 2026-28
    return tuple(range(first, last + 1)) if first <= last < first + LONGEST_TERM else (first,)


def _in_date(text: str, years: re.Match[str]) -> bool:
    """Whether the year is that of a date or a month."""
    start = max(0, years.start() - BESIDE)
    place = years.start() - start
    found = find_figures(text[start : years.end()])
    return any(f.kind in (FigureKind.DATE, FigureKind.MONTH) and f.start <= place < f.end for f in found)


def _compared(text: str, at: int) -> bool:
    before = text[max(0, at - BESIDE) : at].lower()
    return any(words_ in before for words_ in words().comparisons)


def _sentence_start(text: str, at: int, most: int) -> int:
    low = max(0, at - most)
    return max((following for _, following in sentence_ends(text, low, at, marks=TITLE_MARKS)), default=low)


def _sentence_end(text: str, at: int, most: int) -> int:
    high = min(len(text), at + most)
    return next((end for end, _ in sentence_ends(text, at, high, marks=TITLE_MARKS)), high)


def _last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    found = list(matches)
    return found[-1] if found else None


def _years_of_heads(heads: Sequence[str]) -> tuple[int, ...]:
    """The years of the first head that has some; of several in one head the first that is not compared with."""
    return next((years for head in heads if (years := stated_years([head]))), ())


def stated_years(lines: Sequence[str]) -> tuple[int, ...]:
    """A year or period that is no part of a date and is not compared with."""
    for line in lines:
        dated = [(f.start, f.end) for f in find_figures(line) if f.kind in (FigureKind.DATE, FigureKind.MONTH)]
        for match in YEARS.finditer(line):
            inside = any(start <= match.start() < end for start, end in dated)
            if not inside and not _compared(line, match.start()):
                return _expanded(match)
    return ()


def _usual_years(namings: Sequence[Naming]) -> tuple[int, ...]:
    """The years named most; a naming with a care type is more precise, and of equals the latest counts."""
    votes: Counter[tuple[int, ...]] = Counter()
    for naming in namings:
        votes[naming.years] += 2 if naming.care_types else 1
    return max(votes, key=lambda years: (votes[years], years)) if votes else ()


def _contract_years(units: Sequence[Unit]) -> tuple[int, ...]:
    """The years that contracts are most said to be for; once is no sign."""
    pattern = _contract_word()
    votes: Counter[tuple[int, ...]] = Counter()
    for unit in units:
        for word in pattern.finditer(unit.text):
            years = YEARS.match(unit.text, word.end())
            if years and not _compared(unit.text, word.start()):
                votes[_expanded(years)] += 1
    best = max(votes, key=lambda years: (votes[years], years), default=())
    return best if votes[best] > 1 else ()


@cache
def _contract_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words().contract_words)})\s(?:(?:voor|over|in)\s)?", re.IGNORECASE)


# ---------------------------------------------------------------- title


def _title(
    document: Document, namings: Sequence[Naming], years: tuple[int, ...], care_types: tuple[str, ...]
) -> str | None:
    """The fullest name with the right years, the shortest of those; verbatim but for its first capital."""
    fitting = [n for n in namings if n.years == years and set(n.care_types) <= set(care_types)]
    if not fitting:
        return None
    best = min(fitting, key=lambda naming: (-len(naming.care_types), len(naming.text), naming.text))
    own = document.info.title
    if not best.care_types and _policy_name().search(own):
        return own
    return best.text[:1].upper() + best.text[1:]


def _titled(
    heads: Sequence[str], namings: Sequence[Naming], years: tuple[int, ...], care_types: tuple[str, ...]
) -> str | None:
    """The first head that says what it is about and for when, or one of these; else how the text names itself."""
    about = [bool(set(care_in(head)) & set(care_types)) for head in heads]
    dated = [bool(stated_years([head])) for head in heads]
    ranked = sorted(range(len(heads)), key=lambda at: (-(about[at] + dated[at]), at))
    if ranked and (about[ranked[0]] or dated[ranked[0]]):
        head = heads[ranked[0]].split(" | ")[0] if about[ranked[0]] and dated[ranked[0]] else heads[ranked[0]]
        return head[:1].upper() + head[1:]
    texts = [naming.text for naming in namings if naming.years == years and naming.care_types]
    return texts[0][:1].upper() + texts[0][1:] if texts else None


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
