"""Hand-made answers for the tests of the page's modules: values only, invented policies."""

from __future__ import annotations

from retrieval.figures.values import Bound, FigureKind
from retrieval.types import Answer, Citation, Derivation, FigureCheck, Scope, Status, Verdict

PASSAGE = (
    "Zorgaanbieders die willen meedoen, melden zich via het loket. De aanmelding is uiterlijk 3 maart 2031 binnen. "
    "Na aanmelding volgt binnen vier weken een gesprek."
)
QUOTE = "De aanmelding is uiterlijk 3 maart 2031 binnen."
TEXT = "De aanmelding is uiterlijk 3 maart 2031 binnen. [1]"


def citation(n: int = 1, text: str = PASSAGE, quote: str = QUOTE) -> Citation:
    start = text.index(quote)
    return Citation(
        n=n,
        document_id="noorderlicht-2031",
        text=text,
        title="Inkoopbeleid wijkverpleging 2031",
        insurer="Noorderlicht",
        care_types=("wijkverpleging",),
        years=(2031,),
        section=("Planning", "Aanmelden"),
        page=4,
        version="1.1",
        quote=quote,
        quote_start=start,
        quote_end=start + len(quote),
    )


def date_check(text: str = TEXT, verdict: Verdict = Verdict.SUPPORTED) -> FigureCheck:
    start = text.index("3 maart 2031")
    return FigureCheck(
        surface="3 maart 2031",
        start=start,
        end=start + len("3 maart 2031"),
        kind=FigureKind.DATE,
        value="2031-03-03",
        bound=Bound.BY,
        verdict=verdict,
        n=1,
        evidence=QUOTE,
        reason="De bron noemt dezelfde datum voor de aanmelding.",
    )


def answer(text: str = TEXT, *, status: Status = Status.ANSWERED) -> Answer:
    return Answer(
        text=text,
        status=status,
        citations=(citation(),),
        checks=(date_check(text),) if "3 maart 2031" in text else (),
        notices=("Deze termijn is voorbij.",),
        scope=Scope(insurer="Noorderlicht", care_type="wijkverpleging", year=2031, origins=(("insurer", "question"),)),
        generation="generation-0001",
    )


DERIVATION = Derivation(
    rule="De aanvraag wordt vier weken voor de ingangsdatum gedaan.",
    inputs=("2031-03-31",),
    steps=("31 maart 2031 min vier weken is 3 maart 2031.",),
    result="2031-03-03",
)
