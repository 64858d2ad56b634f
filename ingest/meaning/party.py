"""Who wrote a policy: insurer, zorgkantoor or gemeente, with abbreviation and brands, read from the text itself.

A party is named beside its kind or legal form ("Zorgverzekeraar X", "X N.V."),
says once how it calls itself ("hierna: X"), stands on the title page, in its mail
addresses and in the file's name, and acts. A name is a word that the text never
writes in lower case. No list of names is needed, so none is a gate.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from retrieval.registry.names import words_of

CAPITAL = r"[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'’]*(?:[-&][\wÀ-ÿ]+)*"
LINK = r"(?:en|&|\+|van|de|der|den|het|op|aan|ter)"
GAP = r"[^\S\n]+"
"""White space within a name: no line end, behind which something else may begin."""
NAME = rf"(?:(?:De|Het|'t){GAP})?{CAPITAL}(?:{GAP}(?:{LINK}{GAP}){{0,2}}{CAPITAL}){{0,4}}"
LOWER = re.compile(r"(?<![\w@./-])[a-zà-öø-ÿ][a-zà-öø-ÿ'’]+(?![\w@]|[./][a-z]|-[A-Z])")
DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]{2,40})\.", re.IGNORECASE)
BRACKET = re.compile(r"[^()\n]{0,60}?\n?\s?\((?P<inside>[^()]{2,90})\)")
"""Behind a name, at most an apposition away."""
SHORTS = re.compile(r"[‘’“”'\"*]*(?P<name>" + NAME + r")[‘’“”'\"*]*")
BEFORE_NAME = re.compile(r"(?P<name>[A-Z][\w&-]{1,14})\**\s?:\**\s?(?:de\s|het\s)?$")
FRONT = 600
"""Letters at the start of a text among which a policy says whose it is."""
SHORTEST, LONGEST = 2, 40
"""Letters of a name."""
EVIDENCE_OF_ACTING = 2
"""Sentences in which a name without a kind of party must act before it counts as one."""
DEFINED, IN_FRONT, IN_TITLE, IN_ADDRESS, IN_FILE_NAME, MOST_MENTIONS = 5.0, 4.0, 2.0, 3.0, 2.0, 4.0
ALONE = 2.0
"""A line of the title page that is the name and nothing else."""
"""What each sign weighs. Their order counts, not their size; set on the policies of the gym's folders a to f."""
MENTIONS_EACH = 5
ENOUGH = 5.0
"""What a party must weigh to be taken for the author: more than a mention in passing can."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party that a text is of."""

    name: str
    """Without legal form; of a zorgkantoor or gemeente with that word."""
    names: tuple[str, ...] = ()
    """Other spellings and abbreviations."""
    labels: tuple[str, ...] = ()
    """Brands."""
    weight: float = 0.0
    in_front: bool = False
    """Whether the title page names it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The data of party.toml."""

    insurer: frozenset[str]
    public: frozenset[str]
    legal: frozenset[str]
    defined: tuple[str, ...]
    labels: tuple[str, ...]
    acts: tuple[str, ...]
    owned: tuple[str, ...]


@cache
def words() -> Words:
    """The data, read once."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return Words(
        insurer=frozenset(data["insurer"]),
        public=frozenset(data["public"]),
        legal=frozenset(data["legal"]),
        defined=tuple(data["defined"]),
        labels=tuple(data["labels"]),
        acts=tuple(data["acts"]),
        owned=tuple(data["owned"]),
    )


@dataclass(slots=True)
class _Candidate:
    """A name while its signs are gathered."""

    core: str
    kind: str = ""
    """The public kind that is part of the name, or empty."""
    spellings: Counter[str] = field(default_factory=Counter)
    shorts: Counter[str] = field(default_factory=Counter)
    typed: int = 0
    acts: int = 0
    alone: bool = False


def find_party(text: str, *, title: str, file_name: str) -> Party | None:
    """The party that the text is of; None when no name stands out."""
    reading = _Reading(text, title, file_name)
    ranked = sorted(
        ((reading.weigh(candidate), candidate) for candidate in reading.candidates().values()),
        key=lambda pair: (-pair[0], pair[1].core),
    )
    if not ranked or ranked[0][0] < ENOUGH:
        return None
    weight, best = ranked[0]
    return reading.party(best, weight)


def named_in_title(text: str, lines: Sequence[str], *, file_name: str, ordinary: frozenset[str]) -> Party | None:
    """The party that only the style of a text tells: a name at the end of a title, which the text never explains.

    `Inkoopbeleid 2027 - X`, `X Polis: ziekenhuiszorg 2027`: a word with a capital that the text never writes in
    lower case, and that comes back in the file's name, in an address, or where names stand in the running text.
    `ordinary` are the words of titles.
    """
    reading = _Reading(text, "\n".join(lines), file_name)
    taken = ordinary | reading.common
    ranked: list[tuple[float, str, str]] = []
    for line in lines:
        for part in PARTS_OF_TITLE.split(line):
            names = [word for word in part.split() if _may_be_name(word, taken)]
            if not names or not re.fullmatch(NAME, part.strip()):
                continue
            weights = {name: reading.weigh_in_title(name) for name in names}
            best = max(names, key=lambda name: weights[name])
            if weights[best] >= ENOUGH_IN_TITLE:
                ranked.append((weights[best], reading.spelled(best), reading.spelled(" ".join(names))))
    if not ranked:
        return None
    weight, name, whole = max(ranked, key=lambda found: found[0])
    return Party(name, tuple(each for each in (whole,) if each != name), weight=weight, in_front=True)


PARTS_OF_TITLE = re.compile(r"\s[-–—|·]\s|[:,(]\s?|\s(?=(?:19|20)[0-9]{2}\b)")
ENOUGH_IN_TITLE = 2.0
"""What must come back of a name that only a title gives: the file's name, an address, or two places in the text."""
SHORTEST_IN_TITLE = 4


def _may_be_name(word: str, taken: frozenset[str]) -> bool:
    plain = word.strip(".,:;*'’‘“”\"()")
    letters = plain.replace("-", "").replace("'", "").replace("’", "")
    return (
        letters.isalpha()
        and len(letters) >= SHORTEST_IN_TITLE
        and plain[:1].isupper()
        and plain.lower() not in taken
        and (plain.isupper() or plain[1:].islower())
    )


class _Reading:
    """One text, with the words that it writes in lower case and the addresses in it."""

    def __init__(self, text: str, title: str, file_name: str) -> None:
        self.text, self.title, self.front = text, title, text[:FRONT]
        self.file_words = words_of(file_name)
        self.common = frozenset(LOWER.findall(text)) | words().legal | words().insurer
        self.domains = Counter(domain.lower() for domain in DOMAIN.findall(text))
        self.whole = f"{title}\n\n{text}"

    def candidates(self) -> dict[str, _Candidate]:
        """All names that may be the party's, by folded core."""
        found: dict[str, _Candidate] = {}
        for match, kind in _typed(self.whole):
            core = self._core(match["core"])
            if not core:
                continue
            public = kind.lower() if kind.lower() in words().public else ""
            candidate = found.setdefault(_key(core), _Candidate(core, public))
            candidate.typed += 1
            candidate.alone = candidate.alone or self._is_line(match)
            candidate.kind = candidate.kind or public
            kind_first = match.start("kind") < match.start("core")
            if kind.lower() in words().insurer:
                candidate.spellings[f"{kind} {core}" if kind_first else f"{core} {kind}"] += 1
            for short in (*self._defined_behind(match), *self._defined_before(match)):
                candidate.shorts[short] += 1
        for name, count in self._acting().items():
            known = found.setdefault(_key(name), _Candidate(name))
            known.acts += count
        return found

    def weigh(self, candidate: _Candidate) -> float:
        """How much speaks for it."""
        names = (candidate.core, *candidate.shorts)
        if not candidate.typed and candidate.acts < EVIDENCE_OF_ACTING:
            return 0.0
        weight = DEFINED if candidate.shorts else 0.0
        weight += IN_FRONT if self._in_front(candidate.core) else 0.0
        weight += ALONE if candidate.alone else 0.0
        weight += IN_TITLE if _holds(self.title, candidate.core) else 0.0
        weight += IN_ADDRESS if any(self._in_address(name) for name in names) else 0.0
        weight += IN_FILE_NAME if set(words_of(candidate.core)) & set(self.file_words) else 0.0
        mentions = sum(len(_pattern(name).findall(self.text)) for name in names)
        return weight + min(MOST_MENTIONS, mentions / MENTIONS_EACH)

    def weigh_in_title(self, name: str) -> float:
        """What of a name in the title comes back elsewhere."""
        folded = words_of(name)[0]
        in_file = any(
            word.startswith(folded) or (len(word) > 3 and folded.startswith(word)) for word in self.file_words
        )
        verbs = rf"{re.escape(name)}\s(?:{'|'.join(words().acts)}|[a-z]{{3,}}t)\b"
        behind = rf"(?:van|bij|met|aan|door|namens|voor|en|of)\s{re.escape(name)}\b"
        places = len(re.findall(rf"(?i:{behind})|{verbs}", self.text))
        return (IN_FILE_NAME if in_file else 0.0) + (IN_ADDRESS if self._in_address(name) else 0.0) + float(places)

    def spelled(self, core: str) -> str:
        """As the running text writes it."""
        return self._spelled(core)

    def party(self, best: _Candidate, weight: float) -> Party:
        """The party with its other names."""
        core = self._spelled(best.core)
        name = f"{best.kind.capitalize()} {core}" if best.kind else core
        spellings = {_key(spelling): spelling for spelling in (*best.shorts, *best.spellings, core)}
        return Party(
            name=name,
            names=tuple(spelling for key, spelling in sorted(spellings.items()) if key != _key(name)),
            labels=tuple(label for label in self._labels() if _key(label) != _key(core)),
            weight=weight,
            in_front=self._in_front(best.core),
        )

    def _is_line(self, match: re.Match[str]) -> bool:
        """Whether the name fills a line of the front."""
        start, end = self.whole.rfind("\n", 0, match.start()) + 1, self.whole.find("\n", match.end())
        line = self.whole[start : end if end >= 0 else len(self.whole)]
        return match.start() < len(self.title) + FRONT and _key(line) == _key(match[0])

    def _in_front(self, core: str) -> bool:
        return _holds(self.front, core) or _holds(self.title, core)

    def _in_address(self, name: str) -> bool:
        joined = "".join(words_of(name))
        return len(joined) >= SHORTEST and any(
            domain.replace("-", "") == joined or (len(joined) > 3 and joined in domain.replace("-", ""))
            for domain in self.domains
        )

    def _core(self, found: str) -> str:
        """The name without legal form, kind, and words at its ends that are ordinary ones."""
        parts = found.split()
        while parts and self._is_ordinary(parts[0]):
            parts = parts[1:]
        while parts and self._is_ordinary(parts[-1]):
            parts = parts[:-1]
        at = found.split().index(parts[0]) if parts else 0
        if at and found.split()[at - 1] in {"De", "Het"} and self._with_article(" ".join(parts), found.split()[at - 1]):
            parts = [found.split()[at - 1], *parts]
        core = " ".join(parts)
        letters = re.sub(r"[^\wÀ-ÿ]", "", core)
        return core if SHORTEST <= len(letters) <= LONGEST and not core.isdigit() else ""

    def _is_ordinary(self, word: str) -> bool:
        plain = word.strip(".,:;*'’\"").lower()
        kinds = words().public | words().insurer | words().legal
        return len(plain) < SHORTEST or plain in self.common or plain in kinds

    def _with_article(self, core: str, article: str) -> bool:
        """Whether the article is part of the name: within sentences it has a capital too."""
        within = len(re.findall(rf"(?<=[a-z,]\s){article}\s{re.escape(core)}\b", self.text))
        return within > len(re.findall(rf"\b{article.lower()}\s{re.escape(core)}\b", self.text))

    def _defined_behind(self, match: re.Match[str]) -> Iterator[str]:
        """The short forms in the brackets behind a name: `(hierna: X of XYZ)`, `(X)`."""
        behind = BRACKET.match(self.whole, match.end())
        if behind is None:
            return
        inside = behind["inside"]
        says = re.match(rf"\s*(?:{'|'.join(words().defined)})\b[^A-ZÀ-Þ]*", inside, re.IGNORECASE)
        direct = not self.whole[match.end() : behind.start("inside") - 1].strip() and re.fullmatch(CAPITAL, inside)
        if not says and not direct:
            return
        for short in SHORTS.finditer(inside, says.end() if says else 0):
            core = self._short(short["name"])
            if core:
                yield core

    def _defined_before(self, match: re.Match[str]) -> Iterator[str]:
        """The abbreviation that a list of terms explains with the name: `XYZ: N.V. Zorgverzekeraar X`."""
        start = self.whole.rfind("\n", 0, match.start()) + 1
        before = BEFORE_NAME.search(self.whole[start : match.start()])
        short = self._short(before["name"]) if before else ""
        if short and (short.isupper() or words_of(short)[0] in words_of(match["core"])):
            yield short

    def _short(self, name: str) -> str:
        name = _tidy(name)
        return name if name.lower() not in self.common and len(name) >= SHORTEST else ""

    def _acting(self) -> Counter[str]:
        """Names without a kind that do what a party does, or have what is a party's, in their own text."""
        acts, owned = "|".join(words().acts), "|".join(words().owned)
        found: Counter[str] = Counter()
        patterns = (rf"(?<![\w-])(?P<name>{NAME})\s(?:{acts})\b", rf"\b(?:{owned})\s(?P<name>{NAME})")
        for pattern in patterns:
            for match in re.finditer(pattern, self.text):
                core = self._core(match["name"])
                if core and (self._in_front(core) or self._in_address(core)):
                    found[core] += 1
        return found

    def _labels(self) -> Iterator[str]:
        """The brands, each once."""
        seen: set[str] = set()
        before = "|".join(words().labels)
        pattern = rf"(?i:\b(?:{before}))(?::|,)?\s(?:te\sweten\s)?[‘“'\"*]*(?P<name>{CAPITAL}(?:\s{CAPITAL}){{0,2}})"
        more = re.compile(rf"(?:,\s|\sen\s|,?\sof\s)[‘“'\"*]*(?P<name>{CAPITAL}(?:\s{CAPITAL}){{0,2}})")
        for match in re.finditer(pattern, self.text):
            found: re.Match[str] | None = match
            while found:
                label = self._core(found["name"])
                if label and _key(label) not in seen:
                    seen.add(_key(label))
                    yield label
                found = more.match(self.text, found.end())

    def _spelled(self, core: str) -> str:
        """As the running text writes it: a title page may write all in capitals."""
        if not core.isupper():
            return core
        written: list[str] = re.findall(rf"\b{re.escape(core)}\b", self.text, re.IGNORECASE)
        found = Counter(spelling for spelling in written if spelling[0].isupper() and not spelling.isupper())
        if found:
            return max(sorted(found), key=lambda spelling: found[spelling])
        return core if len(core) <= 4 else core.title()


def _typed(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Names beside a kind of party or a legal form, with that word."""
    kinds = "|".join(sorted(words().insurer | words().public, key=len, reverse=True))
    legal = r"(?:N\.?V\.?|U\.?A\.?|B\.?V\.?|O\.?W\.?M\.?)"
    forms = rf"(?:{GAP}{legal})*"
    first = rf"(?<![\w-])(?:{legal}{GAP})?(?P<kind>(?i:{kinds})){GAP}(?P<core>{NAME}){forms}"
    last = rf"(?<![\w-])(?P<core>{NAME}){GAP}(?P<kind>(?i:{kinds}))\b{forms}"
    bare = rf"(?<![\w-])(?P<core>{NAME}){GAP}(?P<kind>{legal})(?!\w)"
    for pattern in (first, last, bare):
        for match in re.finditer(pattern, text):
            yield match, match["kind"]


def _holds(text: str, name: str) -> bool:
    wanted, found = words_of(name), words_of(text)
    return any(found[at : at + len(wanted)] == wanted for at in range(len(found) - len(wanted) + 1))


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _key(name: str) -> str:
    return " ".join(words_of(name))


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" .,:;*'’‘“”\"")
