"""A paragraph of a policy in sentences: what only a document has."""

from __future__ import annotations

from ingest.shape.sentences import find_sentences

FLATTENED = (
    "Onderwerp in dit beleid Onderwerp in het algemene deel Onze ambities (hoofdstuk 3) Voorwaarden voor een "
    "overeenkomst, met de eisen die daarbij horen Ons doel: iedereen gezond Waar wij op letten (hoofdstuk 4) Hoe wij "
    "letten op doelmatige zorg Onze missie: wij regelen goede zorg voor wie die nodig heeft Wie in aanmerking komt "
    "(hoofdstuk 5) De planning van de inkoop bij Zorg en Welzijn"
)


def test_a_table_that_became_one_line_is_cut_at_its_cells() -> None:
    parts = [FLATTENED[start:end] for start, end in find_sentences(FLATTENED)]
    assert "Onze missie: wij regelen goede zorg voor wie die nodig heeft" in parts
    assert "De planning van de inkoop bij Zorg en Welzijn" in parts
    assert " ".join(parts) == FLATTENED


def test_a_long_sentence_with_names_in_it_stays_whole() -> None:
    text = (
        "De zorgaanbieder werkt in de regio samen met de huisartsen, de apotheken, de wijkverpleging en de gemeente, "
        "legt dat vast in een overeenkomst die voldoet aan de eisen van Stichting Zorg en Welzijn en aan die van de "
        "verzekeraar, en stuurt die overeenkomst elk jaar op aan de afdeling zorginkoop van de verzekeraar in Leiden"
    )
    assert len(text.split()) > 50
    assert find_sentences(text) == ((0, len(text)),)
