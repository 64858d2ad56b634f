# ruff: noqa: E501
"""Answers against invented passages: what is right passes, what is wrong is named, with reason and evidence."""

from __future__ import annotations

from datetime import date

import pytest
from checker_cases import CONTACT, CORRECTED, ITEMS, LAPSE, NOISE, PLANNING, RULES, SUPPORTED, WRONG, Wrong

from retrieval.checker import check_answer
from retrieval.types import CheckReport, Passage, Verdict


def passage(text: str, n: int = 1, *, document: str = "x", insurer: str | None = None) -> Passage:
    return Passage(n=n, document_id=document, text=text, insurer=insurer)


def verdicts(report: CheckReport) -> list[tuple[str, str]]:
    return [(check.surface, check.verdict.value) for check in report.checks]


@pytest.mark.parametrize(("text", "answer"), [case[1:] for case in SUPPORTED], ids=[case[0] for case in SUPPORTED])
def test_right_answers_raise_no_alarm(text: str, answer: str) -> None:
    report = check_answer(answer, [passage(text)])
    assert report.checks
    assert [(c.surface, c.reason) for c in report.checks if c.verdict is not Verdict.SUPPORTED] == []


@pytest.mark.parametrize("case", WRONG, ids=[case.name for case in WRONG])
def test_wrong_figures_are_caught_with_the_sources_figure(case: Wrong) -> None:
    report = check_answer(case.answer, [passage(case.passage)])
    check = next(check for check in report.checks if check.surface == case.surface)
    assert not report.ok
    assert check.verdict is not Verdict.SUPPORTED
    assert case.reason in check.reason


@pytest.mark.parametrize("case", WRONG, ids=[case.name for case in WRONG])
def test_every_verdict_quotes_the_source(case: Wrong) -> None:
    for check in check_answer(case.answer, [passage(case.passage)]).checks:
        assert check.evidence in case.passage
        assert bool(check.evidence) == (check.verdict is not Verdict.UNSUPPORTED)
        assert case.answer[check.start : check.end] == check.surface
        assert check.reason.endswith(".")
        assert "\n" not in check.reason


# ---------------------------------------------------------------- citations and insurers


def test_a_figure_from_another_given_passage_is_a_wrong_citation() -> None:
    report = check_answer("De wachttijd is maximaal 6 weken [2].", [passage(ITEMS), passage(RULES, 2)])
    assert verdicts(report) == [("6 weken", "wrong_citation")]
    assert report.checks[0].n == 1
    assert report.checks[0].reason == "6 weken staat niet in bron [2] maar in bron [1]."


def test_a_marker_that_cites_nothing_is_a_wrong_citation() -> None:
    assert verdicts(check_answer("De wachttijd is maximaal 6 weken [7].", [passage(ITEMS)])) == [
        ("6 weken", "wrong_citation")
    ]


@pytest.mark.parametrize("marker", ["[1][2]", "[2][1]", "[1, 2]", "[1-2]", "[1] [2]"])
def test_any_of_several_cited_passages_supports(marker: str) -> None:
    report = check_answer(f"De wachttijd is maximaal 6 weken {marker}.", [passage(ITEMS), passage(RULES, 2)])
    assert report.ok


def test_each_claim_is_held_against_its_own_marker() -> None:
    answer = "U tekent binnen vier weken [2]; de wachttijd is maximaal 6 weken [1]."
    assert check_answer(answer, [passage(ITEMS), passage(RULES, 2)]).ok
    assert not check_answer(answer.replace("[2]", "[1]"), [passage(ITEMS), passage(RULES, 2)]).ok


ONE = "U krijgt binnen 3 weken antwoord op een offerte."
TWO = "Wij reageren binnen 9 werkdagen op een offerte."


@pytest.mark.parametrize(
    ("answer", "ok"),
    [
        ("VGZ reageert binnen 3 weken [1] en Menzis binnen 9 werkdagen [2].", True),
        ("VGZ reageert binnen 9 werkdagen [1] en Menzis binnen 3 weken [2].", False),
        ("Menzis reageert binnen 3 weken [1].", False),
        ("Bij VGZ: u krijgt binnen 3 weken antwoord [1].", True),
        ("Bij Menzis: u krijgt binnen 3 weken antwoord [1].", False),
    ],
)
@pytest.mark.parametrize("by", ["metadata", "document id"])
def test_another_insurers_figure_is_no_support(answer: str, ok: bool, by: str) -> None:
    if by == "metadata":
        passages = [passage(ONE, insurer="VGZ"), passage(TWO, 2, insurer="Menzis")]
    else:
        passages = [passage(ONE, document="vgz-2031"), passage(TWO, 2, document="menzis-ggz-2031")]
    assert check_answer(answer, passages).ok is ok


def test_the_insurer_asked_about_counts_when_the_answer_names_none() -> None:
    passages = [passage(ONE, insurer="VGZ")]
    assert not check_answer("Binnen 3 weken [1].", passages, question="Hoe snel reageert Menzis?").ok
    assert check_answer("Binnen 3 weken [1].", passages, question="Hoe snel reageert VGZ?").ok


@pytest.mark.parametrize(
    ("answer", "ok"),
    [
        ("Volgens VGZ (logopedie 2030-2032): de praktijk tekent binnen vier weken na ontvangst [1].", True),
        ("Volgens VGZ (logopedie 2030-2033): de praktijk tekent binnen vier weken na ontvangst [1].", False),
        ("Volgens het inkoopbeleid 2031 van VGZ tekent de praktijk binnen vier weken [1].", True),
        ("De praktijk kan het contract voor 2030-2032 tekenen [1].", False),
    ],
)
def test_contract_years_of_the_document_hold_where_the_source_is_named(answer: str, ok: bool) -> None:
    source = Passage(n=1, document_id="y", text=RULES, insurer="VGZ", title="Logopedie", years=(2030, 2031, 2032))
    assert check_answer(answer, [source]).ok is ok


# ---------------------------------------------------------------- figures that claim nothing


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is de wachttijd 10 weken?", "Nee, de wachttijd is niet 10 weken maar maximaal 6 weken [1]."),
        ("Waarom moet 95% een vragenlijst invullen?", "Dat klopt niet: het gaat om ten minste 85%, geen 95% [1]."),
        ("Wat is het tarief in 2035?", "De bron noemt geen tarief voor 2035."),
        ("Wat geldt er vanaf 1 mei 2035?", "Over 1 mei 2035 staat niets in deze passages; dat is niet bekend."),
        ("Wij hebben 30 psychologen.", "Voor uw 30 psychologen staat er niets; de wachttijd is maximaal 6 weken [1]."),
        ("Hoe zit het met hoofdstuk 3.2?", "Dat staat in hoofdstuk 3.2 en in artikel 4.1 [1]."),
    ],
)
def test_a_repeated_figure_is_no_claim(question: str, answer: str) -> None:
    report = check_answer(answer, [passage(ITEMS)], question=question)
    assert report.ok, verdicts(report)


def test_denying_what_the_source_states_is_a_claim() -> None:
    report = check_answer("De toeslag voor reistijd vervalt niet per 1 januari 2032 [1].", [passage(LAPSE)])
    assert verdicts(report) == [("1 januari 2032", "contradicted")]


def test_the_questions_figure_stated_as_the_policys_is_checked() -> None:
    question = "Waarom is de wachttijd maximaal 8 weken?"
    report = check_answer("De wachttijd van maximaal 8 weken is een eis [1].", [passage(ITEMS)], question=question)
    assert verdicts(report) == [("8 weken", "contradicted")]


@pytest.mark.parametrize("answer", ["", "   ", "Nee, dat hoeft niet [1].", "Zie [1] en [2].", "Stap 1) en 2) [1]."])
def test_an_answer_without_figures_is_fine(answer: str) -> None:
    report = check_answer(answer, [passage(ITEMS)])
    assert report.ok
    assert report.checks == ()


def test_without_passages_nothing_is_supported() -> None:
    report = check_answer("De wachttijd is 6 weken.", [])
    assert verdicts(report) == [("6 weken", "unsupported")]
    assert report.checks[0].reason == "Geen van de bronnen noemt 6 weken hiervoor."


# ---------------------------------------------------------------- computed figures


@pytest.mark.parametrize(
    ("question", "answer", "ok"),
    [
        ("Ik ontving het contract op 5 mei 2031.", "U tekent binnen vier weken na ontvangst, dus uiterlijk 2 juni 2031 [1].", True),
        ("Ik ontving het contract op 5 mei 2031.", "U tekent binnen vier weken na ontvangst, dus uiterlijk 5 juni 2031 [1].", False),
        ("Ik ontving het contract op 5 mei 2031.", "U tekent dus vanaf 2 juni 2031 [1].", False),
        ("Het besluit is van 5 mei 2031.", "Een klacht dient u in binnen 10 werkdagen, dus uiterlijk 19 mei 2031 [1].", True),
        ("Wij vragen op 18 augustus 2031 aan.", "Het contract gaat in op de eerste dag van de volgende maand, dus op 1 september 2031 [1].", True),
        ("Wij vragen op 18 augustus 2031 aan.", "Het contract gaat in op de eerste dag van de volgende maand, dus op 1 oktober 2031 [1].", False),
    ],
)  # fmt: skip
def test_dates_are_recomputed_from_their_rule(question: str, answer: str, ok: bool) -> None:
    report = check_answer(answer, [passage(RULES)], question=question)
    assert report.ok is ok, verdicts(report)
    if ok:
        derivation = report.checks[-1].derivation
        assert derivation is not None
        assert derivation.result == report.checks[-1].value
        assert derivation.steps


def test_a_size_is_recomputed_in_proportion() -> None:
    question = "Wij hebben 1.000 cliënten, hoeveel psychologen zijn nodig?"
    right = "De norm is minimaal 2,0 fte per 400 cliënten; voor uw 1.000 cliënten is dat minimaal 5 fte [1]."
    assert check_answer(right, [passage(ITEMS)], question=question).ok
    assert not check_answer(right.replace("5 fte", "4 fte"), [passage(ITEMS)], question=question).ok


def test_today_is_an_input_when_the_question_says_so() -> None:
    question = "Ik heb het contract vandaag ontvangen. Wanneer moet ik tekenen?"
    answer = "U tekent binnen vier weken na ontvangst, dus uiterlijk 2 juni 2031 [1]."
    assert check_answer(answer, [passage(RULES)], question=question, today=date(2031, 5, 5)).ok
    assert not check_answer(answer, [passage(RULES)], question=question, today=date(2031, 5, 6)).ok


def test_a_rule_that_is_not_in_the_cited_passage_supports_nothing() -> None:
    answer = "U tekent uiterlijk 2 juni 2031 [1]."
    assert not check_answer(answer, [passage(CONTACT)], question="Ik ontving het op 5 mei 2031.").ok


def test_the_day_before_shows_its_derivation() -> None:
    report = check_answer("Meld een wijziging van de bezetting uiterlijk 30 juni 2031 [1].", [passage(NOISE)])
    assert report.ok


# ---------------------------------------------------------------- reasons


def test_reasons_name_what_is_wrong() -> None:
    actor = check_answer(
        "De zorgverzekeraar dient het kwaliteitsplan uiterlijk 14 april 2031 in [1].", [passage(PLANNING)]
    )
    assert "andere partij" in actor.checks[0].reason
    gone = check_answer("Apothekers leveren de lijst uiterlijk 1 mei 2031 aan [1].", [passage(CORRECTED)])
    assert "trekt dat verderop in" in gone.checks[0].reason
    year = check_answer("Tussentijds opzeggen kan tot 1 juni 2038 [1].", [passage(NOISE)])
    assert "zonder jaartal" in year.checks[0].reason


VERSIONS = "Editie in eigen woorden; de publicatie van VGZ gaat voor. De versies zijn:\nVersie | Datum\n1.2 | 1 april 2026\n1.1 | 30 september 2025"


@pytest.mark.parametrize(
    "question", ["Van wanneer is versie 1.1 van het huisartsenbeleid van VGZ?", "datum versie 1.1, beleid VGZ"]
)
def test_whose_policy_is_asked_after_is_no_topic_of_a_short_answer(question: str) -> None:
    passages = [passage(VERSIONS, insurer="VGZ")]
    answer = "Volgens het beleid van VGZ (huisartsenzorg): Versie 1.1: 30 september 2025 [1]."

    assert check_answer(answer, passages, question=question).ok
    assert not check_answer(answer.replace("30 september 2025", "1 april 2026"), passages, question=question).ok


@pytest.mark.parametrize(
    "answer",
    ["Volgens het beleid van Menzis: {} [1].", "- Menzis: {} [1].", "Nee. Volgens Menzis (huisartsenzorg): {} [1]."],
)
def test_the_insurer_that_a_line_gives_as_its_source_must_be_the_passages(answer: str) -> None:
    said = "VGZ reageert binnen 2 weken na uw vraag"
    passages = [passage(f"{said}.", insurer="VGZ")]

    assert not check_answer(answer.format(said), passages).ok
    assert check_answer(answer.format(said).replace("Menzis", "VGZ"), passages).ok


RATIO = "Per praktijk is minimaal 1,0 fte huisarts nodig op 3.000 patiënten."


def test_a_computed_figure_does_not_stand_in_the_rules_own_place() -> None:
    question = "Hoeveel fte bij 6.000 patiënten?"
    right = "Minimaal 1,0 fte huisarts is nodig op 3.000 patiënten [1]. Bij 6.000 patiënten is dat 2 fte [1]."

    assert check_answer(right, [passage(RATIO)], question=question).ok
    assert not check_answer(right.replace("1,0 fte", "2 fte"), [passage(RATIO)], question=question).ok


def test_the_askers_own_date_is_no_answer_though_something_is_computed_from_it() -> None:
    rule = "Een module start op de eerste dag van het eerstvolgende kwartaal na uw aanvraag."
    question = "Ik vraag op 14 februari 2036 een module aan, wanneer start die?"
    computed = "Bij 14 februari 2036 is dat 1 april 2036 [1]."

    assert check_answer(computed, [passage(rule)], question=question).ok
    said = f"De module start op 14 februari 2036 [1]. {computed}"
    assert not check_answer(said, [passage(rule)], question=question).ok


WAS_AND_BECOMES = """Onderwerp | Was (2031) | Wordt (2032-2033)
Omvang van nieuwe praktijken | 4 fte | 6 fte
Wachttijd | 7 dagen | 5 dagen"""
DEMANDED = """Ongeacht de vorm vragen wij van u dat:
- u declaraties aanlevert via het portaal, uiterlijk zes maanden na de maand van behandeling;
- u binnen tien werkdagen bericht stuurt."""
TERMS_BESIDE = """Er geldt één landelijk contract met een driejarige looptijd (2031-2033) voor de nachtpost.
Contract | Looptijd
Nachtpost | 2031-2033
Kraamzorg | 2033-2035"""


@pytest.mark.parametrize(
    ("text", "answer", "ok"),
    [
        (WAS_AND_BECOMES, "Omvang – Was (2031): 4 fte; Wordt (2032-2033): 6 fte [1].", True),
        (WAS_AND_BECOMES, "Omvang – Was (2031): 6 fte; Wordt (2032-2033): 4 fte [1].", False),
        (DEMANDED, "Wij vragen van u dat u declaraties aanlevert, uiterlijk zes maanden na de maand van behandeling [1].", True),
        (DEMANDED, "De verzekeraar levert declaraties aan, uiterlijk zes maanden na de maand van behandeling [1].", False),
        (TERMS_BESIDE, "Er geldt één contract met een driejarige looptijd (2031-2033) voor de nachtpost [1]. Kraamzorg: 2033-2035 [1].", True),
        (TERMS_BESIDE, "Er geldt één contract met een driejarige looptijd (2031-2033) voor de nachtpost [1]. Kraamzorg: 2031-2033 [1].", False),
    ],
    ids=["period over a column", "columns swapped", "demanded of another", "done by another", "row by its label", "other row"],
)  # fmt: skip
def test_columns_demands_and_labels(text: str, answer: str, ok: bool) -> None:
    assert check_answer(answer, [passage(text)]).ok is ok


def test_a_rule_that_the_answer_states_is_what_it_computes_by() -> None:
    text = (
        "De toeslag is 3% voor wie binnen 14 dagen na de aanvraag begint, op minstens één avond per week.\n"
        "Opslagen vraagt u aan met het formulier. De opslag gaat in op de eerste dag van het kwartaal na goedkeuring."
    )
    question = "Onze aanvraag voor de toeslag keurde u goed op 12 mei 2031. Vanaf welke datum loopt die?"
    answer = "De opslag gaat in op de eerste dag van het kwartaal na goedkeuring [1]. Bij 12 mei 2031 is dat {} [1]."

    assert check_answer(answer.format("1 juli 2031"), [passage(text)], question=question).ok
    assert not check_answer(answer.format("1 juni 2031"), [passage(text)], question=question).ok


CHANGES = """Ten opzichte van 2031 is in het beleid voor 2032-2034 dit gewijzigd:
- De prestatie meekijken vervalt per 2032; er komt een nieuwe prestatie.
- Extra inkoop is mogelijk tot maximaal 8% van het plafond en alleen voor cliënten met zorgvraagtype 5 of hoger."""


@pytest.mark.parametrize(
    ("answer", "ok"),
    [
        ("Ten opzichte van 2031 is in het beleid voor 2032-2034 dit gewijzigd: De prestatie meekijken vervalt per 2032 [1].", True),
        ("Ten opzichte van 2031 is in het beleid voor 2032-2034 dit gewijzigd: De prestatie meekijken vervalt niet per 2032 [1].", False),
        ("- Menzis: Extra inkoop is mogelijk tot maximaal 8% van het plafond en alleen voor cliënten met zorgvraagtype 5 of hoger [1].", True),
    ],
    ids=["lead-in of what lapses", "denied behind the lead-in", "insurer before the line"],
)  # fmt: skip
def test_what_stands_behind_a_colon_is_another_statement(answer: str, ok: bool) -> None:
    assert check_answer(answer, [passage(CHANGES, insurer="Menzis")]).ok is ok
