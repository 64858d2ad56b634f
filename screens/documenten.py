"""What is indexed, with its reading report; adding and removing policies."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ingest.keep.bookkeeping import Entry, Facts
from ingest.keep.official import Stated
from ingest.keep.uploads import Upload, add_upload, set_aside, undo_upload, upload_types
from ingest.pipeline import add_documents, ingest, remove_documents
from ingest.report import Progress, State
from retrieval.errors import AssistantError, IndexMissing
from retrieval.proof.verify import verify_bytes
from retrieval.registry import registry
from retrieval.settings import settings
from retrieval.types import DocumentInfo
from retrieval.wording import day, years
from screens.common import entries, explained, open_assistant
from screens.view.display import document_line, markdown_safe
from screens.view.page_wording import EDITIONS, NO_INDEX, count
from screens.view.tables_html import facts_html

STAGES = {
    "read": ("Lezen", 0.0, 0.2),
    "passages": ("Passages doorzoekbaar maken", 0.2, 1.0),
}
"""Of an ingest: name, and the part of the bar from where to where."""


def main() -> None:
    """Shows the documents, and what may be done with them."""
    st.title("Documenten")
    show_message()
    if settings().uploads:
        upload_form()
    verify_form()
    try:
        reader = open_assistant().reader
    except IndexMissing:
        first_index()
        return
    found = entries(str(reader.index), reader.generation)
    passages = sum(entry.facts.chunks for entry in found)
    st.subheader(f"{count(len(found), 'document', 'documenten')}, {count(passages, 'passage', 'passages')}")
    for entry in found:
        document(entry)


def show_message() -> None:
    """What the last action did; kept over the rerun that follows it."""
    message = st.session_state.pop("documents-message", None)
    if message:
        st.success(message, icon=":material/check_circle:")
    added: Upload | None = st.session_state.get("added")
    if added and st.button(f"Maak toevoegen van {added.path.name} ongedaan", icon=":material/undo:"):
        changed(lambda: undo_upload(added), f"{added.path.name} is weer weggehaald.")
    offer_put_back()


def offer_put_back() -> None:
    removed: tuple[str, bytes, Stated] | None = st.session_state.get("removed")
    if removed and st.button(f"Zet {removed[0]} terug", icon=":material/undo:"):
        changed(lambda: put_back(*removed), f"{removed[0]} staat er weer.")


def changed(action: Callable[[], object], message: str) -> None:
    """Does something to the index and starts the page anew; on failure says why, and all is as it was."""
    try:
        with st.spinner("Bezig…"):
            action()
    except AssistantError as error:
        st.warning(f"{markdown_safe(str(error))}\n\nEr is niets veranderd.", icon=":material/warning:")
        return
    st.session_state.pop("added", None)
    st.session_state["documents-message"] = message
    st.rerun()


def verify_form() -> None:
    """A downloaded answer checked again, for whoever has no terminal."""
    with st.expander("Bewijsstuk controleren", icon=":material/fact_check:"):
        st.caption("Een bewijsstuk (PDF of JSON) dat iemand bij een antwoord heeft gedownload.")
        given = st.file_uploader("Bewijsstuk", type=["pdf", "json"], max_upload_size=20, key="evidence")
        if given is None:
            return
        try:
            verification = verify_bytes(given.getvalue())
        except AssistantError as error:
            st.warning(markdown_safe(str(error)), icon=":material/warning:")
            return
        evidence = verification.evidence
        if verification.ok:
            st.success("Het bewijsstuk is ongewijzigd en de controle geeft hetzelfde.", icon=":material/verified:")
        else:
            st.error("Het bewijsstuk klopt niet: vertrouw het niet, en stel de vraag opnieuw.", icon=":material/error:")
        st.markdown(f"**{markdown_safe(evidence.question)}**")
        lines = (f"- {'✓' if finding.ok else '✗'} {markdown_safe(finding.text)}" for finding in verification.findings)
        st.markdown("\n".join(lines))
        st.page_link(
            "screens/vraag.py", label="Stel de vraag nu opnieuw", icon=":material/refresh:",
            query_params={"vraag": evidence.question},
        )  # fmt: skip


# ---------------------------------------------------------------- one document


def document(entry: Entry) -> None:
    info, facts = entry.info, entry.facts
    doubts = len(facts.suspicions) + len(facts.problems)
    name = f"{info.insurer}: {document_line(info)}" if info.insurer else document_line(info)
    label = markdown_safe(name) + (f"  ·  {count(doubts, 'opmerking', 'opmerkingen')}" if doubts else "")
    with st.expander(label, icon=":material/report:" if doubts else ":material/description:"):
        st.html(facts_html(described(entry), caption=f"Gegevens van {name}"))
        for title, remarks in (("Leesverslag", facts.problems), ("Verdachte cijfers in de bron", facts.suspicions)):
            if remarks:
                st.markdown(f"**{title}**")
                st.markdown("\n".join(f"- {markdown_safe(remark)}" for remark in remarks))
        if not doubts:
            st.caption("✓ Alles gelezen, geen verdachte cijfers.")
        if info.address and info.address.startswith("https://"):
            st.link_button("Naar de website van de verzekeraar", info.address, icon=":material/open_in_new:")
        if settings().uploads and st.button("Verwijderen", key=f"remove-{info.id}", icon=":material/delete:"):
            confirm_removal(entry)


def described(entry: Entry) -> list[tuple[str, str]]:
    """Metadata and counts, in Dutch."""
    info, facts = entry.info, entry.facts
    unknown = "niet herkend"
    return [
        ("Verzekeraar", info.insurer or unknown),
        ("Zorgsoort", ", ".join(info.care_types) or unknown),
        ("Contractjaren", years(info.years) or unknown),
        (
            "Versie",
            " van ".join(p for p in (info.version, info.version_date and day(info.version_date)) if p) or unknown,
        ),
        ("Gepubliceerd", day(info.published) if info.published else unknown),
        ("Bestand", info.source or Path(entry.path).name),
        ("Uitgave", EDITIONS[info.edition]),
        ("Gelezen", f"{facts.units} zinnen, opsommingen en rijen in {facts.chunks} passages; {facts.tables} tabellen"),
        ("Cijfers", f"{facts.figures} datums, termijnen en getallen, waarvan {facts.deadlines} deadlines"),
    ]


def version(info: DocumentInfo) -> str:
    """`1.2 van 1 april 2026`, as far as known."""
    return " van ".join(part for part in (info.version, day(info.version_date) if info.version_date else None) if part)


@st.dialog("Document verwijderen?")
def confirm_removal(entry: Entry) -> None:
    name = entry.info.source or entry.info.id
    st.write(markdown_safe(f"{entry.info.title} ({name}) wordt daarna niet meer doorzocht."))
    if Path(entry.path).parent.name != "official":
        st.caption("Het bestand zelf blijft staan, en komt terug als de map opnieuw wordt ingelezen.")
    if st.button("Verwijderen", type="primary", icon=":material/delete:", key="confirm-removal"):
        path = Path(entry.path)
        kept = path.read_bytes() if path.parent.name == "official" and path.is_file() else None
        info = entry.info
        if kept is not None:
            stated = Stated(care_types=info.care_types, years=info.years, title=info.title)
            st.session_state.removed = (path.name, kept, stated)
        changed(lambda: remove_documents([info.id]), f"{name} is verwijderd.")


def put_back(name: str, data: bytes, stated: Stated) -> None:
    """A removed file added again, as it was."""
    with tempfile.TemporaryDirectory(prefix="inkoopwijzer-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        add_documents([path], stated)
    st.session_state.pop("removed", None)


# ---------------------------------------------------------------- adding


def upload_form() -> None:
    """A file, then what was recognised in it to confirm, then the ingest."""
    with st.expander("Document toevoegen", icon=":material/upload:", expanded="upload" in st.session_state):
        limit = settings().upload_megabytes
        given = st.file_uploader(
            f"Beleidsdocument (hoogstens {limit} MB)",
            type=list(upload_types()),
            max_upload_size=limit,
            key=f"file-{st.session_state.setdefault('uploads', 0)}",
        )
        if given is None:
            clear_upload()
            return
        upload = recognised(given.name, given.file_id, given.getvalue())
        if upload:
            confirm_upload(upload)


def recognised(name: str, file_id: str, data: bytes) -> Upload | None:
    """The upload, read once; None, with the reason shown, when it cannot be."""
    kept = st.session_state.get("upload")
    if kept and kept[0] == file_id:
        found: Upload = kept[1]
        return found
    clear_upload()
    folder = Path(tempfile.mkdtemp(prefix="inkoopwijzer-"))
    try:
        with st.spinner("Het document wordt gelezen…"):
            upload = set_aside(name, data, folder)
    except AssistantError as error:
        shutil.rmtree(folder, ignore_errors=True)
        st.warning(markdown_safe(str(error)), icon=":material/warning:")
        return None
    st.session_state.upload = (file_id, upload)
    return upload


def clear_upload() -> None:
    """Nothing of a file that was set aside stays in the temporary folder."""
    kept = st.session_state.pop("upload", None)
    if kept:
        shutil.rmtree(kept[1].path.parent, ignore_errors=True)


def confirm_upload(upload: Upload) -> None:
    """Metadata as recognised, for the reader to correct."""
    info = upload.info
    st.markdown("**Klopt dit?** Wat niet herkend is, kunt u aanvullen.")
    with st.form("confirm-upload", border=False):
        title = st.text_input("Titel", info.title, max_chars=200)
        insurers = sorted({*(known.name for known in registry().insurers), *([info.insurer] if info.insurer else [])})
        insurer = st.selectbox(
            "Verzekeraar",
            insurers,
            insurers.index(info.insurer) if info.insurer in insurers else None,
            placeholder="niet herkend: kies er een",
        )
        kinds = [kind.name for kind in registry().care_types]
        care_types = st.multiselect(
            "Zorgsoort", kinds, [kind for kind in info.care_types if kind in kinds], placeholder="niet herkend: kies"
        )
        span = sorted({*info.years, *range(2020, 2036)})
        chosen = st.multiselect("Contractjaren", span, list(info.years), placeholder="niet herkend: kies")
        sent = st.form_submit_button("Toevoegen", type="primary", icon=":material/check:")
    if sent:
        # What was recognised in the text need not be stated; it may be an insurer that no registry knows.
        said = None if insurer == info.insurer else insurer
        stated = Stated(insurer=said, care_types=tuple(care_types), years=tuple(chosen), title=title.strip() or None)
        add(upload, stated)


def add(upload: Upload, stated: Stated) -> None:
    bar = st.progress(0.0, "Beginnen…")
    try:
        report = add_upload(upload, stated, progress=lambda progress: step(progress, bar.progress))
    except AssistantError as error:
        bar.empty()
        st.warning(f"{markdown_safe(str(error))}\n\nEr is niets veranderd.", icon=":material/warning:")
        return
    row = next((row for row in report.rows if row.file == upload.path.name), None)
    facts = row.facts if row else None
    counts = f": {found_in(facts)}" if facts else ""
    instead = [other.file for other in report.rows if other.state is State.OUTRANKED]
    outranked = f" Dit gaat nu voor op: {', '.join(instead)}." if instead else ""
    st.session_state["documents-message"] = f"{upload.path.name} is toegevoegd{counts}.{outranked}"
    st.session_state.added = upload
    clear_upload()
    st.session_state.uploads += 1
    st.rerun()


def found_in(facts: Facts) -> str:
    return ", ".join(
        (
            count(facts.chunks, "passage", "passages"),
            count(facts.figures, "cijfer", "cijfers"),
            count(facts.deadlines, "deadline", "deadlines"),
        )
    )


def step(progress: Progress, show: Callable[[float, str], object]) -> None:
    name, start, end = STAGES[progress.stage]
    done = start + (end - start) * progress.done / max(1, progress.total)
    show(min(1.0, done), f"{name} {progress.name}".strip())


def first_index() -> None:
    """Without an index: the way to one."""
    st.info(NO_INDEX, icon=":material/library_books:")
    if settings().uploads and st.button(
        "Lees het meegeleverde beleid in", type="primary", icon=":material/play_arrow:"
    ):
        bar = st.progress(0.0, "Beginnen…")
        changed(lambda: ingest(progress=lambda p: step(p, bar.progress)), "Het beleid is ingelezen.")


with explained():
    main()
