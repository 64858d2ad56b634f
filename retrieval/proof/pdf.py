"""The bewijsstuk as PDF: for people to keep and print, with its JSON inside for the check.

The same evidence gives the same bytes: dates come from the evidence, the font is
our own. `shows` compares what the pages say with what the evidence says, so that
a PDF whose visible text was changed is found out.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.badges import DISCLAIMER, STATUSES, figure_badge
from retrieval.errors import EvidenceError
from retrieval.proof.record import Evidence, EvidenceCheck, EvidenceSource, render_json

if TYPE_CHECKING:
    from fpdf import FPDF
    from pypdfium2 import PdfPage

CAREFUL = "Let op"
ATTACHMENT = "bewijsstuk.json"
FONTS = Path(__file__).resolve().parent / "fonts"
FAMILY = "DejaVu"
MARGIN = 18.0
"""Millimetres on each side."""
LOOK = 1.0
"""Dots per point at which pages are compared: a cover over one figure takes tens of them."""
BODY, SMALL, TITLE, HEADING = 10.0, 8.5, 16.0, 12.0
"""Sizes in points."""
INK, GREY = (26, 32, 36), (84, 94, 100)
"""Text, and lesser text (contrast 6.5:1 on white)."""


def render_pdf(evidence: Evidence) -> bytes:
    """The bewijsstuk as PDF bytes, its JSON attached as `bewijsstuk.json`."""
    pdf = _document(evidence)
    _heading(pdf, "Bewijsstuk", TITLE)
    _small(pdf, _origin(evidence))
    _heading(pdf, "Vraag")
    _text(pdf, evidence.question)
    _heading(pdf, "Antwoord")
    status = STATUSES[evidence.status]
    _small(pdf, f"{status.icon} {status.word}. {status.explanation}")
    _text(pdf, evidence.text)
    for notice in evidence.notices:
        _text(pdf, notice if notice.startswith(CAREFUL) else f"{CAREFUL}: {notice}")
    if evidence.checks:
        _heading(pdf, "Gecontroleerde cijfers")
        for check in evidence.checks:
            _write_check(pdf, check)
    if evidence.sources:
        _heading(pdf, "Bronnen")
        shown: dict[tuple[str, str], int] = {}
        for source in evidence.sources:
            _write_source(pdf, source, shown.setdefault((source.document_id, source.sha256), source.n))
    _heading(pdf, "Controleren")
    _small(pdf, f"Dit bestand is later te controleren met: python -m retrieval verify {evidence.name}.pdf")
    _small(pdf, f"SHA-256 van de inhoud: {evidence.sha256}")
    _small(pdf, DISCLAIMER)
    pdf.embed_file(bytes=render_json(evidence), basename=ATTACHMENT, modification_date=evidence.created)
    return bytes(pdf.output())


def embedded_json(data: bytes) -> bytes:
    """The JSON inside a bewijsstuk in PDF form.

    Raises:
        EvidenceError: the PDF is damaged or carries none.

    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            for index in range(document.count_attachments()):
                attachment = document.get_attachment(index)
                if attachment.get_name() == ATTACHMENT:
                    return bytes(attachment.get_data())
    except pypdfium2.PdfiumError as error:
        raise EvidenceError("Deze PDF is beschadigd. Download het bewijsstuk opnieuw.") from error
    raise EvidenceError("Deze PDF is geen bewijsstuk van Inkoopwijzer: de vastgelegde gegevens ontbreken.")


def shows(data: bytes, evidence: Evidence) -> bool:
    """Whether the pages of the PDF say and show exactly what the evidence says.

    The text is compared, and then the pages as drawn: a picture or a note laid over a date changes no text.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as given, pypdfium2.PdfDocument(render_pdf(evidence)) as made:
            return len(given) == len(made) and all(map(_looks_the_same, given, made))
    except pypdfium2.PdfiumError:
        return False


def _looks_the_same(given: PdfPage, made: PdfPage) -> bool:
    if given.get_size() != made.get_size():
        return False
    if given.get_textpage().get_text_range() != made.get_textpage().get_text_range():
        return False
    first, second = (page.render(scale=LOOK, may_draw_forms=False) for page in (given, made))
    return bytes(first.buffer) == bytes(second.buffer)


# ---------------------------------------------------------------- parts of the page


@lru_cache(maxsize=1)
def _font_files() -> tuple[Path, Path]:
    return FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"


def _document(evidence: Evidence) -> FPDF:
    from fpdf import FPDF

    class Page(FPDF):
        def footer(self) -> None:
            self.set_y(-12)
            self.set_font(FAMILY, "", 7.5)
            self.set_text_color(*GREY)
            self.cell(0, 4, f"Inkoopwijzer, bewijsstuk {evidence.sha256[:8]}, bladzijde {self.page_no()}", align="C")

    pdf = Page(format="A4")
    regular, bold = _font_files()
    pdf.add_font(FAMILY, "", regular)
    pdf.add_font(FAMILY, "B", bold)
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(auto=True, margin=MARGIN)
    pdf.set_lang("nl-NL")
    pdf.set_title(f"Bewijsstuk: {evidence.question}"[:200])
    pdf.set_creator("Inkoopwijzer")
    pdf.set_creation_date(evidence.created)
    pdf.add_page()
    return pdf


def _origin(evidence: Evidence) -> str:
    scope = evidence.scope
    about = ", ".join(str(part) for part in (scope.insurer, scope.care_type, scope.year) if part is not None)
    zone = evidence.created.strftime("%z")
    made = f"{evidence.created:%d-%m-%Y om %H:%M} (UTC{zone[:3]}:{zone[3:]})"
    when = f"Gemaakt op {made} met index {evidence.generation or 'onbekend'}."
    return f"{when} Begrepen als vraag over: {about}." if about else when


def _heading(pdf: FPDF, text: str, size: float = HEADING) -> None:
    pdf.ln(3)
    _paragraph(pdf, text, style="B", size=size)


def _text(pdf: FPDF, text: str) -> None:
    _paragraph(pdf, text, style="", size=BODY)


def _small(pdf: FPDF, text: str) -> None:
    _paragraph(pdf, text, style="", size=SMALL, colour=GREY)


def _paragraph(pdf: FPDF, text: str, *, style: str, size: float, colour: tuple[int, int, int] = INK) -> None:
    pdf.set_font(FAMILY, style, size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * 0.52, _printable(text), align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(0.8)


def _write_check(pdf: FPDF, check: EvidenceCheck) -> None:
    badge = figure_badge(check.verdict, computed=check.derivation is not None)
    source = f" (bron {check.n})" if check.n is not None else ""
    _paragraph(pdf, f"{badge.icon} {check.surface}: {badge.word}{source}", style="B", size=SMALL)
    _small(pdf, check.reason)
    if check.evidence:
        _small(pdf, f"In de bron: “{check.evidence}”")
    for step in check.derivation.steps if check.derivation else ():
        _small(pdf, f"– {step}")


def _write_source(pdf: FPDF, source: EvidenceSource, first: int) -> None:
    """A source; a passage that an earlier one showed already is not shown again, only its quote."""
    parts = [source.insurer, source.title or source.document_id]
    parts += [f"versie {source.version}"] if source.version else []
    parts += [" > ".join(source.section)] if source.section else []
    parts += [f"bladzijde {source.page}"] if source.page is not None else []
    _paragraph(pdf, f"[{source.n}] " + " · ".join(part for part in parts if part), style="B", size=SMALL)
    if source.n == first:
        _passage(pdf, source)
    else:
        _small(pdf, f"“{source.quote}” (de passage staat bij bron {first})")
    _small(pdf, f"Bestand {source.document_id}, SHA-256 van de passage: {source.sha256}")


def _passage(pdf: FPDF, source: EvidenceSource) -> None:
    """The passage, with the quote bold, as far as it stands in it."""
    start, end = source.quote_start, source.quote_end
    if source.text[start:end] != source.quote:
        start = end = 0
    pdf.set_text_color(*INK)
    for words, quoted in (
        (source.text[:start], False),
        (source.text[start:end], True),
        (source.text[end:], False),
    ):
        if words:
            pdf.set_font(FAMILY, "B" if quoted else "", SMALL)
            pdf.write(SMALL * 0.52, _printable(words))
    pdf.ln(SMALL * 0.52 + 1)


def _printable(text: str) -> str:
    """Text in which every character has a shape in the font; what has none becomes a visible �."""
    shapes = _shapes()
    return "".join(char if char == "\n" or ord(char) in shapes else _stand_in(char) for char in text)


def _stand_in(char: str) -> str:
    return " " if char.isspace() else "�"


@lru_cache(maxsize=1)
def _shapes() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    buffer = io.BytesIO(_font_files()[0].read_bytes())
    return frozenset(TTFont(buffer, lazy=True).getBestCmap())
