"""Policies side by side on a topic, and what changed between two versions of one policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from retrieval.pipeline import PolicyAssistant
from retrieval.types import DocumentInfo, Unit
from screens.common import explained, open_assistant, today
from screens.view.commands import version_pair
from screens.view.compare import Cell, CompareRow, Point, find_cell, topics
from screens.view.display import document_line, markdown_safe
from screens.view.tables_html import changes_html, comparison_html, units_html
from screens.view.versions import Differences, find_differences

TOPIC, VERSIONS = "Verzekeraars of jaren", "Wat is er veranderd"
OWN = "Eigen vraag"
MOST_POLICIES = 4
"""Columns that still can be read beside each other."""


def main() -> None:
    """Chooses between the two views."""
    st.title("Vergelijken")
    assistant = open_assistant()
    documents = {str(info.id): info for info in assistant.reader.documents}
    if len(documents) < 2:
        st.info("Om te vergelijken zijn ten minste twee documenten nodig.", icon=":material/compare_arrows:")
        st.page_link("screens/documenten.py", label="Voeg een document toe", icon=":material/upload:")
        return
    view = st.segmented_control(
        "Wat wilt u zien?", [TOPIC, VERSIONS], default=TOPIC, required=True, key="weergave", bind="query-params"
    )
    if view == VERSIONS:
        versions(assistant, documents)
    else:
        side_by_side(assistant, documents)


def side_by_side(assistant: PolicyAssistant, documents: Mapping[str, DocumentInfo]) -> None:
    names = [*(topic.name for topic in topics()), OWN]
    name = st.selectbox("Onderwerp", names, key="onderwerp", bind="query-params")
    chosen = st.multiselect(
        "Beleid",
        list(documents),
        default=list(documents)[:2],
        format_func=lambda id_: policy_label(documents[id_]),
        max_selections=MOST_POLICIES,
        key="beleid",
        bind="query-params",
        placeholder="kies twee of meer",
    )
    points = own_points() if name == OWN else next(topic.points for topic in topics() if topic.name == name)
    if len(chosen) < 2:
        st.info("Kies ten minste twee documenten om naast elkaar te leggen.", icon=":material/compare_arrows:")
        return
    if not points:
        return
    policies = [documents[id_] for id_ in chosen]
    caption = f"{name}: vergelijking van {len(policies)} documenten"
    place, bar = st.empty(), st.empty()
    rows: list[CompareRow] = []
    for point in points:
        bar.progress(len(rows) / len(points), f"Opzoeken en controleren: {markdown_safe(point.name)}")
        rows.append(CompareRow(point, tuple(cell(point, policy, assistant) for policy in policies)))
        place.html(comparison_html(rows, policies, caption=caption))
    bar.empty()
    found = sum(cell.found for row in rows for cell in row.cells)
    st.caption(f"{found} van de {len(rows) * len(policies)} vakken gevonden; elk citaat is letterlijk.")


def own_points() -> tuple[Point, ...]:
    question = st.text_input("Uw vraag", key="vraag", bind="query-params", max_chars=400)
    return (Point(name=question[:80], question=question),) if question and question.strip() else ()


def cell(point: Point, policy: DocumentInfo, assistant: PolicyAssistant) -> Cell:
    """A cell; worked out once per index and day, for every reader."""
    return _cell(point, policy, assistant.reader.generation, today(), _assistant=assistant)


@st.cache_data(show_spinner=False, max_entries=2000)
def _cell(
    point: Point,
    policy: DocumentInfo,
    generation: str,  # noqa: ARG001 - a part of the key
    now: date,
    *,
    _assistant: PolicyAssistant,
) -> Cell:
    return find_cell(_assistant, point, policy, today=now)


def versions(assistant: PolicyAssistant, documents: Mapping[str, DocumentInfo]) -> None:
    ids = sorted(documents, key=lambda id_: (documents[id_].insurer or "", documents[id_].years, id_))
    first, second = likely_pair(documents)
    label = lambda id_: policy_label(documents[id_])  # noqa: E731 - one expression, used twice
    old = st.selectbox("Oude versie", ids, ids.index(first), format_func=label, key="oud", bind="query-params")
    new = st.selectbox("Nieuwe versie", ids, ids.index(second), format_func=label, key="nieuw", bind="query-params")
    if old == new:
        st.info("Kies twee verschillende documenten.", icon=":material/compare_arrows:")
        return
    found = differences(old, new, assistant.reader.generation, _assistant=assistant)
    show_differences(found, document_line(documents[old]), document_line(documents[new]))


def likely_pair(documents: Mapping[str, DocumentInfo]) -> tuple[str, str]:
    """Two documents of one insurer about the same care, the older first; else the first two."""
    ordered = sorted(documents.values(), key=lambda info: (info.years, info.id))
    return version_pair(ordered) or (ordered[0].id, ordered[1].id)


@st.cache_data(show_spinner="Vergelijken…", max_entries=16)
def differences(old: str, new: str, generation: str, *, _assistant: PolicyAssistant) -> Differences:  # noqa: ARG001
    """What differs between two documents of one generation of the index."""
    return find_differences(units(_assistant, old), units(_assistant, new))


def units(assistant: PolicyAssistant, document_id: str) -> list[Unit]:
    reader = assistant.reader
    return [unit for id_ in reader.chunks_of(document_id) for unit in reader.chunk(id_).units]


def show_differences(found: Differences, old: str, new: str) -> None:
    """What the policy itself says has changed, then changed values; a year that moved along is folded."""
    if found.stated:
        st.subheader("Volgens het beleid zelf")
        st.html(units_html(found.stated, caption="Wijzigingen volgens het beleid zelf"))
    if not found.changed:
        st.info("Geen bepaling staat in beide versies met een ander getal of een andere datum.")
    real = [change for change in found.changed if not change.shift]
    shifts = [change for change in found.changed if change.shift]
    if real:
        st.subheader(f"{len(real)} gewijzigd")
        st.html(changes_html(real, old, new, caption="Gewijzigde waarden"))
    if shifts:
        with st.expander(f"{len(shifts)} alleen een jaar verschoven"):
            st.html(changes_html(shifts, old, new, caption="Verschoven jaren"))
    for title, rest in (("alleen in de nieuwe versie", found.added), ("alleen in de oude versie", found.removed)):
        listed(title, rest)


def listed(title: str, found: Sequence[Unit]) -> None:
    if found:
        with st.expander(f"{len(found)} bepalingen met een getal of datum {title}"):
            st.html(units_html(found, caption=title))


def policy_label(info: DocumentInfo) -> str:
    return f"{info.insurer}: {document_line(info)}" if info.insurer else document_line(info)


with explained():
    main()
