"""What of a PDF page a reader sees: not what is white on white, clear, tiny, off the page, unpainted or struck through.

Text that is not painted but lies over a picture is the text of a scan: a reader sees it
in the picture, so it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTComponent
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, list_value, num_value, resolve1

if TYPE_CHECKING:
    from pdfminer.layout import LTPage
    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdfdevice import PDFTextSeq
    from pdfminer.pdfinterp import PDFStackT, PDFTextState
    from pdfminer.utils import Matrix
    from pdfplumber.page import Page

_Item = dict[str, Any]
_WHITE = 0.97
"""Part of full white from which a colour is white."""
_CLEAR = 0.06
"""Part of full paint up to which a letter is not seen."""
_TINY = 1.6
"""Points of a letter that nobody reads."""
_STRIKE = (0.3, 0.7)
"""Where a line runs through a letter, in parts of its height from the top."""
_STRIKE_THICK = 0.2
"""Thickness of such a line, in letter heights, at most."""
_UNPAINTED = re.compile(rb"[37]\s+Tr\b")
_SHADED = re.compile(rb"\bsh\b|\bscn\b")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it is seen, and what was left out of it."""

    page: Page
    hidden: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


def shown(page: Page) -> Shown:
    """The page without the letters that are not seen, or seen struck through."""
    struck = set(_struck(page))
    hidden = set(_hidden(page)) - struck
    if not hidden and not struck:
        return Shown(page)
    seen = page.filter(lambda item: _place(item) not in hidden and _place(item) not in struck)
    return Shown(seen, _texts(page, hidden), _texts(page, struck))


def is_white(colour: object) -> bool:
    """Whether a colour of a PDF, in grey, red-green-blue or ink, is that of paper."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    return bool(max(parts) <= 1 - _WHITE if len(parts) == _INKS else min(parts) >= _WHITE)


_INKS = 4

_Place = tuple[float, float, str]


def _place(item: _Item) -> _Place | None:
    """What tells a letter from the others; None for what is no letter."""
    return (item["x0"], item["top"], item["text"]) if item.get("object_type") == "char" else None


def _texts(page: Page, places: set[_Place]) -> tuple[str, ...]:
    """The lines that some letters make."""
    if not places:
        return ()
    words = page.filter(lambda item: _place(item) in places).extract_text_lines(return_chars=False)
    return tuple(str(line["text"]) for line in words)


# ---------------------------------------------------------------- hidden


def _hidden(page: Page) -> Iterator[_Place]:
    x0, top, x1, bottom = page.cropbox
    unpainted = _not_painted(page)
    shaded: bool | None = None
    for char in page.chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        off = not (x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1)
        if off or 0 < char["size"] < _TINY or (unpainted and _key(char["x0"], char["top"]) in unpainted):
            if off or not _over_image(page, x, y):
                yield (char["x0"], char["top"], char["text"])
        elif is_white(char.get("non_stroking_color")):
            shaded = _has(page, _SHADED) if shaded is None else shaded
            if not shaded and not _on_colour(page, x, y):
                yield (char["x0"], char["top"], char["text"])


def _over_image(page: Page, x: float, y: float) -> bool:
    return any(image["x0"] <= x <= image["x1"] and image["top"] <= y <= image["bottom"] for image in page.images)


def _on_colour(page: Page, x: float, y: float) -> bool:
    """Something other than white paper lies behind a place."""
    painted = (item for item in (*page.rects, *page.curves) if item.get("fill"))
    behind = (item for item in painted if not is_white(item.get("non_stroking_color")))
    return _over_image(page, x, y) or any(
        item["x0"] <= x <= item["x1"] and item["top"] <= y <= item["bottom"] for item in behind
    )


def _has(page: Page, sign: re.Pattern[bytes]) -> bool:
    """Whether the page's drawing orders, or those of a part that it calls, hold a sign."""
    return any(sign.search(orders) for orders in _orders(page))


def _orders(page: Page) -> Iterator[bytes]:
    streams = [resolve1(each) for each in page.page_obj.contents]
    resources = page.page_obj.resources
    with suppress(Exception):  # damaged resources: the page itself was read
        forms = dict_value(resources.get("XObject", {}))
        streams += [form for form in map(resolve1, forms.values()) if _is_form(form)]
    for stream in streams:
        if isinstance(stream, PDFStream):
            with suppress(Exception):
                yield stream.get_data()


def _is_form(stream: object) -> bool:
    return isinstance(stream, PDFStream) and getattr(stream.get("Subtype"), "name", "") == "Form"


def _not_painted(page: Page) -> set[tuple[float, float]]:
    """The places of letters that the drawing orders give no paint, or nearly none."""
    if not _has(page, _UNPAINTED) and not _has_clear_state(page):
        return set()
    manager = PDFResourceManager()
    device = _Watching(manager)
    with suppress(Exception):  # the page was read; this look only adds to it
        _Interpreter(manager, device).process_page(page.page_obj)
    left, top = page.mediabox[:2]
    return {_key(x0 + left, float(page.height) - y1 + top) for x0, y1 in device.found}


def _key(x: float, top: float) -> tuple[float, float]:
    return round(x, 1), round(top, 1)


def _has_clear_state(page: Page) -> bool:
    with suppress(Exception):
        states = dict_value(page.page_obj.resources.get("ExtGState", {}))
        return any(_paint(resolve1(state)) <= _CLEAR for state in states.values())
    return False


def _paint(state: object) -> float:
    """How much paint a graphics state gives to what is filled."""
    return float(num_value(state["ca"])) if isinstance(state, dict) and "ca" in state else 1.0


class _State(PDFGraphicState):
    """A graphics state that knows how much paint it gives."""

    paint = 1.0

    def copy(self) -> PDFGraphicState:
        """As it is now."""
        other = _State()
        other.__dict__.update(self.__dict__)
        return other


class _Interpreter(PDFPageInterpreter):
    """Follows the paint that the graphics states give, which pdfminer passes by."""

    def init_state(self, ctm: Matrix) -> None:
        """A page or a part of it begins."""
        super().init_state(ctm)
        self.graphicstate = _State()

    def do_gs(self, name: PDFStackT) -> None:
        """A graphics state is set."""
        state = resolve1(dict_value(self.resources.get("ExtGState", {})).get(getattr(name, "name", name)))
        if isinstance(state, dict) and "ca" in state and isinstance(self.graphicstate, _State):
            self.graphicstate.paint = _paint(state)


class _Watching(PDFLayoutAnalyzer):
    """Takes down where letters stand that are not painted."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.found: list[tuple[float, float]] = []
        self._unseen = False

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Some letters with one way of painting."""
        self._unseen = textstate.render in _NO_PAINT or getattr(graphicstate, "paint", 1.0) <= _CLEAR
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **named: Any) -> float:
        """One letter."""
        width = super().render_char(*args, **named)
        letter = next(reversed(list(self.cur_item)), None)
        if self._unseen and isinstance(letter, LTComponent):
            self.found.append((letter.x0, letter.y1))
        return width

    def receive_layout(self, ltpage: LTPage) -> None:
        """The page is done; what was found is in `found`."""


_NO_PAINT = (3, 7)
"""Ways of painting text that leave no ink: none, and only a path to cut by."""


# ---------------------------------------------------------------- struck


def _struck(page: Page) -> Iterator[_Place]:
    """Letters with a thin line through their middle, drawn or as a remark of a reviewer."""
    lines = [item for item in (*page.lines, *page.rects, *page.curves) if item["width"] > 2 * item["height"]]
    spans = [(item["x0"], item["top"], item["x1"], item["bottom"]) for item in lines if item["height"] <= _THICKEST]
    remarks = list(_strikeouts(page))
    if not spans and not remarks:
        return
    for char in page.chars:
        if any(_runs_through(span, char) for span in spans) or any(_covers(box, char) for box in remarks):
            yield (char["x0"], char["top"], char["text"])


_THICKEST = 4.0
"""Points of a line that is no bar."""


def _runs_through(span: tuple[float, float, float, float], char: _Item) -> bool:
    height = char["bottom"] - char["top"]
    middle = (span[1] + span[3]) / 2 - char["top"]
    x = (char["x0"] + char["x1"]) / 2
    return bool(
        span[0] - 1 <= x <= span[2] + 1
        and _STRIKE[0] * height <= middle <= _STRIKE[1] * height
        and span[3] - span[1] <= _STRIKE_THICK * height
    )


def _strikeouts(page: Page) -> Iterator[tuple[float, float, float, float]]:
    """The areas that a reviewer's remarks strike, one a line."""
    foot = float(page.height) + float(page.mediabox[1])
    for note in _notes(page):
        if getattr(resolve1(note.get("Subtype")), "name", "") != "StrikeOut":
            continue
        corners = [float(num_value(place)) for place in list_value(note.get("QuadPoints", []))]
        for at in range(0, len(corners) - _CORNERS + 1, _CORNERS):
            x, y = corners[at : at + _CORNERS : 2], corners[at + 1 : at + _CORNERS : 2]
            yield min(x), foot - max(y), max(x), foot - min(y)


def _notes(page: Page) -> Iterator[dict[str, Any]]:
    """The page's remarks and links as they stand in the file: their texts may be in any encoding."""
    with suppress(Exception):  # damaged remarks: the page itself was read
        for each in list_value(page.page_obj.annots or []):
            note = resolve1(each)
            if isinstance(note, dict):
                yield note


_CORNERS = 8
"""Numbers that tell one area: the places of its four corners."""


def _covers(box: tuple[float, float, float, float], char: _Item) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
