"""The XML of a Word file as a reader sees the page, before mammoth turns it into HTML.

mammoth gives structure but not what Word shows: it passes over text boxes, keeps
struck and hidden text, and does not count. So the document is set right first: text
boxes become paragraphs behind the one they hang on, tracked changes are accepted,
content controls are opened, automatic numbers are written out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.load.leftout import HIDDEN, STRUCK, left_out
from ingest.load.numbering import Numbering, W, integer, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADING_STYLE = "InkoopwijzerKop"
"""Style id, with a level behind it, that every heading gets, whatever the language and the style of the file."""
MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
"""Around the number of a list item, for `ingest.load.html`."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_HEADING = re.compile(r"^(?:heading|kop)\s?([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|inhopg)\s?[1-9]$", re.IGNORECASE)
_OFF = frozenset(["0", "false", "off"])
_DEEPEST_HEADING = 6
_LONGEST_HEADING = 200
"""Characters of a paragraph that may be a heading by its outline level alone."""
_WHITE = frozenset(["FFFFFF", "FEFEFE"])
_UNREADABLE = 3
"""Half points below which letters are not meant to be read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The file as it is to be read, and what was left out of it."""

    data: bytes
    problems: tuple[str, ...]


def shown(path: Path) -> Shown:
    """The Word file with its page as a reader sees it."""
    with zipfile.ZipFile(path) as archive:
        page = _Page(_Styles.of(_part(archive, "word/styles.xml")), Numbering.of(_part(archive, "word/numbering.xml")))
        changed = {name: page.read(root) for name in _PARTS if (root := _part(archive, name)) is not None}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
            for name in archive.namelist():
                if name in changed or not name.startswith("word/media/"):
                    out.writestr(name, changed.get(name) or archive.read(name))
    return Shown(buffer.getvalue(), page.problems())


def _part(archive: zipfile.ZipFile, name: str) -> _Element | None:
    from lxml import etree

    if name not in archive.namelist():
        return None
    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, huge_tree=False))


# ---------------------------------------------------------------- styles


@dataclass(frozen=True, slots=True)
class _Styles:
    """The styles of a file by id."""

    by_id: dict[str, _Element]

    @staticmethod
    def of(root: _Element | None) -> _Styles:
        found = root.findall(W + "style") if root is not None else []
        return _Styles({style.get(W + "styleId") or "": style for style in found})

    def chain(self, style: str | None) -> Iterator[_Element]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style is not None and style not in seen and style in self.by_id:
            seen.add(style)
            yield self.by_id[style]
            style = value_of(self.by_id[style], "basedOn")

    def name(self, style: str | None) -> str:
        """The name of a style; empty when it is unknown."""
        return value_of(self.by_id.get(style or ""), "name") or ""

    def find(self, style: str | None, path: str) -> _Element | None:
        """The nearest setting of a style or those it is based on."""
        steps = "/".join(W + part for part in path.split("/"))
        return next((found for each in self.chain(style) if (found := each.find(steps)) is not None), None)

    def heading(self, paragraph: _Element) -> int | None:
        """The level of the heading that a paragraph is; None for another paragraph."""
        style = value_of(paragraph, "pPr/pStyle")
        for each in self.chain(style):
            match = _HEADING.match(value_of(each, "name") or "")
            if match is not None:
                return min(int(match[1]), _DEEPEST_HEADING)
        own = value_of(paragraph, "pPr/outlineLvl")
        found = self.find(style, "pPr/outlineLvl")
        level = integer(own if own is not None else found.get(W + "val") if found is not None else None, 9)
        return level + 1 if 0 <= level < _DEEPEST_HEADING and 0 < len(_text(paragraph)) <= _LONGEST_HEADING else None

    def list_of(self, paragraph: _Element) -> tuple[str, int] | None:
        """The list that a paragraph is in, and how deep."""
        style = value_of(paragraph, "pPr/pStyle")
        number, depth = value_of(paragraph, "pPr/numPr/numId"), value_of(paragraph, "pPr/numPr/ilvl")
        if number is None:
            found = self.find(style, "pPr/numPr")
            number = value_of(found, "numId")
            depth = depth if depth is not None else value_of(found, "ilvl")
        return (number, integer(depth, 0)) if number not in {None, "0"} and number is not None else None


# ---------------------------------------------------------------- the page


@dataclass
class _Page:
    """Sets the parts of a file right, one after the other, and remembers what it left out."""

    styles: _Styles
    numbering: Numbering
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def read(self, root: _Element) -> bytes:
        from lxml import etree

        _lift_text_boxes(root)
        self.accept_changes(root)
        _open_controls(root)
        self.drop_unseen(root)
        for paragraph in list(root.iter(W + "p")):
            self.number(paragraph)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def problems(self) -> tuple[str, ...]:
        return (
            *left_out(STRUCK, self.struck),
            *left_out(HIDDEN, self.hidden),
            *left_out("Bijgehouden wijzigingen zijn geaccepteerd; niet gelezen is", self.deleted),
        )

    def accept_changes(self, root: _Element) -> None:
        """Deleted and moved text goes, inserted text stays."""
        gone = [*root.iter(W + "del", W + "moveFrom")]
        for element in gone:
            parent = element.getparent()
            if parent is None or parent.tag == W + "rPr":
                continue  # the mark of a deleted paragraph's end: mammoth joins those
            if parent.tag == W + "trPr":
                row = parent.getparent()
                if row is not None:
                    self.deleted.append(_text(row))
                    _remove(row)
                continue
            self.deleted.append(_text(element))
            _remove(element)

    def drop_unseen(self, root: _Element) -> None:
        """Struck and hidden runs, and the contents page that Word made."""
        for run in list(root.iter(W + "r")):
            paragraph = next(run.iterancestors(W + "p"), None)
            if self.on(run, paragraph, "strike") or self.on(run, paragraph, "dstrike"):
                self.struck.append(_text(run))
                _remove(run)
            elif self.on(run, paragraph, "vanish") or self.unreadable(run, paragraph):
                self.hidden.append(_text(run))
                _remove(run)
        for paragraph in list(root.iter(W + "p")):
            if _CONTENTS.match(self.styles.name(value_of(paragraph, "pPr/pStyle"))):
                _remove(paragraph)

    def on(self, run: _Element, paragraph: _Element | None, name: str) -> bool:
        """Whether a run has a property, by itself or by its style or that of its paragraph."""
        own = run.find(f"{W}rPr/{W}{name}")
        if own is None:
            own = self.styles.find(value_of(run, "rPr/rStyle"), f"rPr/{name}")
        if own is None and paragraph is not None:
            own = self.styles.find(value_of(paragraph, "pPr/pStyle"), f"rPr/{name}")
        return own is not None and own.get(W + "val") not in _OFF

    def unreadable(self, run: _Element, paragraph: _Element | None) -> bool:
        """White letters on white paper, or letters of a point."""
        if integer(value_of(run, "rPr/sz"), 99) < _UNREADABLE:
            return True
        if (value_of(run, "rPr/color") or "").upper() not in _WHITE:
            return False
        shaded = run.find(f"{W}rPr/{W}shd") is not None or run.find(f"{W}rPr/{W}highlight") is not None
        boxed = next(run.iterancestors(W + "tbl", W + "txbxContent"), None) is not None
        on_colour = paragraph is not None and (
            paragraph.find(f"{W}pPr/{W}shd") is not None
            or paragraph.find(f"{W}pPr/{W}framePr") is not None
            or self.styles.find(value_of(paragraph, "pPr/pStyle"), "pPr/shd") is not None
        )
        return not (shaded or boxed or on_colour)

    def number(self, paragraph: _Element) -> None:
        """Writes the number before a paragraph that Word counts, and names the style of a heading."""
        place = self.styles.list_of(paragraph)
        level = self.styles.heading(paragraph)
        if place is not None and (shape := self.numbering.level(*place)) is not None:
            number = self.numbering.next(*place) if shape.kind != "none" else ""
            if shape.counts and number:
                plain = level is not None or next(paragraph.iterancestors(W + "tc"), None) is not None
                _write_number(paragraph, number, plain=plain)
            if level is None and not (shape.counts and plain_cell(paragraph)):
                _set(paragraph, "numPr", place)
            else:
                _set(paragraph, "numPr", None)
        if level is not None:
            _set_style(paragraph, f"{HEADING_STYLE}{level}")
            _set(paragraph, "numPr", None)


def plain_cell(paragraph: _Element) -> bool:
    """A paragraph of a table cell: its number is words of the cell."""
    return next(paragraph.iterancestors(W + "tc"), None) is not None


def _text(element: _Element) -> str:
    return "".join(part.text or "" for part in element.iter(W + "t", W + "delText"))


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _lift_text_boxes(root: _Element) -> None:
    """Each text box becomes paragraphs behind the paragraph it hangs on; the copy for old programs goes."""
    for choice in list(root.iter(_MC + "AlternateContent")):
        if choice.find(f"{_MC}Choice//{W}txbxContent") is None:
            continue
        for old in choice.findall(_MC + "Fallback"):
            choice.remove(old)
    anchors: dict[_Element, _Element] = {}
    for box in list(root.iter(W + "txbxContent")):
        outer = [box, *box.iterancestors(W + "txbxContent")][-1]
        anchor = next(outer.iterancestors(W + "p"), None)
        if anchor is None:
            continue
        for child in list(box):
            place = anchors.get(anchor, anchor)
            place.addnext(child)
            anchors[anchor] = child
        _remove(box)


def _open_controls(root: _Element) -> None:
    """Content controls and fields give way to what they hold; a prompt that nobody filled in is no text."""
    for control in list(root.iter(W + "sdt", W + "fldSimple", W + "customXml")):
        content = control.find(W + "sdtContent") if control.tag == W + "sdt" else control
        if content is not None and control.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            for child in list(content):
                control.addprevious(child)
        _remove(control)


def _write_number(paragraph: _Element, number: str, *, plain: bool) -> None:
    """The number as the first words of a heading or cell, else between marks, for the list item it is."""
    from lxml import etree

    run = etree.Element(W + "r")
    text = etree.SubElement(run, W + "t")
    text.text = f"{number} " if plain else f"{MARK_OPEN}{number}{MARK_CLOSE}"
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    properties = paragraph.find(W + "pPr")
    if properties is not None:
        properties.addnext(run)
    else:
        paragraph.insert(0, run)


def _properties(paragraph: _Element) -> _Element:
    from lxml import etree

    found = paragraph.find(W + "pPr")
    if found is None:
        found = etree.Element(W + "pPr")
        paragraph.insert(0, found)
    return found


def _set(paragraph: _Element, name: str, place: tuple[str, int] | None) -> None:
    """Puts a paragraph in a list, or takes it out of every list."""
    from lxml import etree

    properties = _properties(paragraph)
    for old in properties.findall(W + name):
        properties.remove(old)
    if place is None:
        return
    new = etree.SubElement(properties, W + name)
    etree.SubElement(new, W + "ilvl").set(W + "val", str(place[1]))
    etree.SubElement(new, W + "numId").set(W + "val", place[0])


def _set_style(paragraph: _Element, style: str) -> None:
    from lxml import etree

    properties = _properties(paragraph)
    found = properties.find(W + "pStyle")
    if found is None:
        found = etree.Element(W + "pStyle")
        properties.insert(0, found)
    found.set(W + "val", style)
