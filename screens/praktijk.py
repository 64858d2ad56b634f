"""Mijn praktijk: who the reader is, what is due for him, and which of the answers he relied on still hold."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from retrieval.calendar import DeadlineFilter, deadline_rows, filter_rows
from retrieval.memory import Kept, Practice
from retrieval.pipeline import PolicyAssistant
from retrieval.watch import State, Watched, look_again
from screens.common import explained, memory, open_assistant, practice, reader_id, today
from screens.view.conversation import scope_options
from screens.view.display import markdown_safe
from screens.view.page_wording import count
from screens.view.tables_html import deadlines_html, watched_html

NEXT = 5
"""Deadlines that are shown here; the page of the deadlines holds all."""
AT_ONCE = 20
"""Kept answers that are asked again without a click; of what was only asked the rest is behind a button."""


def main() -> None:
    """The practice, then what it brings."""
    st.title("Mijn praktijk")
    assistant = open_assistant()
    own = practice()
    if not own.given:
        st.markdown(
            "Vertel eenmalig wie u bent. Daarna gaan vragen en deadlines over uw verzekeraars en zorgsoort, tenzij u "
            "iets anders kiest. U kunt alles altijd wijzigen of verwijderen."
        )
    with st.expander("Gegevens van mijn praktijk", icon=":material/edit:", expanded=not own.given):
        form(own, assistant)
    if own.given:
        due(own, assistant)
    watch(assistant)


# ---------------------------------------------------------------- who


def form(own: Practice, assistant: PolicyAssistant) -> None:
    """What may be said; nothing of it is needed."""
    options = scope_options(assistant.reader.documents)
    with st.form("practice", border=False):
        kind = st.text_input(
            "Soort zorgaanbieder", own.kind, max_chars=80, placeholder="bijvoorbeeld huisartsenpraktijk"
        )
        insurers = st.multiselect(
            "Verzekeraars", known(options["insurer"], own.insurers), list(own.insurers), placeholder="kies"
        )
        care_types = st.multiselect(
            "Zorgsoort", known(options["care_type"], own.care_types), list(own.care_types), placeholder="kies"
        )
        years = st.multiselect(
            "Contractjaar", known(options["year"], tuple(map(str, own.years))), list(map(str, own.years)),
            placeholder="kies",
        )  # fmt: skip
        with st.container(horizontal=True):
            fte = st.number_input("Fte", 0.0, 100_000.0, own.fte, step=0.1, format="%.1f")
            patients = st.number_input("Patiënten of cliënten", 0, 10_000_000, own.patients)
        regions = st.text_input("Regio's, gescheiden door komma's", ", ".join(own.regions), max_chars=300)
        sent = st.form_submit_button("Bewaren", type="primary", icon=":material/check:")
    if sent:
        try:
            memory().set_practice(
                reader_id(),
                Practice(
                    kind=kind.strip(), fte=fte or None, patients=patients or None,
                    regions=tuple(part.strip() for part in regions.split(",") if part.strip()),
                    insurers=tuple(insurers), care_types=tuple(care_types), years=tuple(map(int, years)),
                ),
            )  # fmt: skip
        except ValidationError:
            st.warning("Een van de waarden kan niet. Kijk ze na en bewaar opnieuw.", icon=":material/warning:")
            return
        st.session_state.pop("deadlines-started", None)
        st.rerun()
    st.caption(
        "Alleen op deze server bewaard, onder een willekeurig nummer in uw browser of onder uw aanmelding. Namen van "
        "mensen vraagt dit formulier niet."
    )
    if st.button("Verwijder alles wat van mij is bewaard", icon=":material/delete:", type="tertiary"):
        memory().forget(reader_id())
        st.rerun()


def known(options: tuple[str | int, ...], chosen: tuple[str, ...]) -> list[str]:
    """What can be chosen, and what was chosen while it was still in the index."""
    return sorted({*map(str, options), *chosen})


# ---------------------------------------------------------------- what is due


def due(own: Practice, assistant: PolicyAssistant) -> None:
    """The first deadlines within the practice's policies."""
    wanted = DeadlineFilter(insurers=own.insurers, care_types=own.care_types, past=False)
    coming = [row for row in filter_rows(deadline_rows(assistant.deadlines(), today()), wanted) if row.last]
    st.subheader("Komende deadlines")
    if not coming:
        st.caption("Er komt geen termijn meer in het ingelezen beleid van uw verzekeraars en zorgsoort.")
        return
    st.html(deadlines_html(coming[:NEXT], caption="Komende deadlines"))
    if len(coming) > NEXT:
        st.page_link("screens/deadlines.py", label=f"Alle {len(coming)} deadlines", icon=":material/event:")


# ---------------------------------------------------------------- what changed


def watch(assistant: PolicyAssistant) -> None:
    """Kept answers asked again when the index has changed: what moved first, what holds folded."""
    kept = memory().kept(reader_id())
    st.subheader("Bewaarde antwoorden")
    if not kept:
        st.caption(
            "Kies ‘Bewaren’ onder een antwoord, of download een bewijsstuk: verandert het beleid, dan ziet u hier of "
            "het antwoord nog geldt."
        )
        return
    now = assistant.reader.generation
    older = [one for one in kept if one.answer.generation != now]
    all_of_them = len(older) <= AT_ONCE or st.toggle(f"Alle {len(older)} antwoorden opnieuw nagaan")
    found = looked_again(kept if all_of_them else [one for one in kept if one.how != "asked"], assistant)
    moved = [watched for watched in found if watched.state is not State.SAME]
    if moved:
        st.warning(
            f"{count(len(moved), 'antwoord is', 'antwoorden zijn')} veranderd sinds u ze kreeg.",
            icon=":material/notifications_active:",
        )
    else:
        st.success(
            f"{count(len(found), 'bewaard antwoord geldt', 'bewaarde antwoorden gelden')} nog.", icon=":material/check:"
        )
    for watched in moved:
        show_moved(watched)
    with st.expander(f"Ongewijzigd ({len(found) - len(moved)})", icon=":material/bookmark:"):
        for watched in found:
            if watched.state is State.SAME:
                show_same(watched.kept)


def looked_again(kept: list[Kept] | tuple[Kept, ...], assistant: PolicyAssistant) -> tuple[Watched, ...]:
    """The kept answers beside those of now; each asked once per index and session."""
    done: dict[tuple[int, str, str], Watched] = st.session_state.setdefault("watched", {})
    now = assistant.reader.generation
    found = []
    bar = st.empty()
    for place, one in enumerate(kept):
        key = (one.id, one.answer.generation, now)
        if key not in done:
            bar.progress(place / len(kept), "Bewaarde antwoorden worden nagegaan…")
            (done[key],) = look_again([one], assistant, today=today(), generation=now)
        found.append(done[key])
    bar.empty()
    return tuple(found)


def show_moved(watched: Watched) -> None:
    st.html(watched_html(watched))
    with st.container(horizontal=True, gap="small"):
        st.page_link(
            "screens/vraag.py", label="Stel de vraag opnieuw", icon=":material/refresh:",
            query_params={"vraag": watched.kept.question},
        )  # fmt: skip
        st.button(
            "Gezien", key=f"seen-{watched.kept.id}", icon=":material/check:", type="tertiary",
            on_click=lambda: memory().seen(watched.kept.id, watched.now),
        )  # fmt: skip


def show_same(kept: Kept) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(markdown_safe(kept.question), width="stretch")
        st.button(
            "Niet meer volgen", key=f"drop-{kept.id}", type="tertiary", icon=":material/close:",
            on_click=memory().drop, args=(kept.id, reader_id()),
        )  # fmt: skip


with explained():
    main()
