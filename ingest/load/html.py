"""HTML to blocks: the one path for every format that can be written as HTML.

Headings, paragraphs, nested lists, tables with merged cells, definition lists and
collapsed parts become blocks in reading order. What is no part of the document is left
out: scripts, navigation, cookie notices. So is what the page hides or strikes through;
that is named in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.load.decode import decode
from ingest.load.grid import fills
from ingest.load.leftout import HIDDEN, STRUCK, left_out
from ingest.load.seen import Styles, find_styles, is_struck, is_unseen
from ingest.load.wordxml import MARK_CLOSE, MARK_OPEN
from ingest.shape.blocks import Block, BlockKind, Loaded, Table
from ingest.shape.clean import tidy

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

_DROPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "nav", "form", "button", "select", "input", "textarea",
     "object", "video", "audio", "canvas", "head", "dialog", "menu", "map"]
)  # fmt: skip
_DROPPED_ROLES = frozenset(
    ["navigation", "banner", "search", "dialog", "alertdialog", "menu", "menubar", "contentinfo", "complementary"]
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookie\w{0,20}|consent|breadcrumbs?|skip-?links?|navbar|navigation|nav|menu|sidebar|share|social|"
    r"visually-hidden|sr-only|screen-reader-text|print-only|gdpr|cc-window|pagination|footer-links|site-footer|site-header)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PANEL = re.compile(
    r"(?:^|[\s_-])(?:tab|tabs|tab-?panel|tab-?pane|tab-?content|panel|pane|accordion|collaps\w{0,5}|fold\w{0,4}|uitklap\w{0,6}|faq)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of what opens when a reader asks for it."""
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "data-tab", "aria-owns")
"""Attributes by which a button or tab names the part that it opens."""
_FOLDED = ("p", "table", "ul", "ol", "dl", "h2", "h3", "h4", "h5")
"""What a folded part of a policy holds at least one of."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = frozenset(
    ["html", "body", "div", "section", "article", "main", "header", "footer", "aside", "details", "fieldset", "figure",
     "blockquote", "center", "address", "hgroup", "td", "th", "tr", "tbody", "thead", "tfoot", "li", "dd", "dt",
     "label", "legend"]
)  # fmt: skip
_PARAGRAPHS = frozenset(["p", "pre", "summary", "figcaption", "caption"])
_BLOCKS = _CONTAINERS | _PARAGRAPHS | frozenset(_HEADINGS) | {"ul", "ol", "dl", "table", "hr"}
_ANY = re.compile(".")
"""Any tag name."""
_BREAK = "\x1e"
"""Stands for a line break while a paragraph is gathered."""
_LARGEST_SPAN = 200


def load_html(path: Path) -> Loaded:
    """The blocks of an HTML file.

    Raises:
        ReadingError: the file is empty or holds no text.

    """
    decoded = decode(path.read_bytes(), path)
    return html_blocks(decoded.text, decoded.problems)


def html_blocks(text: str, problems: tuple[str, ...] = ()) -> Loaded:
    """The blocks of HTML text; `problems` are those met on the way to it."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "lxml")
    title = tidy(soup.title.get_text()) if soup.title else ""
    unseen = _drop_furniture(soup)
    walk = _Walk()
    root = soup.body or soup
    walk.container(root, depth=0)
    return Loaded(parts=tuple(walk.blocks), title=title, problems=(*problems, *unseen))


def _drop_furniture(soup: BeautifulSoup) -> tuple[str, ...]:
    """Takes out what is no part of the document, and names what the page hides or strikes through."""
    from bs4 import Comment

    for comment in soup.find_all(string=lambda s: isinstance(s, Comment)):
        comment.extract()
    styles = find_styles(soup)
    opened = _opened(soup)
    struck: list[str] = []
    hidden: list[str] = []
    for tag in soup.find_all(name=_ANY):
        if tag.decomposed or tag.name in {"html", "body", "main", "article"}:
            continue
        if _is_furniture(tag):
            tag.decompose()
        elif is_struck(tag, styles):
            struck.append(tag.get_text(" "))
            tag.decompose()
        elif _is_hidden(tag, styles) and not _is_folded(tag, opened):
            hidden.append(tag.get_text(" "))
            tag.decompose()
    return (*left_out(STRUCK, struck), *left_out(HIDDEN, hidden))


def _opened(soup: BeautifulSoup) -> frozenset[str]:
    """The ids of the parts that a button, tab or link of a tab opens."""
    found: set[str] = set()
    for tag in soup.find_all(name=_ANY):
        for name in _CONTROLS:
            found.update(str(tag.get(name, "")).replace("#", "").split())
        if tag.get("role") == "tab" or tag.has_attr("data-toggle") or tag.has_attr("data-bs-toggle"):
            found.add(str(tag.get("href", "")).removeprefix("#"))
    return frozenset(found - {""})


def _is_furniture(tag: Tag) -> bool:
    if tag.name in _DROPPED or tag.get("role") in _DROPPED_ROLES:
        return True
    if tag.name in {"header", "footer"}:
        return _site_part(tag)
    return tag.name not in _HEADINGS and _FURNITURE.search(_names(tag)) is not None


def _is_hidden(tag: Tag, styles: Styles) -> bool:
    hidden = (tag.has_attr("hidden") and tag.get("hidden") != "until-found") or tag.get("aria-hidden") == "true"
    return hidden or is_unseen(tag, styles)


def _names(tag: Tag) -> str:
    """The classes and the id of a tag."""
    names = " ".join([*tag.get_attribute_list("class"), str(tag.get("id", ""))]) if tag.attrs else ""
    return names.replace("None", "")


def _is_folded(tag: Tag, opened: frozenset[str]) -> bool:
    """A tab or an accordion's panel that was closed when the page was saved: a reader opens it."""
    if str(tag.get("id", "")) in opened or any(parent.name == "details" for parent in tag.parents):
        return True
    panel = tag.get("role") == "tabpanel" or _PANEL.search(_names(tag)) is not None
    return panel and tag.find(list(_FOLDED)) is not None


def _site_part(tag: Tag) -> bool:
    """A header or footer of the site, not of an article: it holds links, or no heading."""
    if any(parent.name in {"article", "main", "section"} for parent in tag.parents):
        return False
    return tag.name == "footer" or (tag.find(list(_HEADINGS)) is None)


@dataclass
class _Walk:
    """Gathers blocks while going through the tree."""

    blocks: list[Block] = field(default_factory=list)

    def container(self, tag: Tag, depth: int) -> None:
        """All children; loose text between blocks is a paragraph."""
        loose: list[PageElement] = []
        for child in tag.children:
            if _is_block(child):
                self.paragraph(loose)
                loose = []
                self.block(child, depth)
            else:
                loose.append(child)
        self.paragraph(loose)

    def block(self, element: PageElement, depth: int) -> None:
        tag = _as_tag(element)
        if tag.name in _HEADINGS:
            self.add(BlockKind.HEADING, _inline(tag), level=_HEADINGS[tag.name])
        elif tag.name in {"ul", "ol"}:
            self.list(tag, depth)
        elif tag.name == "dl":
            self.definitions(tag)
        elif tag.name == "table":
            self.table(tag)
        elif tag.name == "summary":
            self.add(BlockKind.PARAGRAPH, _inline(tag), strong=True)
        elif tag.name in _PARAGRAPHS and not _holds_block(tag):
            self.paragraph([tag])
        elif tag.name != "hr":
            self.container(tag, depth)

    def add(self, kind: BlockKind, text: str, *, level: int | None = None, strong: bool = False) -> None:
        text = tidy(text.replace(_BREAK, " "))
        if text:
            self.blocks.append(Block(kind, text, level=level, strong=strong))

    def paragraph(self, elements: list[PageElement]) -> None:
        text = "".join(_inline(element) for element in elements)
        for part in self.parts(text):
            if tidy(part):
                self.blocks.append(Block(BlockKind.PARAGRAPH, tidy(part), strong=_all_strong(elements)))

    def parts(self, text: str) -> list[str]:
        """A paragraph with breaks whose lines each stand alone (an address, a list of links) falls apart."""
        lines = [line for line in text.split(_BREAK) if line.strip()]
        return lines if len(lines) > 1 and _separate(lines) else [" ".join(lines)]

    def list(self, tag: Tag, depth: int) -> None:
        number = int(str(tag.get("start", "1"))) if str(tag.get("start", "1")).isdigit() else 1
        for child in tag.find_all(recursive=False):
            if child.name in {"ul", "ol"}:
                self.list(child, depth + 1)
            elif child.name == "li" and (note := _NOTE_ID.match(str(child.get("id", "")))):
                text = tidy(_inline(child).replace(_BREAK, " ")).rstrip(" ↑↩︎⤴^")
                self.blocks.append(Block(BlockKind.FOOTNOTE, text, marker=note[1].translate(_SUPERSCRIPT)))
            elif child.name == "li":
                value = str(child.get("value", ""))
                number = int(value) if value.isdigit() else number
                self.item(child, depth, f"{number}." if tag.name == "ol" else "-")
                number += 1
            else:
                self.block(child, depth)

    def item(self, tag: Tag, depth: int, marker: str) -> None:
        """An item's own text is one block; lists and tables inside it follow it."""
        own: list[str] = []
        inner: list[Tag] = []
        for child in _item_parts(tag):
            if _is_block(child) and _as_tag(child).name in {"ul", "ol", "table", "dl"}:
                inner.append(_as_tag(child))
            else:
                own.append(_inline(child) + (" " if _is_block(child) else ""))
        text = tidy("".join(own).replace(_BREAK, " "))
        if shown := _SHOWN_NUMBER.match(text):
            marker, text = shown["number"], text[shown.end() :].lstrip()
            text = f"{marker} {text}" if _COMPOUND.search(marker) else text
        if text:
            self.blocks.append(Block(BlockKind.ITEM, text, depth=depth, marker=marker))
        for part in inner:
            self.block(part, depth + 1)

    def definitions(self, tag: Tag) -> None:
        """A definition list is a table of terms and their definitions."""
        rows: list[tuple[str, str]] = []
        term: list[str] = []
        for part in tag.find_all(["dt", "dd"]):
            text = tidy(_inline(part).replace(_BREAK, " "))
            if part.name == "dt":
                term.append(text)
            elif text:
                rows.append((" / ".join(term), text))
                term = []
        if rows:
            self.blocks.append(Block(BlockKind.TABLE, table=Table(tuple(rows))))

    def table(self, tag: Tag) -> None:
        rows = _grid(tag)
        if not rows:
            return
        if max(len(row) for row, _ in rows) == 1 and not any(head for _, head in rows):
            self.container(tag, 0)
            return
        caption = tag.find("caption")
        body = [row for row, head in rows if not head]
        heads = [row for row, head in rows if head]
        table = Table(
            rows=tuple(body),
            headers=_merge_headers(heads),
            caption=tidy(caption.get_text(" ")) if caption else "",
        )
        self.blocks.append(Block(BlockKind.TABLE, table=table))


def _item_parts(tag: Tag) -> Iterator[PageElement]:
    """Children of an item, seen through wrappers such as div."""
    for child in tag.children:
        if _is_block(child) and _as_tag(child).name in {"div", "section"}:
            yield from _item_parts(_as_tag(child))
        else:
            yield child


def _as_tag(element: PageElement) -> Tag:
    from bs4 import Tag

    assert isinstance(element, Tag)
    return element


def _is_block(element: PageElement) -> bool:
    from bs4 import Tag

    return isinstance(element, Tag) and (element.name in _BLOCKS or _holds_block(element))


def _holds_block(tag: Tag) -> bool:
    return tag.find(list(_BLOCKS - {"p", "caption"})) is not None or (tag.name != "p" and tag.find("p") is not None)


def _inline(element: PageElement) -> str:
    """Text of an element; line breaks as `_BREAK`, blocks apart from each other, superscripts as such."""
    from bs4 import Tag
    from bs4.element import NavigableString

    if isinstance(element, NavigableString):
        return _LINE_END.sub(" ", str(element))
    assert isinstance(element, Tag)
    if element.name == "br":
        return _BREAK
    text = "".join(_inline(child) for child in element.children)
    if element.name == "sup" and _NOTE_MARK.match(text.strip()):
        return text.strip().strip("[]()").translate(_SUPERSCRIPT)
    return f" {text} " if element.name in _BLOCKS or element.name == "td" else text


_SHOWN_NUMBER = re.compile(f"^{MARK_OPEN}(?P<number>[^{MARK_CLOSE}]{{1,60}}){MARK_CLOSE}")
"""The number that Word shows before an item."""
_COMPOUND = re.compile(r"[0-9]\.[0-9]|[A-Za-z]{3}")
"""The number of a clause (`2.3`, `Artikel 2`) is how others refer to it, so it is part of its words."""
_LINE_END = re.compile(r"\s+")
_NOTE_ID = re.compile(r"^(?:footnote|endnote|note|fn|en)[-_:]?([0-9]{1,3})$")
_NOTE_MARK = re.compile(r"^[\[(]?[0-9]{1,3}[\])]?$")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _all_strong(elements: list[PageElement]) -> bool:
    """Everything that is written in these elements is bold."""
    from bs4.element import NavigableString

    strings = [
        s for e in elements for s in ([e] if isinstance(e, NavigableString) else _as_tag(e).strings) if s.strip()
    ]
    return bool(strings) and all(any(parent.name in {"b", "strong", "u"} for parent in s.parents) for s in strings)


def _separate(lines: list[str]) -> bool:
    """Each line begins with a capital, a number or a mark, and none runs on into the next."""
    return all(not line.strip()[:1].islower() for line in lines) and all(len(line.strip()) < 100 for line in lines[:-1])


# ---------------------------------------------------------------- tables


def _grid(table: Tag) -> list[tuple[tuple[str, ...], bool]]:
    """Rows of equal length with merged cells filled, and whether each is a header row."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    filled: dict[tuple[int, int], str] = {}
    heads: list[bool] = []
    width = max((sum(_span(cell, "colspan", 1) for cell in _cells(row)) for row in rows), default=0)
    for y, row in enumerate(rows):
        cells = _cells(row)
        heads.append(_is_header(row, cells))
        _place(cells, y, (len(rows), width), filled, header=heads[-1])
    width = max((x for _, x in filled), default=-1) + 1
    grid = [tuple(filled.get((y, x), "") for x in range(width)) for y in range(len(rows))]
    return [(row, head) for row, head in zip(grid, heads, strict=True) if any(row)]


def _cells(row: Tag) -> list[Tag]:
    return list(row.find_all(["td", "th"], recursive=False))


def _is_header(row: Tag, cells: list[Tag]) -> bool:
    return bool(cells) and (row.find_parent("thead") is not None or all(cell.name == "th" for cell in cells))


def _place(
    cells: list[Tag], y: int, size: tuple[int, int], filled: dict[tuple[int, int], str], *, header: bool
) -> None:
    """Fills the grid; a cell over several columns is read in each, a band over the whole width once."""
    x, (height, width) = 0, size
    for cell in cells:
        while (y, x) in filled:
            x += 1
        text = tidy(_inline(cell).replace(_BREAK, " "))
        span = _span(cell, "colspan", 1)
        for dy in range(min(_span(cell, "rowspan", height - y), height - y)):
            for dx in range(span):
                filled[y + dy, x + dx] = text if header or not dx or fills(text, span, width) else ""
        x += span


def _span(cell: Tag, name: str, all_of_them: int) -> int:
    value = str(cell.get(name, "1"))
    number = int(value) if value.isdigit() else 1
    return max(1, min(all_of_them if number == 0 else number, _LARGEST_SPAN))


def _merge_headers(heads: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Several header rows become one: the words of each column from top to bottom, each once."""
    if not heads:
        return ()
    columns = zip(*heads, strict=True)
    return tuple(" ".join(dict.fromkeys(cell for cell in column if cell)) for column in columns)
