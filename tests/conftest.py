"""A small index of invented policies, made once per run, and the assistant on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from retrieval.pipeline import PolicyAssistant


MENZIS = """# Inkoopbeleid wijkverpleging 2026-2027

Menzis

Versie 1.0

3 april 2025

Versie 1.1

1 juni 2025

## 1 Wijzigingen ten opzichte van 2025

In dit beleid is ten opzichte van 2025 het volgende gewijzigd:

- De toeslag voor reistijd vervalt per 1 januari 2026.
- Organisaties mogen hun team voortaan zelf indelen.

## 2 Begrippen

Onder een buurtteam verstaan wij een vaste groep wijkverpleegkundigen die samen één buurt bedient. Het buurtteam
overlegt elk kwartaal met de huisarts.

In het wijkgericht overleg (WGO) spreken organisatie en gemeente over de buurt. Het WGO komt 4 keer per jaar bijeen.

Segment 2 omvat de zorg in de nacht.

## 3 Eisen

Voor een overeenkomst gelden de volgende eisen:

- Een buurtteam telt minimaal 6 wijkverpleegkundigen.
- Ten minste 75% van de medewerkers heeft een diploma op niveau 4.
- Onderaannemers zijn niet toegestaan.

De organisatie beantwoordt onze vragen binnen 10 werkdagen. Lukt dat door overmacht niet, dan geldt een uitstel van
maximaal 3 weken.

## 4 Planning

| Datum en tijd | Wie | Actie | Via |
| --- | --- | --- | --- |
| Uiterlijk 15 september 2025, 17.00 uur | Organisaties | Indienen van het kwaliteitsplan | VECOZO |
| Uiterlijk 1 november 2025 | Menzis | Aanbieden van de overeenkomst | VECOZO |
| Uiterlijk 12 december 2025 | Organisaties | Ondertekenen van de overeenkomst | VECOZO |

Een aanvullende module vraagt u het hele jaar aan via het portaal. De module gaat in op de eerste dag van het
eerstvolgende kwartaal na de aanvraagdatum.

## 5 Contact

Vragen over de inkoop stuurt u naar wijkverpleging@menzis.example. U krijgt binnen 2 weken antwoord.

| Afdeling | Bereikbaar |
| --- | --- |
| Zorgloket | Voor declaraties belt u 020 111 22 33. Voor machtigingen van cliënten belt u 020 444 55 66. |

Over de uitwisseling van gegevens leest u meer in het Algemeen inkoopbeleid.

## 6 Aanbod

Menzis koopt programma's in voor mensen met geheugenproblemen. Dit zijn nu:

- Thuis Sterk
- Samen Wandelen
- Geheugenhuis

De dagopvang kopen wij vanaf 2026 niet meer in. Met organisaties die in 2025 dagopvang boden, maken wij de overgang zo
soepel mogelijk.

Een zorghotel komt in aanmerking wanneer het:

- ligt in een gemeente waar wij minder dan 2 zorghotels hebben, en/of
- een aanbeveling heeft van het ziekenhuis.

Binnen een dorpsteam werken een aantal zorgverleners uit hetzelfde dorp dagelijks met elkaar samen om ouderen thuis te
houden. Het dorpsteam richt zich op mensen die thuis wonen.

Jaarlijks stellen wij de vragen op die wij met alle organisaties bespreken.

Voorkomen onze afspraken niet dat er te weinig organisaties zijn? Dan sluiten wij buiten de planning overeenkomsten.

De avondronde koopt Menzis vanaf 2026 niet langer in; zo zijn de afspraken overal gelijk. Met organisaties die voor 2025
nog afspraken hadden over de avondronde bespreekt Menzis de overgang naar de module Nachtrust.

## 7 Nachtzorg

In een nachtploeg werken verpleegkundigen uit de wijk structureel samen aan rust in de nacht. Per wijk is er maximaal
één nachtploeg.

| Nachtploeg | Organisatie |
| --- | --- |
| Verpleegkundigen in de nachtploeg hebben zelf een overeenkomst. | De organisatie heeft een rooster. |
| De nachtploeg en de organisatie hebben een protocol. | De organisatie heeft een meldkamer. |

De nachttoeslag is tweeledig:

- Ten eerste vergoedt zij de reistijd van de verpleegkundigen.
- Ten tweede mag zij dienen om hun scholing te betalen.

Lukt het de nachtploeg niet om binnen 30 minuten te komen? Dan belt zij eerst de huisartsenpost. Lukt dat binnen tien
minuten niet, dan belt zij de meldkamer.

Het nachtportaal keert in 2026 niet terug.

| Naam van het addendum | Voor wie | Voorwaarde |
| --- | --- | --- |
| Wondzorg | Verpleegkundigen | Een certificaat |
| Palliatief | Alle organisaties | Een eigen team |
| Beeldzorg | Alle organisaties | Een platform |

### Ploegtijd

Het aantal minuten tussen de oproep en de komst van de ploeg.

| Waarvoor | Kanaal | Gegevens | Bereikbaar |
| --- | --- | --- | --- |
| Roosters | Telefoon | 020 777 11 22 | Werkdagen van 09.00 tot 12.00 uur |
| Startersloket | E-mail | start@menzis.example | Antwoord binnen drie dagen |

De aanmelding loopt via het portaal, tegel Aanmelden. Voeg een uittreksel van hoogstens drie maanden oud toe.

Herziening: de datum van 12 december 2025 voor het ondertekenen is verlaten. Ondertekenen kan tot en met 19 januari
2026.

## 8 Samenhang

De informatie is over beleid en site verdeeld:

| Inkoopbeleid wijkverpleging | Algemeen inkoopbeleid | Site |
| --- | --- | --- |
| Begrippen (hoofdstuk 2) | Onze voorwaarden | Missie: zorg die blijft |
| Vragen stellen (hoofdstuk 5) | | Thema's: wonen, voeding, bewegen, mantelzorg |

Nieuw sinds 1 juni 2025: de tabel hierboven bevat de nieuwe visie. Ook staan daarin andere namen van thema's: voeding
heette eerst eten.

Bij tegenstrijdigheden geldt als volgorde: 1) dit inkoopbeleid, 2) het Algemeen inkoopbeleid, 3) de informatie op de
site.
"""
DSW_OLD = """# Zorginkoopbeleid mondzorg 2024

DSW

## 1 Planning

Praktijken dienen de begroting uiterlijk 1 oktober 2023 in bij DSW. Uitstel is niet mogelijk.

## 2 Voorwaarden

Een praktijk heeft minimaal 2 tandartsen in dienst. U kunt DSW bellen op 010 123 45 67, tussen 9 en 11 uur.
"""
DSW_NEW = """# Zorginkoopbeleid mondzorg 2026-2027

DSW

## 1 Planning

Praktijken dienen de begroting uiterlijk 20 oktober 2025 in bij DSW. Uitstel is niet mogelijk, tenzij sprake is van
overmacht.

De overeenkomst ondertekent u binnen 5 weken na de dag van ontvangst.

## 2 Voorwaarden

DSW kiest voor mondzorg dichtbij. Dat is zorg die een patiënt binnen 15 minuten bereikt.

Wie een overeenkomst aanvraagt, krijgt die:

- bij een aanvraag in 2025 per 1 januari 2026;
- bij een aanvraag in 2026 of 2027 per de eerste dag van de maand van aanvraag.

Een praktijk heeft minimaal 3 tandartsen in dienst. Op uw vraag antwoorden wij binnen 8 werkdagen.

De machtiging vraagt u aan via het portaal. DSW beslist binnen 10 werkdagen. Een machtiging is maximaal 12 maanden
geldig.

Een praktijk is minimaal 30 uur per week open.

Wat verandert er:

- Groepsvoorlichting: het maximum aantal deelnemers gaat van 12 naar 8.
- De keuzelijst voor materialen verdwijnt.

| Behandeling | Tarief 2026 |
| --- | --- |
| Gebitsreiniging | € 41,50 |
| Vulling | € 52,25 |

| Onderwerp | Beleid 2025 | Beleid 2026 |
| --- | --- | --- |
| Spreekuur op zaterdag | Het spreekuur is niet verplicht. | Het spreekuur is wel verplicht. |

De reiskostenvergoeding bedraagt € 0,23 per kilometer. Voor 2027 bedraagt de reiskostenvergoeding € 0,25 per
kilometer.

Heeft de praktijk geen rolstoelplaats? Dan bieden wij geen toegankelijkheidscontract, maar wijzen wij u op een
regeling. Die regeling staat op onze site. Een uitzondering maken wij voor praktijken met meer dan 40 kunstgebitten.

Een narcosevergunning vraagt u vooraf aan. Dat gaat als volgt:

1. Vul het narcoseformulier in op onze site.
2. Voeg de verklaring van de anesthesist toe die bij het formulier genoemd wordt.
3. Binnen zes werkdagen hoort u of de stukken compleet zijn en of wij nog een gesprek met u willen voeren.
4. Ontbreekt er een stuk, dan heeft u elf werkdagen de tijd om het alsnog te sturen naar de afdeling.
5. De anesthesist tekent daarna de verklaring nog een keer, zodat vaststaat wie er bij de behandeling aanwezig is.
6. Na goedkeuring staat de vergunning klaar, en geldt die tot het einde van het jaar waarin u die heeft gevraagd.

## 3 Gegevens

Voor de controle levert u de volgende gegevens aan:

- het aantal behandelde kinderen;
- de gemiddelde wachttijd;
- de uitkomst van het klantonderzoek.

De gegevens over 2026 in te dienen via het portaal. Een klacht stuurt u aan klacht@dsw.example.
"""
POLICIES = {"menzis-wv-2026.md": MENZIS, "dsw-mz-2024.md": DSW_OLD, "dsw-mz-2026.md": DSW_NEW}


@pytest.fixture(scope="session")
def policies_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the invented policies."""
    from ingest.pipeline import ingest

    folder = tmp_path_factory.mktemp("policies")
    for name, text in POLICIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    index = tmp_path_factory.mktemp("policies-index")
    ingest([folder], index=index)
    return index


@pytest.fixture(scope="session")
def policy_assistant(policies_index: Path) -> PolicyAssistant:
    """The assistant on the invented policies."""
    from retrieval import PolicyAssistant

    return PolicyAssistant.open(policies_index)


@pytest.fixture
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: starting the helper costs more than the ingest that a test is about."""
    from ingest import apart
    from retrieval.errors import ReadingError

    def ordered(_: apart.Apart, path: Path, name: str, result: Path) -> None:
        try:
            found = apart._read(path, name)
        except ReadingError as error:
            found = {"error": str(error)}
        result.write_text(found if isinstance(found, str) else json.dumps(found), encoding="utf-8")

    monkeypatch.setattr(apart.Apart, "_ordered", ordered)
