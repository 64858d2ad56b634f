"""Checking a bewijsstuk again: hashes, quotes, figures, and what a PDF shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retrieval.checker import check_answer
from retrieval.draft import checkable
from retrieval.errors import EvidenceError
from retrieval.proof.pdf import embedded_json, shows
from retrieval.proof.record import Evidence, EvidenceSource, parse_evidence, seal, sha256
from retrieval.types import Passage, Status, Verdict

MAX_BYTES = 20_000_000
"""Larger files are refused unread; an answer with its passages is some tens of kilobytes."""
PDF = b"%PDF"
UNSIGNED = (
    "Wie het heeft gemaakt is hieraan niet te zien: een bewijsstuk is niet ondertekend, en wie de inhoud verandert kan "
    "ook de hash opnieuw berekenen. Vergelijk het bij twijfel met het beleid zelf."
)


@dataclass(frozen=True, slots=True)
class ProofCheck:
    """One thing that was checked; `text` is Dutch."""

    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a bewijsstuk gave; `ok` when every finding is."""

    evidence: Evidence
    findings: tuple[ProofCheck, ...]

    @property
    def ok(self) -> bool:
        """True when nothing differs."""
        return all(finding.ok for finding in self.findings)


def verify(path: Path) -> Verification:
    """Checks a downloaded bewijsstuk, JSON or PDF, again.

    Raises:
        EvidenceError: the file cannot be read or is no bewijsstuk.

    """
    return verify_bytes(_read(path))


def verify_bytes(data: bytes) -> Verification:
    """Checks the bytes of a bewijsstuk, JSON or PDF, again.

    Raises:
        EvidenceError: they are no bewijsstuk.

    """
    in_pdf = data.startswith(PDF)
    evidence = parse_evidence(embedded_json(data) if in_pdf else data)
    findings = verify_evidence(evidence)
    return Verification(evidence, (*findings, _verify_pages(data, evidence)) if in_pdf else findings)


def verify_evidence(evidence: Evidence) -> tuple[ProofCheck, ...]:
    """Checks seal, passages, quotes and figures of a bewijsstuk, in that order."""
    return (_verify_seal(evidence), *map(_verify_source, evidence.sources), *_verify_figures(evidence))


def render_verification(verification: Verification) -> str:
    """The findings as Dutch lines for a terminal."""
    evidence = verification.evidence
    lines = [f"Bewijsstuk van {evidence.created:%d-%m-%Y %H:%M}, index {evidence.generation or 'onbekend'}"]
    lines += [f"Vraag: {evidence.question}", ""]
    lines += [f"{'✓' if finding.ok else '✗'} {finding.text}" for finding in verification.findings]
    closing = (
        "Het bewijsstuk is ongewijzigd en de controle geeft hetzelfde."
        if verification.ok
        else ("Het bewijsstuk klopt niet: vertrouw het niet, en stel de vraag opnieuw.")
    )
    return "\n".join([*lines, "", closing, UNSIGNED])


# ---------------------------------------------------------------- checking


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():  # a pipe or device may never end
            raise EvidenceError(f"{path.name} is geen gewoon bestand. Kies het bestand dat u hebt gedownload.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise EvidenceError(f"{path.name} is te groot voor een bewijsstuk. Kies een ander bestand.")
        return data
    except OSError as error:
        reason = error.strerror or "onbekende fout"
        raise EvidenceError(f"{path.name} kan niet worden gelezen: {reason}. Controleer naam en plaats.") from error


def _verify_pages(data: bytes, evidence: Evidence) -> ProofCheck:
    same = shows(data, evidence)
    return ProofCheck(
        same, "De PDF toont wat erin is vastgelegd." if same else "De PDF toont iets anders dan vastgelegd."
    )


def _verify_seal(evidence: Evidence) -> ProofCheck:
    same = seal(evidence) == evidence.sha256
    return ProofCheck(same, "Het bestand is ongewijzigd." if same else "Het bestand is na het downloaden veranderd.")


def _verify_source(source: EvidenceSource) -> ProofCheck:
    name = f"Bron {source.n} ({source.title or source.document_id})"
    if sha256(source.text) != source.sha256:
        return ProofCheck(ok=False, text=f"{name}: de tekst van de passage is veranderd.")
    if source.text[source.quote_start : source.quote_end] != source.quote:
        return ProofCheck(ok=False, text=f"{name}: het citaat staat niet op zijn plaats in de passage.")
    return ProofCheck(ok=True, text=f"{name}: passage ongewijzigd, citaat staat er letterlijk in.")


def _verify_figures(evidence: Evidence) -> tuple[ProofCheck, ...]:
    """Runs the checker again and compares its verdicts with the ones kept; what abstains claims nothing."""
    if evidence.status is Status.ABSTAINED and not evidence.checks:
        return (ProofCheck(ok=True, text="Het antwoord zegt dat het er niet staat: er is geen cijfer te controleren."),)
    passages = [_passage(source) for source in evidence.sources]
    text = checkable(evidence.text, evidence.sources)
    report = check_answer(text, passages, question=evidence.question, today=evidence.today)
    kept = [(check.start, check.surface, check.value, check.verdict) for check in evidence.checks]
    now = [(check.start, check.surface, check.value, check.verdict) for check in report.checks]
    if kept != now:
        return (
            ProofCheck(
                ok=False,
                text="De controle van de cijfers geeft nu een andere uitkomst dan toen. Dat kan ook door een nieuwere "
                "versie van Inkoopwijzer komen; stel de vraag opnieuw.",
            ),
        )
    unsupported = [check.surface for check in report.checks if check.verdict is not Verdict.SUPPORTED]
    if unsupported:
        return (ProofCheck(ok=False, text=f"Niet door de bron gedekt: {', '.join(unsupported)}."),)
    count = len(report.checks)
    what = {0: "Het antwoord noemt geen cijfers.", 1: "Het ene cijfer is opnieuw gecontroleerd en klopt."}
    return (ProofCheck(ok=True, text=what.get(count, f"Alle {count} cijfers zijn opnieuw gecontroleerd en kloppen.")),)


def _passage(source: EvidenceSource) -> Passage:
    return Passage(
        n=source.n,
        document_id=source.document_id,
        text=source.text,
        title=source.title,
        insurer=source.insurer,
        care_types=source.care_types,
        years=source.years,
        section=source.section,
        page=source.page,
        version=source.version,
    )
