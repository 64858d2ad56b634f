"""Which words of procurement Dutch must share a stem, and which only share letters."""

from __future__ import annotations

import doctest

import pytest

from retrieval.dutch import stems
from retrieval.dutch.stems import stem


def pairs(table: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split()) for pair in " ".join(table.split("\n")).split("|")]


MEET = """
indienen ingediend | indienen indiening | inleveren ingeleverd | declaraties declaratie |
declareren gedeclareerd | declaratie declareren | overeenkomst overeenkomsten | contract contracten |
contracteren gecontracteerd | contracteren contractering | praktijk praktijken | tarief tarieven |
brief brieven | verzekeraar verzekeraars | verzekerde verzekerden | vergoeden vergoeding | vergoeden vergoed |
vergoedt vergoeden | wijzigen wijziging | wijziging wijzigingen | wijzigen gewijzigd | aanvragen aangevraagd |
aanbieden aangeboden | aanbieden aanbieding | publiceren gepubliceerd | publiceren publicatie |
indexeren geindexeerd | indexeren indexering | indexering indexeren | betalen betaald | betalen betaling |
betaalt betalen | betaling betalingen | verlengen verlengd | verlengen verlenging |
onderhandelen onderhandeling | onderhandelen onderhandelingen | afspraak afspraken | voorwaarde voorwaarden |
eis eisen | norm normen | module modules | toeslag toeslagen | bijlage bijlagen | aanmelden aangemeld |
aanmelden aanmelding | registreren geregistreerd | registreren registratie | registratie registraties |
evalueren evaluatie | evalueren geevalueerd | behandelen behandeling | behandeling behandelingen |
behandelaar behandelaars | begeleiden begeleiding | begeleiding begeleid | ondertekenen ondertekend |
ondertekenen ondertekening | maanden maand | organisatie organisaties | instelling instellingen |
inspanning inspanningen | termijn termijnen | document documenten | patient patienten | huisarts huisartsen |
regio regios | verantwoorden verantwoording | verantwoording verantwoordingen | starten gestart |
start starten | beginnen begint | schrijven schrijft | schrijven geschreven | leveren levert |
leveren geleverd | leveren levering | melden gemeld | melden melding | melding meldingen | verzoek verzoeken |
controleren controle | controleren gecontroleerd | controle controles | machtigen machtiging |
machtiging machtigingen | toetsen getoetst | toetsen toetsing | aantal aantallen | percentage percentages |
bedrag bedragen | plafond plafonds | omzetplafond omzetplafonds | locatie locaties | richtlijn richtlijnen |
kwaliteitseis kwaliteitseisen | zorgplan zorgplannen | plan plannen | groep groepen | zorggroep zorggroepen |
les lessen | huis huizen | reis reizen | sluiten gesloten | sluiten sluiting | kiezen gekozen | kopen gekocht |
inkopen ingekocht | nemen genomen | krijgen gekregen | geven gegeven | opzeggen opgezegd | opzeggen opzegging |
beeindigen beeindigd | beeindigen beeindiging | overleg overleggen | verstrekken verstrekt |
verstrekken verstrekking | verstrekking verstrekkingen | vestigen gevestigd | vestiging vestigingen |
besluit besluiten | bezwaar bezwaren | klacht klachten | mogelijkheid mogelijkheden |
bevoegdheid bevoegdheden | gespecialiseerd gespecialiseerde | digitaal digitale | schriftelijk schriftelijke |
jaarlijks jaarlijkse | nieuw nieuwe | vrij vrije | vast vaste | los losse | aanleveren aangeleverd |
aanlevering aanleveringen | invullen ingevuld | inzenden ingezonden | opsturen opgestuurd |
uitbetalen uitbetaald | uitbetaling uitbetalen | goedkeuring goedkeuren | afwijzen afgewezen |
afwijzing afwijzen | beoordelen beoordeling | beoordelen beoordeeld | beoordeling beoordelingen |
voldoen voldoet | hanteren hanteert | hanteren gehanteerd | bespreken besproken | bespreking bespreken |
berekenen berekend | berekenen berekening | berekening berekeningen | vervallen vervalt |
vervangen vervanging | vervangen vervangt | verplichten verplicht | verplichting verplichtingen |
verhogen verhoogd | verhogen verhoging | verlagen verlaagd | verlaging verlagen | korten korting |
korting kortingen | storten gestort | deelnemen deelneemt | deelnemer deelnemers |
leefstijlcoach leefstijlcoaches | apotheek apotheken | ziekenhuis ziekenhuizen |
fysiotherapeut fysiotherapeuten | hulpmiddel hulpmiddelen | geneesmiddel geneesmiddelen |
materiaal materialen | zitting zittingen | bevalling bevallingen | rit ritten | voertuig voertuigen |
wachttijd wachttijden | bereikbaar bereikbare | toegankelijk toegankelijke | prijs prijzen | bewijs bewijzen
"""
APART = """
begeleiding beleid | bieden gebied | planning plan | rekening rekenen | afdeling afdelen |
instelling instellen | woning wonen | vestiging vest | behandeling handel | beleid leiden | gebied bieding |
begroting groot | gebruik bruik | bedrag bedrog | beding ding | bedrijf drijven | verzekeraar zeker |
vergoeding goed | verloop lopen | aanbod bod | verkoop inkoop | inkoop koop | aanbieder bieder |
onderhandeling handeling | behandeling handeling | gesprek spreken | geding ding | gedrag dragen |
gehoor horen | gezin zin | gezondheid zonde | gemiddelde middel | overeenkomst komst | toekomst komst |
praktijk praktisch | contract contact | norm normaal | module model | minuut minimum | post postuur |
regio register | regel register | regeling regio | termijn term | tarief tarwe | percentage percent |
orgaan organisatie | orgaan organiseren | polis politie | partij part | partij partner | declaratie declarant |
locatie lokaal | registratie regie | consult consument | controle contract | bevalling vallen | vervoer voer |
rit rente | kind kin | hulp hulst | hoorzorg horen | mondzorg mondeling | nota notaris | bank bankier |
loon lonen | les lesbrief | eis eisprong | vertrek verstrekking | stelling stelsel | verstrekking streek |
wijziging wijze | actie activiteit | procedure product | specialist speciaal | generiek genereus |
somatisch som | psychisch psycholoog | geneesheer geneesmiddel | verpleging plegen | verblijf blijven |
aantal tal | aandeel deel | onderdeel deel | voordeel deel | oordeel deel | besteding bestand |
bestuur sturen
"""


@pytest.mark.parametrize(("one", "other"), pairs(MEET))
def test_inflections_of_a_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_words_that_share_letters_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_no_other_module_stems() -> None:
    """The checker compares by the same stems; BM25 has Snowball in the index until it is built anew."""
    from retrieval.checker import statements, vocabulary

    assert vocabulary.stem is stem
    assert statements.stem is stem


def test_the_examples_in_the_docstrings() -> None:
    result = doctest.testmod(stems)
    assert result.attempted > 0
    assert result.failed == 0
