"""What policies state in figures, and what only looks like it.

SEEN holds wordings of the kind that policies use, in sentences of our own;
CAUGHT the bugs that were found and may not come back; KNOWN what is still
read wrongly, each as a strict xfail.
"""

from __future__ import annotations

import pytest

from retrieval.figures.find import find_figures

Row = tuple[str, str, str, str | None]


def read(text: str) -> list[Row]:
    return [(f.text, f.kind.value, f.value, f.bound.value if f.bound else None) for f in find_figures(text)]


DATES: list[tuple[str, list[Row]]] = [
    ("uiterlijk 3 maart 2027", [("3 maart 2027", "date", "2027-03-03", "by")]),
    ("uiterlijk 03-03-2027", [("03-03-2027", "date", "2027-03-03", "by")]),
    ("per 3/3/27", [("3/3/27", "date", "2027-03-03", "from")]),
    ("op 2027-03-03", [("2027-03-03", "date", "2027-03-03", "exact")]),
    ("vanaf 3 mrt. '27", [("3 mrt. '27", "date", "2027-03-03", "from")]),
    ("vóór de eerste maart", [("eerste maart", "date", "--03-01", "before")]),
    ("voor 12 april", [("12 april", "date", "--04-12", "before")]),
    ("véér 12 april 2027", [("12 april 2027", "date", "2027-04-12", "before")]),
    ("tot en met 12 april", [("12 april", "date", "--04-12", "by")]),
    ("tot 12 april", [("12 april", "date", "--04-12", "before")]),
    ("op of na 12 april", [("12 april", "date", "--04-12", "from")]),
    ("na vrijdag 12 april 2027", [("12 april 2027", "date", "2027-04-12", "after")]),
    ("niet later dan 12 april 2027", [("12 april 2027", "date", "2027-04-12", "by")]),
    ("niet vóór 12 april 2027", [("12 april 2027", "date", "2027-04-12", "from")]),
    ("de uiterste indiendatum is 12 april 2027", [("12 april 2027", "date", "2027-04-12", "by")]),
    ("12 april 2027 is de uiterste datum", [("12 april 2027", "date", "2027-04-12", "by")]),
    ("met ingang van 1 mei 2027", [("1 mei 2027", "date", "2027-05-01", "from")]),
    ("de versie van 1 mei 2027", [("1 mei 2027", "date", "2027-05-01", "exact")]),
    ("in mei 2027", [("mei 2027", "month", "2027-05", None)]),
    ("vóór mei", [("mei", "month", "--05", "before")]),
    ("eind 2027", [("2027", "year", "2027", None)]),
    ("voor 2027", [("2027", "year", "2027", None)]),
    ("vóór 2027", [("2027", "year", "2027", "before")]),
    ("vanaf het jaar 2027", [("2027", "year", "2027", "from")]),
    (
        "Uiterlijk 4 december 2026, 17.00 uur | Praktijk",
        [("4 december 2026", "date", "2026-12-04", "by"), ("17.00 uur", "time", "17:00", "by")],
    ),
    ("31 februari 2027", [("31", "count", "31", None), ("februari 2027", "month", "2027-02", None)]),
]
PERIODS: list[tuple[str, list[Row]]] = [
    ("in 2027-2029", [("2027-2029", "period", "2027/2029", None)]),
    ("2027/2028", [("2027/2028", "period", "2027/2028", None)]),
    ("voor 2027 en 2028", [("2027 en 2028", "period", "2027/2028", None)]),
    ("2027, 2028 en 2029", [("2027, 2028 en 2029", "period", "2027/2029", None)]),
    ("van 2027 tot en met 2029", [("2027 tot en met 2029", "period", "2027/2029", None)]),
    ("2027-\n2029", [("2027-\n2029", "period", "2027/2029", None)]),
    ("2025 en 2028", [("2025", "year", "2025", None), ("2028", "year", "2028", None)]),
    ("2 tot en met 30 juni 2027", [("2 tot en met 30 juni 2027", "period", "2027-06-02/2027-06-30", None)]),
    ("vanaf 2 mei t/m 30 juni 2027", [("2 mei t/m 30 juni 2027", "period", "2027-05-02/2027-06-30", None)]),
    ("november tot en met februari 2027", [("november tot en met februari 2027", "period", "2026-11/2027-02", None)]),
    ("in Q3", [("Q3", "period", "Q3", None)]),
    ("het tweede kwartaal van 2027", [("tweede kwartaal van 2027", "period", "2027-04-01/2027-06-30", None)]),
    ("de eerste helft van 2027", [("eerste helft van 2027", "period", "2027-01-01/2027-06-30", None)]),
]
TIMES: list[tuple[str, list[Row]]] = [
    ("om 9:30 uur", [("9:30 uur", "time", "09:30", "exact")]),
    ("tussen 9 en 17 uur", [("9 en 17 uur", "time", "09:00/17:00", None)]),
    ("bereikbaar 08.30-17.00 uur", [("08.30-17.00 uur", "time", "08:30/17:00", None)]),
    ("van negen tot twaalf uur", [("negen tot twaalf uur", "time", "09:00/12:00", None)]),
    ("om 1 uur 's middags", [("1 uur 's middags", "time", "13:00", "exact")]),
    ("uiterlijk 12 uur", [("12 uur", "time", "12:00", "by")]),
    ("uiterlijk 12 uur na opname", [("12 uur", "duration", "PT12H", "max")]),
    (
        "tussen 8 en 12 uur per week",
        [
            ("8", "duration", "PT8H", "min"),
            ("12 uur", "duration", "PT12H", "max"),
            ("per week", "duration", "P1W", None),
        ],
    ),
]
DURATIONS: list[tuple[str, list[Row]]] = [
    ("binnen acht weken", [("acht weken", "duration", "P8W", "max")]),
    ("binnen een termijn van 10 werkdagen", [("10 werkdagen", "duration", "P10WD", "max")]),
    ("een vijfjarige overeenkomst", [("vijfjarige", "duration", "P5Y", None)]),
    ("een 2-jarig contract", [("2-jarig", "duration", "P2Y", None)]),
    ("anderhalf jaar", [("anderhalf jaar", "duration", "P18M", None)]),
    ("een half jaar", [("een half jaar", "duration", "P6M", None)]),
    ("per half jaar", [("per half jaar", "duration", "P6M", None)]),
    ("elk kwartaal", [("elk kwartaal", "duration", "P3M", None)]),
    ("halfjaarlijks", [("halfjaarlijks", "duration", "P6M", None)]),
    ("driemaandelijkse", [("driemaandelijkse", "duration", "P3M", None)]),
    ("3 uur en 15 minuten", [("3 uur en 15 minuten", "duration", "PT3H15M", None)]),
    ("2,5 uur", [("2,5 uur", "duration", "PT2H30M", None)]),
    ("24/7", [("24/7", "duration", "24/7", None)]),
    ("7 dagen per week, 24 uur per dag", [("7 dagen per week, 24 uur per dag", "duration", "24/7", None)]),
    ("18 jaar of ouder", [("18 jaar", "duration", "P18Y", "min")]),
    ("jonger dan 18 jaar", [("18 jaar", "duration", "P18Y", "max")]),
    ("niet langer dan 3 maanden", [("3 maanden", "duration", "P3M", "max")]),
    ("2 tot 4 weken", [("2", "duration", "P2W", "min"), ("4 weken", "duration", "P4W", "max")]),
    ("voor 3 maanden", [("3 maanden", "duration", "P3M", None)]),
    ("maximaal een kwartier", [("een kwartier", "duration", "PT15M", "max")]),
    ("het dagelijks bestuur", []),
]
AMOUNTS: list[tuple[str, list[Row]]] = [
    ("30% of meer", [("30%", "percentage", "30", "min")]),
    ("een kwart", [("een kwart", "percentage", "25", None)]),
    ("twee derde van de leden", [("twee derde", "percentage", "66.67", None)]),
    ("0,5 procentpunt", [("0,5 procentpunt", "percentage", "0.5", None)]),
    ("geen tarieven van meer dan 5%", [("5%", "percentage", "5", "max")]),
    ("€ 1.250,50", [("€ 1.250,50", "money", "1250.5", None)]),
    ("in 2031 € 12,25", [("2031", "year", "2031", None), ("€ 12,25", "money", "12.25", None)]),
    ("een praktijk met 2095 patiënten", [("2095 patiënten", "count", "2095", None)]),
    ("€ 8 voor A en daarna 9 €", [("€ 8", "money", "8", None), ("9 €", "money", "9", None)]),
    ("ongeveer 2,5 miljoen euro", [("2,5 miljoen euro", "money", "2500000", "about")]),
    ("minimaal 2000 patiënten", [("2000 patiënten", "count", "2000", "min")]),
    (
        "minimaal 20 en maximaal 40 minuten",
        [("20", "duration", "PT20M", "min"), ("40 minuten", "duration", "PT40M", "max")],
    ),
    ("hoogstens één locatie", [("één locatie", "count", "1", "max")]),
    ("tweemaal per jaar", [("tweemaal", "count", "2", None), ("per jaar", "duration", "P1Y", None)]),
]
OTHERS: list[tuple[str, list[Row]]] = [
    ("bel 070 123 45 67", [("070 123 45 67", "phone", "0701234567", None)]),
    ("+31 (0)70-1234567", [("+31 (0)70-1234567", "phone", "0701234567", None)]),
    ("0900 123 45 67", [("0900 123 45 67", "phone", "09001234567", None)]),
    ("AGB-code: 12345678", [("12345678", "identifier", "12345678", None)]),
    ("Postbus 123, 1234 AB Utrecht", [("123", "identifier", "123", None), ("1234 AB", "identifier", "1234AB", None)]),
]
RULES: list[tuple[str, list[Row]]] = [
    (
        "op de eerste dag van de volgende maand",
        [("eerste dag van de volgende maand", "date", "first-day-of-next-month", "exact")],
    ),
    ("per het eerstvolgende kwartaal", [("eerstvolgende kwartaal", "date", "first-day-of-next-quarter", "from")]),
    (
        "per de 1e dag van de maand waarin u de aanvraag doet",
        [("1e dag van de maand waarin u de aanvraag", "date", "first-day-of-application-month", "from")],
    ),
    (
        "de eerste dag van de tweede maand na toezegging",
        [("eerste dag van de tweede maand", "date", "first-day-of-second-next-month", None)],
    ),
    ("de eerste dag van de tweede maand", []),
    ("per het vol-\n  gende kwartaal", [("vol-\n  gende kwartaal", "date", "first-day-of-next-quarter", "from")]),
    ("open van 1 tot 4 uur 's middags", [("1 tot 4 uur 's middags", "time", "13:00/16:00", None)]),
    ("open van acht tot twaalf uur 's ochtends", [("acht tot twaalf uur 's ochtends", "time", "08:00/12:00", None)]),
    (
        "de laatste werkdag van het kwartaal",
        [("laatste werkdag van het kwartaal", "date", "last-workday-of-quarter", None)],
    ),
    (
        "voor de start van het nieuwe kwartaal",
        [("start van het nieuwe kwartaal", "date", "first-day-of-next-quarter", "before")],
    ),
]
SEEN = [*DATES, *PERIODS, *TIMES, *DURATIONS, *AMOUNTS, *OTHERS, *RULES]


@pytest.mark.parametrize(("text", "rows"), SEEN, ids=[text[:40] for text, _ in SEEN])
def test_seen(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


NO_CLAIM = [
    "dit staat in de bron [1][2, 3]",
    "zie hoofdstuk 4.2 en 4.3",
    "artikel 9.1, bijlage 2 en paragraaf 3",
    "de segmenten 1, 2 en 3",
    "Green Deal (GDDZ) 3.0 en GDDZ3.0",
    "NEN-EN 15224 en ISO 9001",
    "S1, S2 en een S3-aanvraag",
    "de versie 1.2, tranche 1 en stap 2",
    "de Visie Eerstelijnszorg 2031 en het 'Plan 2031'",
    "1. Inleiding\n2. Aanvraag\n2.1 Wie komt in aanmerking",
    "1) het beleid en 2) de website",
    "Inhoud .......... 12",
    "2.4\tPlanning\t6\n",
    "kijk op https://www.voorbeeld.nl/beleid-2031 of mail zorg2031@voorbeeld.nl",
    "de eerste lijn en de eerstelijnszorg",
    "één van de praktijken",
    "een praktijk in de regio",
    "COVID-19 en jaar T-1",
    "1e of 2e marktleider",
    "| --- | :---: |",
    "eenheid, vierkant en achteraf",
    "",
]


@pytest.mark.parametrize("text", NO_CLAIM, ids=[text[:30] for text in NO_CLAIM])
def test_no_claim(text: str) -> None:
    assert read(text) == []


CAUGHT: list[tuple[str, list[Row]]] = [
    ("1. 6 weken\n2. 4 weken", [("6 weken", "duration", "P6W", None), ("4 weken", "duration", "P4W", None)]),
    ("in 2027 - 5 praktijken", [("2027", "year", "2027", None), ("5 praktijken", "count", "5", None)]),
    ("uiterlijk op vrijdag 7 mei 2027", [("7 mei 2027", "date", "2027-05-07", "by")]),
    ("van 9.00 tot 17.00 uur", [("9.00 tot 17.00 uur", "time", "09:00/17:00", None)]),
    ("10 à 15 minuten", [("10", "duration", "PT10M", None), ("15 minuten", "duration", "PT15M", None)]),
    ("1-10-'27", [("1-10-'27", "date", "2027-10-01", None)]),
    ("dertig (30) dagen", [("dertig (30) dagen", "duration", "P30D", None)]),
    ("2027/'28", [("2027/'28", "period", "2027/2028", None)]),
    ("op 1 en 15 mei 2027", [("1", "date", "2027-05-01", "exact"), ("15 mei 2027", "date", "2027-05-15", None)]),
    ("AGB 01-012345", [("01-012345", "identifier", "01012345", None)]),
    ("binnen 3 \n\nmaanden", [("3 \n\nmaanden", "duration", "P3M", "max")]),
    (
        "per elk kwartaal 2027 en 2028",
        [("elk kwartaal", "duration", "P3M", None), ("2027 en 2028", "period", "2027/2028", None)],
    ),
    ("Uiterste datum\tActie\n1 mei 2027\tPublicatie", [("1 mei 2027", "date", "2027-05-01", None)]),
    ("samengevoegd tot één plan", [("één plan", "count", "1", None)]),
    ("stap 1, 2 mei 2027", [("2 mei 2027", "date", "2027-05-02", None)]),
    ("versie 1.1, 30 september 2027", [("30 september 2027", "date", "2027-09-30", None)]),
    ("drie honderd vijf", [("drie honderd vijf", "count", "305", None)]),
    ("5.000", [("5.000", "count", "5000", None)]),
    ("09-12-2027 13.00 uur", [("09-12-2027", "date", "2027-12-09", None), ("13.00 uur", "time", "13:00", None)]),
]


@pytest.mark.parametrize(("text", "rows"), CAUGHT, ids=[text[:30] for text, _ in CAUGHT])
def test_caught(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


KNOWN = [
    ("de jaren negentig", "1990/1999"),
    ("een dag of tien", "P10D"),
]


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(("text", "value"), KNOWN)
def test_known_failures(text: str, value: str) -> None:
    assert value in [f.value for f in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("50.000 op naam ingeschreven patiënten", "patiënten"),
        ("drie regionale samenwerkingsverbanden", "samenwerkingsverbanden"),
        ("2 RO's", "ro's"),
        ("1,0 fte huisarts", "fte"),
        ("het zijn er 4", None),
        ("3 op de hoogte", None),
    ],
)
def test_what_is_counted(text: str, unit: str | None) -> None:
    assert [f.unit for f in find_figures(text)] == [unit]
