"""What a page of HTML shows: style sheets and inline styles, read as far as hiding goes.

A rule that holds on paper only, or for a narrow screen only, hides nothing. What is
closed until a reader opens it (a tab, an accordion) is told apart in
`ingest.load.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

Styles = dict[int, dict[str, str]]
"""The declarations that count for each tag, by its identity."""

_ANY = re.compile(".")
"""Any tag name."""
_COMMENT = re.compile(r"/\*.{0,20000}?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"(?P<head>[^{}]{1,2000})\{(?P<body>[^{}]{0,20000})\}")
_MEDIA = re.compile(r"@(?P<name>[a-z-]+)(?P<query>[^{;]{0,300})(?P<end>[{;])", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\bprint\b|\bspeech\b|max-(?:device-)?width|prefers-|orientation", re.IGNORECASE)
_OF_INTEREST = re.compile(
    r"display|visibility|font-size|color|opacity|left|top|text-indent|height|width|clip|text-decoration|background|overflow|margin-left",
    re.IGNORECASE,
)
_DYNAMIC = re.compile(r":(?:hover|focus|active|before|after|visited|checked|target)|::", re.IGNORECASE)
_MOST_RULES = 4000
_ZERO = re.compile(r"^0(?:\.0+)?(?:px|pt|em|rem|%)?$")
_FAR = re.compile(r"^-\s?[0-9]{3,6}(?:\.[0-9]+)?(?:px|pt|em|rem|%)?$")
_WHITE = re.compile(
    r"^(?:white|#fff(?:f{3})?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0+)?\s*)?\)|hsl\([^)]{0,20}100%\))$"
)
_CLEAR = re.compile(r"^(?:transparent|#[0-9a-f]{6}00|#[0-9a-f]{3}0|rgba\([^)]{0,30},\s*0(?:\.0+)?%?\s*\))$")
_NO_PLACE = re.compile(r"rect\(\s*(?:0|1)(?:px)?[\s,]|inset\(\s*(?:50|100)%|circle\(\s*0")


def find_styles(soup: BeautifulSoup) -> Styles:
    """What the page's own style sheets and inline styles say of each tag; later rules win, inline ones last."""
    from soupsieve import SelectorSyntaxError

    found: Styles = {}
    for sheet in soup.find_all("style"):
        if _ELSEWHERE.search(str(sheet.get("media", ""))):
            continue
        for selector, declared in _rules(sheet.get_text()):
            try:
                tags = soup.select(selector)
            except (SelectorSyntaxError, NotImplementedError, ValueError):
                continue
            for tag in tags:
                found.setdefault(id(tag), {}).update(declared)
    for tag in soup.find_all(_ANY, style=True):
        found.setdefault(id(tag), {}).update(_declared(str(tag["style"])))
    return found


def _rules(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    css = _screen(_COMMENT.sub(" ", css))
    for count, rule in enumerate(_RULE.finditer(css)):
        if count >= _MOST_RULES:
            return
        declared = _declared(rule["body"])
        if not declared:
            continue
        for selector in rule["head"].split(","):
            if selector.strip() and not _DYNAMIC.search(selector) and "@" not in selector:
                yield selector.strip(), declared


def _screen(css: str) -> str:
    """The rules that hold on a screen: those for paper go, and the shells of the others."""
    out: list[str] = []
    at = 0
    while (match := _MEDIA.search(css, at)) is not None:
        out.append(css[at : match.start()])
        at = match.end()
        if match["end"] == ";":
            continue
        end = _closing(css, at)
        if match["name"].lower() in {"media", "supports", "layer"} and not _ELSEWHERE.search(match["query"]):
            out.append(_screen(css[at:end]))
        at = min(end + 1, len(css))
    out.append(css[at:])
    return "".join(out)


def _closing(css: str, at: int) -> int:
    """The place of the brace that closes the one just before `at`."""
    depth = 1
    while at < len(css):
        depth += {"{": 1, "}": -1}.get(css[at], 0)
        if not depth:
            return at
        at += 1
    return at


def _declared(body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon and _OF_INTEREST.search(name):
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    if "transition" in body or "animation" in body:
        found.pop("opacity", None)  # it fades in when the page is opened
    return found


def is_unseen(tag: Tag, styles: Styles) -> bool:
    """Whether the page does not show what is in a tag."""
    own = styles.get(id(tag))
    if not own:
        return False
    if own.get("display") == "none" or own.get("visibility") in {"hidden", "collapse"}:
        return True
    if _ZERO.match(own.get("font-size", "")) or _ZERO.match(own.get("opacity", "")):
        return True
    if any(_FAR.match(own.get(side, "")) for side in ("left", "top", "text-indent", "margin-left")):
        return True
    flat = _ZERO.match(own.get("height", "") or own.get("max-height", "")) or _ZERO.match(own.get("width", ""))
    if flat and own.get("overflow", "") == "hidden":
        return True
    if _NO_PLACE.search(own.get("clip", "") + own.get("clip-path", "")):
        return True
    colour = own.get("color", "")
    return _CLEAR.match(colour) is not None or (_WHITE.match(colour) is not None and not _on_colour(tag, styles))


def _on_colour(tag: Tag, styles: Styles) -> bool:
    """Something other than white paper may stand behind the letters."""
    for each in (tag, *tag.parents):
        own = styles.get(id(each), {})
        for name in ("background", "background-color", "background-image"):
            if own.get(name) and not _WHITE.match(own[name]) and own[name] not in {"none", "transparent"}:
                return True
        if each.get("bgcolor") is not None:
            return True
    return False


def is_struck(tag: Tag, styles: Styles) -> bool:
    """Whether a line runs through what is in a tag."""
    if tag.name in {"del", "s", "strike"}:
        return True
    own = styles.get(id(tag), {})
    return any("line-through" in own.get(name, "") for name in ("text-decoration", "text-decoration-line"))
