"""Takes layout and recognition noise out of text, and leaves every figure as it stands.

Two levels: `tidy` for the characters of one piece of text, `clean_lines` for the
lines of a whole document (page numbers, running headers, link dumps, bullets that
recognition spoiled). What is taken out as a whole is returned, so that nothing
disappears unseen. The law, tested: the figures of what stays and of what was taken
out are together the figures of the source. A figure that looks broken is left alone;
`ingest.shape.suspicions` reports it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ingest.shape.blocks import Block, Line
from ingest.shape.words import words

_NOISE_PATH = Path(__file__).with_name("noise.toml")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0000-\u0008\u000b\u000e-\u001f\ufffe]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\r\n\f\u2028\u2029]+")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
)
_SPACED_MARK = re.compile(r"(?<=[a-zà-ÿ0-9)]) +(?=[,;.](?:\s|$))")


def tidy(text: str) -> str:
    """One line of clean characters: composed accents, no ligatures, no invisible marks, single spaces.

    Compatibility forms (½, ², ¹) are kept, since unfolding them would make other figures.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_LIGATURES)
    return _SPACES.sub(" ", text).strip()


# ---------------------------------------------------------------- character recognition


@lru_cache(maxsize=1)
def _repairs() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The repairs of noise.toml, compiled; none may touch a digit."""
    table = tomllib.loads(_NOISE_PATH.read_text(encoding="utf-8"))
    pairs = tuple((re.compile(entry["find"]), entry["put"]) for entry in table["repairs"])
    assert not any(re.search("[0-9]", put.replace(r"\1", "").replace(r"\2", "")) for _, put in pairs)
    return pairs


def repair(text: str) -> str:
    """The text with the letters that character recognition certainly misread put right."""
    for pattern, put in _repairs():
        text = pattern.sub(put, text)
    return text


_SIGNS = re.compile(r"(?m)^\s?[e¢©«»]\s+\S|\bv[éèó6]{2}r\b|\bO&l\b|(?:^|\s)\|s\b|[a-z]eé|iéle|\bledere\b")


def looks_recognised(text: str) -> bool:
    """Whether the text carries the marks of character recognition, so that repairs are in place."""
    return len(_SIGNS.findall(text)) >= 3


# ---------------------------------------------------------------- lines


@dataclass(frozen=True, slots=True)
class CleanLines:
    """Lines (and the blocks between them) that stay, and the text of the lines that were taken out."""

    parts: tuple[Line | Block, ...]
    dropped: tuple[str, ...] = ()


_PAGE_NUMBER = re.compile(
    r"""^\W{0,3}(?:(?:pagina|pag\.?|page|blz\.?|p\.)\s*)?(?P<number>[0-9]{1,3})
        (?:\s*(?:/|\||van|of)\s*(?P<total>[0-9]{1,3}))?\W{0,3}$""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMED_PAGE = re.compile(
    r"^\W{0,3}(?:pagina|pag\.?|page|blz\.?)\s*[0-9]{1,3}|^\W{0,3}[0-9]{1,3}\s*(?:/|van)\s*[0-9]{1,3}\W{0,3}$",
    re.IGNORECASE,
)
_LINK = re.compile(r"^\s*(?:https?://|mailto:)\S+\s*$")
_SHORT = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")
_FEWEST_PAGES = 3
"""Pages that must show the same words before they are a running header."""
_LONGEST_FURNITURE = 120


def clean_lines(parts: tuple[Line | Block, ...], *, recognised: bool = False) -> CleanLines:
    """Lines with clean characters, without page numbers, running headers and footers, and link dumps."""
    lines = [replace(part, text=tidy(part.text)) for part in parts if isinstance(part, Line)]
    out = _page_numbers(lines) | running_lines(lines) | _link_dumps(lines)
    dropped = tuple(lines[at].text for at in sorted(out) if lines[at].text)
    kept = iter(_without(lines, out, recognised=recognised))
    mended = _repaired_table if recognised else _as_it_is
    whole = (next(kept) if isinstance(part, Line) else mended(part) for part in parts)
    return CleanLines(tuple(part for part in whole if part is not None), dropped)


def _without(lines: list[Line], out: set[int], *, recognised: bool) -> list[Line | None]:
    """Every line, or None where it goes; the distance and page break of a lost line pass to the next one."""
    kept: list[Line | None] = []
    gap, new_page = 0.0, False
    for at, line in enumerate(lines):
        if at in out or not line.text:
            gap, new_page = max(gap, line.gap), new_page or line.new_page
            kept.append(None)
            continue
        kept.append(replace(line, gap=max(gap, line.gap), new_page=new_page or line.new_page))
        gap, new_page = 0.0, False
    if not recognised:
        return kept
    mended = iter(_mend_bullets([line for line in kept if line is not None]))
    return [None if line is None else _repaired(next(mended)) for line in kept]


def _as_it_is(block: Block) -> Block:
    return block


def _repaired_table(block: Block) -> Block:
    """A table that was read as such in a recognised text: its cells are mended as lines are."""
    if block.table is None:
        return block
    table = block.table
    rows = tuple(tuple(map(repair, row)) for row in table.rows)
    return replace(block, table=replace(table, rows=rows, headers=tuple(map(repair, table.headers))))


def _repaired(line: Line) -> Line:
    return replace(line, text=repair(line.text))


def _page_numbers(lines: list[Line]) -> set[int]:
    """Lone numbers that count pages: apart from other text, at a page's edge, or named as such."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        match = _PAGE_NUMBER.match(line.text)
        if not match or not line.text:
            continue
        if _NAMED_PAGE.match(line.text) or line.edge or _stands_apart(lines, at):
            found.append((at, int(match["number"])))
    return {at for at, _ in _rising(found)}


def _stands_apart(lines: list[Line], at: int) -> bool:
    """Empty lines before and after it, or the edge of a page."""
    last = at + 1 == len(lines)
    before = lines[at].gap >= 2 or lines[at].new_page or at == 0
    after = last or lines[at + 1].gap >= 2 or lines[at + 1].new_page
    return before and after


def _rising(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run in which the numbers only rise: page numbers do, numbers in the text do not."""
    best: list[list[tuple[int, int]]] = []
    for entry in found:
        runs = [run for run in best if run[-1][1] < entry[1]]
        longest = max(runs, key=len, default=[])
        best.append([*longest, entry])
    return max(best, key=len, default=[])


def running_lines(lines: list[Line]) -> set[int]:
    """Headers and footers: the same words at the edge of a third of the pages, but for the page number in them."""
    pages = len({line.page for line in lines if line.page is not None})
    if pages < _FEWEST_PAGES:
        return set()
    alike: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if line.edge and 0 < len(line.text) <= _LONGEST_FURNITURE:
            alike.setdefault(" ".join(_SHORT.sub("#", line.text.lower()).split()), []).append(at)
    needed = max(_FEWEST_PAGES, pages // 3)
    return {at for group in alike.values() if len(group) >= needed for at in _same_numbers(lines, group, needed)}


def _same_numbers(lines: list[Line], group: list[int], needed: int) -> list[int]:
    """Of lines with the same words those whose numbers stay the same, or count with the page: `versie 2, pagina 5`."""
    rows = [tuple(map(int, _SHORT.findall(lines[at].text))) for at in group]
    shapes = list(rows)
    for place in range(len(rows[0])):
        still = Counter(row[place] for row in rows).most_common(1)[0][1]
        counting = Counter(row[place] - (lines[at].page or 0) for row, at in zip(rows, group, strict=True))
        if counting.most_common(1)[0][1] > still:
            shapes = [
                (*shape[:place], shape[place] - (lines[at].page or 0), *shape[place + 1 :])
                for shape, at in zip(shapes, group, strict=True)
            ]
    counts = Counter(shapes)
    return [at for at, shape in zip(group, shapes, strict=True) if counts[shape] >= needed]


def _link_dumps(lines: list[Line]) -> set[int]:
    """Bare addresses at the foot of a page: the targets of its links, printed by the converter."""
    out: set[int] = set()
    run: list[int] = []
    for at, line in enumerate(lines):
        if line.text and _LINK.match(line.text):
            run.append(at)
            continue
        if run and (line.new_page or line.gap >= 1 or len(run) > 1):
            out.update(run)
        run = []
    return out | set(run)


def _mend_bullets(lines: list[Line]) -> list[Line]:
    """Lone letters and signs at line starts become bullets again, where the document has several."""
    known = words().bullets
    signs = re.escape("".join(sorted(known.recognised)))
    pattern = re.compile(rf"^([{signs}])\s+(?=[\w'‘’(\"|])")
    if sum(bool(pattern.match(line.text)) for line in lines) < 2:
        return lines
    mended: list[Line] = []
    nested = False
    for line in lines:
        match = pattern.match(line.text)
        if match:
            nested = match[1] in known.recognised_nested and (nested or _opens_list(mended))
            text = ("◦ " if nested else "• ") + line.text[match.end() :]
            mended.append(replace(line, text=text))
            continue
        nested = nested and not line.text.startswith(tuple(known.glyphs))
        mended.append(line)
    return mended


def _opens_list(before: list[Line]) -> bool:
    return bool(before) and before[-1].text.endswith(":")
