from __future__ import annotations

import pytest

from retrieval.figures.find import find_figures
from retrieval.types import DocumentId, Unit, UnitId, UnitKind
from screens.view.versions import find_differences, find_value_changes


def unit(text: str, *, section: str = "Planning", lead: str = "", kind: UnitKind = UnitKind.SENTENCE) -> Unit:
    return Unit(
        id=UnitId(text),
        document_id=DocumentId("x"),
        kind=kind,
        text=text,
        lead=lead,
        section=(section,),
        figures=find_figures(text),
    )


def test_a_moved_deadline_is_one_change_old_to_new() -> None:
    found = find_differences(
        [unit("De aanbieder levert het plan uiterlijk 1 mei 2030 in bij het loket.")],
        [unit("De aanbieder levert het plan uiterlijk 15 juni 2031 in bij het loket.")],
    )
    (change,) = found.changed
    assert [(v.old and v.old.value, v.new and v.new.value) for v in change.values] == [("2030-05-01", "2031-06-15")]
    assert not found.removed
    assert not found.added


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Een reactie volgt binnen 2 weken na de aanvraag.", "Een reactie volgt binnen 14 dagen na de aanvraag."),
        ("De praktijk is minimaal 80% van de tijd open.", "De praktijk is minimaal 80 procent van de tijd open."),
    ],
    ids=["weeks-as-days", "percent-as-word"],
)
def test_the_same_value_in_other_words_is_no_change(old: str, new: str) -> None:
    assert find_differences([unit(old)], [unit(new)]).changed == ()


def test_a_changed_bound_is_a_change() -> None:
    found = find_differences(
        [unit("Er zijn minimaal 10 deelnemers per groep nodig.")],
        [unit("Er zijn maximaal 10 deelnemers per groep nodig.")],
    )
    assert len(found.changed) == 1


def test_what_has_no_counterpart_came_or_went() -> None:
    gone = unit("De toeslag voor avondspreekuren bedraagt 12 euro per kwartaal.")
    came = unit("Nieuwe praktijken krijgen binnen drie maanden een kennismaking met de regio.")
    found = find_differences([gone], [came])
    assert (found.changed, found.removed, found.added) == ((), (gone,), (came,))


def test_twins_pair_within_their_own_section() -> None:
    words = "Het verslag is uiterlijk {} binnen bij de inkoper."
    found = find_differences(
        [unit(words.format("1 mei 2030"), section="A"), unit(words.format("1 juli 2030"), section="B")],
        [unit(words.format("2 juli 2031"), section="B"), unit(words.format("2 mei 2031"), section="A")],
    )
    assert {(c.old.section, c.new.section) for c in found.changed} == {(("A",), ("A",)), (("B",), ("B",))}


def test_text_without_figures_is_not_compared() -> None:
    assert find_differences([unit("Zorg dichtbij huis.")], [unit("Zorg dicht bij huis.")]).changed == ()


def test_a_figure_pairs_with_one_of_its_kind() -> None:
    old, new = find_figures("uiterlijk 1 mei 2030 en 40 %"), find_figures("minimaal 50 % en uiterlijk 1 mei 2030")
    (change,) = find_value_changes(old, new)
    assert change.old
    assert change.new
    assert (change.old.text, change.new.kind) == (old[1].text, old[1].kind)


def test_nothing_against_nothing() -> None:
    found = find_differences([], [])
    assert (found.changed, found.removed, found.added) == ((), (), ())
