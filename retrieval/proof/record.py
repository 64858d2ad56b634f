"""What a bewijsstuk holds, as a model and as JSON. Nothing of PDF, and no checking."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.errors import EvidenceError
from retrieval.figures.values import Bound, FigureKind
from retrieval.types import Answer, Citation, FigureCheck, Status, Verdict

FORMAT: Literal["inkoopwijzer-bewijsstuk/1"] = "inkoopwijzer-bewijsstuk/1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EvidenceScope(_Part):
    """What the question was understood to be about."""

    insurer: str | None
    care_type: str | None
    year: int | None
    question: str | None


class EvidenceSource(_Part):
    """A cited passage, with the SHA-256 of its text."""

    n: int
    document_id: str
    title: str
    insurer: str | None
    care_types: tuple[str, ...]
    years: tuple[int, ...]
    version: str | None
    section: tuple[str, ...]
    page: int | None
    text: str
    quote: str
    quote_start: int
    quote_end: int
    sha256: str


class EvidenceDerivation(_Part):
    """How a computed figure follows from its rule."""

    rule: str
    inputs: tuple[str, ...]
    steps: tuple[str, ...]
    result: str


class EvidenceCheck(_Part):
    """The verdict on one figure of the answer."""

    surface: str
    start: int
    end: int
    kind: FigureKind
    value: str
    bound: Bound | None
    verdict: Verdict
    n: int | None
    evidence: str
    reason: str
    derivation: EvidenceDerivation | None


class Evidence(_Part):
    """An answer with all that is needed to check it; `sha256` covers every other field."""

    format: Literal["inkoopwijzer-bewijsstuk/1"]
    created: datetime
    today: date
    question: str
    scope: EvidenceScope
    status: Status
    verified: bool
    text: str
    notices: tuple[str, ...]
    sources: tuple[EvidenceSource, ...]
    checks: tuple[EvidenceCheck, ...]
    generation: str
    sha256: str = ""

    @property
    def name(self) -> str:
        """File name without suffix; the same answer always gets the same name."""
        return f"bewijsstuk-{self.today.isoformat()}-{self.sha256[:8]}"


def make_evidence(question: str, answer: Answer, *, created: datetime, today: date) -> Evidence:
    """The bewijsstuk of an answer.

    Args:
        question: as the reader typed it.
        answer: what `ask()` gave.
        created: time of the download, with zone.
        today: the date that the question was asked with; the checker is run again with it.

    """
    scope = answer.scope
    evidence = Evidence(
        format=FORMAT,
        created=created.replace(microsecond=0),
        today=today,
        question=question.encode("utf-8", "replace").decode("utf-8"),
        scope=EvidenceScope(insurer=scope.insurer, care_type=scope.care_type, year=scope.year, question=scope.question),
        status=answer.status,
        verified=answer.verified,
        text=answer.text,
        notices=answer.notices,
        sources=tuple(_source(citation) for citation in answer.citations),
        checks=tuple(_check(check) for check in answer.checks),
        generation=answer.generation,
    )
    return evidence.model_copy(update={"sha256": seal(evidence)})


def render_json(evidence: Evidence) -> bytes:
    """The file as UTF-8 JSON, readable by people too."""
    data = evidence.model_dump(mode="json")
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def seal(evidence: Evidence) -> str:
    """SHA-256 over all fields but `sha256`, as canonical JSON (sorted keys, no spaces)."""
    data = evidence.model_dump(mode="json", exclude={"sha256"})
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def parse_evidence(data: bytes) -> Evidence:
    """A bewijsstuk from the bytes of its JSON.

    Raises:
        EvidenceError: it is no JSON, or no bewijsstuk.

    """
    try:
        fields: Any = json.loads(data, object_pairs_hook=_once)
        evidence = Evidence.model_validate(fields)
        seal(evidence)  # half a surrogate pair is no text, and has no hash
        return evidence
    except (ValueError, RecursionError) as error:
        what = "Onderdelen ontbreken of zijn veranderd" if isinstance(error, ValidationError) else "Het is geen JSON"
        raise EvidenceError(
            f"Dit bestand is geen bewijsstuk van Inkoopwijzer. {what}. Kies het bestand dat u bij het antwoord "
            "hebt gedownload."
        ) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; a key that stands in it twice would show one value to a person and another to the check."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("een sleutel staat er twee keer in")
    return found


# ---------------------------------------------------------------- making


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _source(citation: Citation) -> EvidenceSource:
    return EvidenceSource(
        n=citation.n,
        document_id=citation.document_id,
        title=citation.title,
        insurer=citation.insurer,
        care_types=citation.care_types,
        years=citation.years,
        version=citation.version,
        section=citation.section,
        page=citation.page,
        text=citation.text,
        quote=citation.quote,
        quote_start=citation.quote_start,
        quote_end=citation.quote_end,
        sha256=sha256(citation.text),
    )


def _check(check: FigureCheck) -> EvidenceCheck:
    derivation = check.derivation and EvidenceDerivation(
        rule=check.derivation.rule,
        inputs=check.derivation.inputs,
        steps=check.derivation.steps,
        result=check.derivation.result,
    )
    return EvidenceCheck(
        surface=check.surface,
        start=check.start,
        end=check.end,
        kind=check.kind,
        value=check.value,
        bound=check.bound,
        verdict=check.verdict,
        n=check.n,
        evidence=check.evidence,
        reason=check.reason,
        derivation=derivation,
    )
