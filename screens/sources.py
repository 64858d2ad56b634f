"""The sources of an answer, one per passage, each opening to its words and, for a PDF, to the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from retrieval.pipeline import PolicyAssistant
from retrieval.store import IndexReader
from retrieval.types import Citation
from screens.common import entries
from screens.view.display import markdown_safe, source_line, source_place
from screens.view.page_wording import OWN_WORDS, count
from screens.view.passages import Source, source_html, sources_of
from screens.view.pdf_places import find_places, single_page

VIEWER_HEIGHT = 480
"""Pixels; the page scrolls inside, at the quote."""
HIGHLIGHT = "rgba(255, 196, 0, 0.55)"
OPEN = 1
"""Sources that stand open: the one that carries the answer."""


def show_sources(citations: Sequence[Citation], assistant: PolicyAssistant, *, key: str) -> None:
    """One expander per passage, in the order of the markers."""
    sources = sources_of(citations)
    st.markdown(f"###### {count(len(sources), 'bron', 'bronnen')}")
    for place, source in enumerate(sources):
        first = source.first
        label = markdown_safe(f"{source.numbers}. {source_line(first)}")
        with st.expander(label, key=f"source-{key}-{first.n}", expanded=place < OPEN):
            st.html(source_place(first) + source_html(source))
            info = next((info for info in assistant.reader.documents if info.id == first.document_id), None)
            if info and info.edition == "own-words":
                st.caption(OWN_WORDS)
            if info and info.address and info.address.startswith("https://"):
                st.link_button("Naar de website van de verzekeraar", info.address, icon=":material/open_in_new:")
            path = document_path(assistant.reader, first.document_id)
            if path and path.suffix.lower() == ".pdf" and first.page:
                show_page(path, source, key=f"{key}-{first.n}")


def document_path(reader: IndexReader, document_id: str) -> Path | None:
    """The file that a document was read from, when it is still there."""
    found = entries(str(reader.index), reader.generation)
    path = next((Path(entry.path) for entry in found if entry.info.id == document_id), None)
    return path if path and path.is_file() else None


def show_page(path: Path, source: Source, *, key: str) -> None:
    """The page of the PDF with the quotes highlighted, on request: it is heavier than text."""
    page = source.first.page
    assert page is not None
    if not st.toggle(f"Toon bladzijde {page} van de PDF", key=f"page-{key}"):
        return
    from streamlit_pdf_viewer import pdf_viewer

    places = [place for citation in source.citations for place in find_places(path, page, citation.quote)]
    if not places:
        st.caption("Het citaat is op deze bladzijde niet teruggevonden; lees het hierboven.")
    pdf_viewer(
        single_page(path, page),
        annotations=[
            {"page": 1, "x": p.x, "y": p.y, "width": p.width, "height": p.height, "color": HIGHLIGHT} for p in places
        ],
        annotation_outline_size=2,
        height=VIEWER_HEIGHT,
        scroll_to_annotation=1 if places else None,
        scroll_behavior="instant",
        render_text=True,
        key=f"viewer-{key}",
    )
