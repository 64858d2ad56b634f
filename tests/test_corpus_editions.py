"""The own-words editions against the originals: nothing lost, nothing copied. Runs where the originals are present."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from retrieval.figures.equality import equal_value
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = ROOT.parent / "shared" / "corpus"
EDITIONS = sorted((ROOT / "corpus" / "policies").glob("*.md"))
EXCEPTIONS = tomllib.loads((Path(__file__).parent / "corpus_exceptions.toml").read_text(encoding="utf-8"))
RUN = 8
"""Words in a row that may not be the original's."""
TITLE_SCORE = 90
"""rapidfuzz ratio from which a line of the original is a section title: character recognition slips in a letter."""
LONGEST_TITLE = 190
"""Characters; a longer line that opens with a title's words is a sentence."""
FOOTNOTE = re.compile(r"\[\^[0-9]+\]:?")

pytestmark = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals are not beside the project")
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.stem)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an edition under its title, and what the original has there."""

    title: str
    text: str
    original: str


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).lower()
    return re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))


@cache
def original_of(edition: Path) -> str:
    return next(path for path in sorted(ORIGINALS.iterdir()) if path.stem == edition.stem).read_text(encoding="utf-8")


@cache
def parts_of(edition: Path) -> tuple[Part, ...]:
    """The sections of an edition beside those of the original.

    Titles are looked for from the end, each before the one after it, so that a
    contents page is never taken for the chapters themselves.
    """
    pieces = re.split(r"^#{2,6} +(.+)$", FOOTNOTE.sub("", edition.read_text(encoding="utf-8")), flags=re.MULTILINE)
    titles, texts = pieces[1::2], pieces[2::2]
    openings = EXCEPTIONS["titles"].get(edition.stem, {})
    lines = original_of(edition).splitlines()
    parts: list[Part] = []
    limit = len(lines)
    for title, text in reversed(list(zip(titles, texts, strict=True))):
        place = next((n for n in range(limit - 1, -1, -1) if is_title(lines[n], title, openings.get(title))), None)
        assert place is not None, f"{title!r} is no title of the original"
        parts.insert(0, Part(title, text, "\n".join(lines[place + 1 : limit])))
        limit = place
    return tuple(parts)


def is_title(line: str, title: str, opening: str | None) -> bool:
    """Whether a line of the original is the title: nearly the same words, or the given opening of a longer one."""
    left, right = " ".join(words(line)), " ".join(words(title))
    if opening is not None:
        return left.startswith(" ".join(words(opening))) and len(line) <= LONGEST_TITLE
    return fuzz.ratio(left, right) >= TITLE_SCORE


def excepted(edition: Path, part: Part, figure: Figure) -> bool:
    return any(
        (entry["document"], entry["section"], entry["value"]) == (edition.stem, part.title, figure.value)
        for entry in EXCEPTIONS["figure"]
    )


def same_value(one: Figure, other: Figure) -> bool:
    return equal_value(one.kind, one.value, other.kind, other.value)


def show(part: Part, figure: Figure) -> str:
    return f"{part.title}: {figure.text!r} ({figure.value}, {figure.bound})"


def test_every_original_has_its_edition() -> None:
    assert {path.stem for path in EDITIONS} >= {path.stem for path in ORIGINALS.iterdir()}


@each_edition
def test_complete(edition: Path) -> None:
    """Every figure of a section of the original stands in the same section of the edition, with the same bound."""
    missing = [
        show(part, figure)
        for part in parts_of(edition)
        for figure in find_figures(part.original)
        if not any(same_value(figure, other) and figure.bound == other.bound for other in find_figures(part.text))
        and not excepted(edition, part, figure)
    ]
    assert missing == []


@each_edition
def test_nothing_added(edition: Path) -> None:
    """No section of the edition states a figure that the original does not state anywhere."""
    known = find_figures(original_of(edition))
    added = [
        show(part, figure)
        for part in parts_of(edition)
        for figure in find_figures(part.text)
        if not any(same_value(figure, other) for other in known)
    ]
    assert added == []


@each_edition
def test_own_words(edition: Path) -> None:
    """No eight words in a row are the original's, but for names and table headers."""
    source, own = words(original_of(edition)), words(edition.read_text(encoding="utf-8"))
    taken = {tuple(source[at : at + RUN]) for at in range(len(source) - RUN + 1)}
    names = [" ".join(words(name)) for name in EXCEPTIONS["names"]["allowed"]]
    runs = [" ".join(own[at : at + RUN]) for at in range(len(own) - RUN + 1) if tuple(own[at : at + RUN]) in taken]
    assert [run for run in runs if not any(run in name for name in names)] == []


@each_edition
def test_shorter_than_the_original(edition: Path) -> None:
    assert len(words(edition.read_text(encoding="utf-8"))) < 0.9 * len(words(original_of(edition)))
