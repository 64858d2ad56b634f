"""`python -m retrieval`: one answer in the terminal, or a downloaded answer checked again."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from retrieval.errors import AssistantError
from retrieval.logs import set_up_logging
from retrieval.pipeline import PolicyAssistant
from retrieval.types import Answer, Citation, DocumentInfo, Scope, Verdict

ICONS = {
    Verdict.SUPPORTED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.WRONG_CITATION: "✗",
    Verdict.UNSUPPORTED: "✗",
}
WORDS = {
    Verdict.SUPPORTED: "staat in de bron",
    Verdict.CONTRADICTED: "in strijd met de bron",
    Verdict.WRONG_CITATION: "staat in een andere bron",
    Verdict.UNSUPPORTED: "staat niet in de bron",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 with an answer (also with an abstention), 1 when none could be given."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        set_up_logging()
        commands = {"verify": _verify, "watch": _watch}
        return commands[words[0]](words[1:]) if words and words[0] in commands else _ask(words)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1


def _ask(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m retrieval",
        description="Beantwoordt een vraag uit de index, met bronnen en gecontroleerde cijfers.",
        epilog="Een bewijsstuk opnieuw controleren: python -m retrieval verify BESTAND. "
        "Nagaan of bewaarde antwoorden nog gelden: python -m retrieval watch.",
    )
    parser.add_argument("question", metavar="VRAAG", help="de vraag, tussen aanhalingstekens")
    parser.add_argument("--insurer", metavar="NAAM", help="alleen het beleid van deze verzekeraar")
    parser.add_argument("--care-type", metavar="ZORGSOORT", help="alleen deze zorgsoort")
    parser.add_argument("--year", type=int, metavar="JAAR", help="alleen dit contractjaar")
    parser.add_argument("--index", type=Path, metavar="MAP", help="de index; standaard die van de instellingen")
    parser.add_argument("--json", action="store_true", help="het hele antwoord als JSON")
    options = parser.parse_args(words)
    scope = Scope(options.insurer, options.care_type, options.year)
    assistant = PolicyAssistant.open(options.index)
    answer = assistant.ask(options.question, scope=_canonical(scope, assistant.reader.documents))
    print(as_json(answer) if options.json else as_text(answer))
    return 0


def _canonical(scope: Scope, documents: tuple[DocumentInfo, ...]) -> Scope | None:
    """The names as the policies have them: `--insurer zz` and `--care-type haz` are understood."""
    from retrieval.registry import registry_with

    names = registry_with(documents)
    insurers = names.find_insurers(scope.insurer or "")
    care_types = names.find_care_types(scope.care_type or "")
    found = Scope(
        insurers[0].name if insurers else scope.insurer,
        care_types[0].name if care_types else scope.care_type,
        scope.year,
    )
    return found if found != Scope() else None


def _verify(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m retrieval verify", description="Controleert een bewijsstuk (JSON of PDF) opnieuw."
    )
    parser.add_argument("file", type=Path, metavar="BESTAND")
    from retrieval.proof.verify import render_verification, verify

    verification = verify(parser.parse_args(words).file)
    print(render_verification(verification))
    return 0 if verification.ok else 1


def _watch(words: Sequence[str]) -> int:
    """Kept answers asked again; 0 when all still hold, 2 when one changed or is gone."""
    from retrieval.memory import Memory
    from retrieval.settings import settings
    from retrieval.watch import State, as_data, as_lines, look_again

    parser = argparse.ArgumentParser(
        prog="python -m retrieval watch",
        description="Gaat na of bewaarde antwoorden nog gelden. Uitkomst 2: er is iets veranderd.",
    )
    parser.add_argument("--index", type=Path, metavar="MAP", help="de index; standaard die van de instellingen")
    parser.add_argument("--reader", metavar="NUMMER", help="alleen de antwoorden van deze lezer")
    parser.add_argument("--json", action="store_true", help="alles als JSON, voor een ander programma")
    options = parser.parse_args(words)
    assistant = PolicyAssistant.open(options.index)
    kept = Memory(settings().memory).kept(options.reader)
    found = look_again(kept, assistant, today=date.today(), generation=assistant.reader.generation)
    print(
        json.dumps([as_data(one) for one in found], ensure_ascii=False, indent=1) if options.json else as_lines(found)
    )
    return 0 if all(one.state is State.SAME for one in found) else 2


def as_json(answer: Answer) -> str:
    """The whole answer; dates as ISO text."""
    return json.dumps(dataclasses.asdict(answer), ensure_ascii=False, indent=1, default=str)


def as_text(answer: Answer) -> str:
    """The answer with notices, sources and checks, for a terminal."""
    parts = [answer.text]
    parts += answer.notices
    if answer.citations:
        parts.append("\n".join(["Bronnen", *map(_source, answer.citations)]))
    if answer.checks:
        lines = (f"  {ICONS[c.verdict]} {c.surface}: {WORDS[c.verdict]}. {c.reason}" for c in answer.checks)
        parts.append("\n".join(["Controle", *lines]))
    return "\n\n".join(parts)


def _source(citation: Citation) -> str:
    place = " > ".join(citation.section)
    page = f", bladzijde {citation.page}" if citation.page else ""
    quote = " ".join(citation.quote.split())
    return f"  [{citation.n}] {citation.title}{', ' + place if place else ''}{page}\n      “{quote}”"


if __name__ == "__main__":
    sys.exit(main())
