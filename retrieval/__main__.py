"""`python -m retrieval`: one answer in the terminal, a downloaded answer checked again, or a server."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from retrieval.errors import AssistantError, SettingsError
from retrieval.logs import set_up_logging
from retrieval.pipeline import PolicyAssistant
from retrieval.serve.service import canonical
from retrieval.settings import settings
from retrieval.types import Answer, Citation, Scope, Verdict

ICONS = {
    Verdict.SUPPORTED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.WRONG_CITATION: "✗",
    Verdict.UNSUPPORTED: "✗",
}
NEEDS_SERVE = "Daarvoor ontbreekt een pakket. Installeer pip install '.[serve]'."
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
        return COMMANDS[words[0]](words[1:]) if words and words[0] in COMMANDS else _ask(words)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1


def _ask(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m retrieval",
        description="Beantwoordt een vraag uit de index, met bronnen en gecontroleerde cijfers.",
        epilog="Andere opdrachten: verify (een bewijsstuk opnieuw controleren), watch (nagaan of bewaarde antwoorden "
        "nog gelden), serve (HTTP), serve-mcp (agents).",
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
    answer = assistant.ask(options.question, scope=canonical(scope, assistant.reader.documents))
    print(as_json(answer) if options.json else as_text(answer))
    return 0


def _serve(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m retrieval serve", description="Dezelfde antwoorden voor andere programma's, over HTTP."
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="ADRES", help="waar geluisterd wordt; standaard lokaal")
    parser.add_argument("--port", type=int, default=8000, metavar="POORT")
    parser.add_argument("--index", type=Path, metavar="MAP", help="de index; standaard die van de instellingen")
    options = parser.parse_args(words)
    try:
        from retrieval.serve.http import serve
    except ImportError as error:
        raise SettingsError(NEEDS_SERVE) from error
    serve(PolicyAssistant.open(options.index), settings(), host=options.host, port=options.port)
    return 0


def _serve_mcp(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m retrieval serve-mcp", description="Dezelfde antwoorden als tools voor agents (MCP)."
    )
    parser.add_argument("--index", type=Path, metavar="MAP", help="de index; standaard die van de instellingen")
    options = parser.parse_args(words)
    try:
        from retrieval.serve.mcp import mcp_server
    except ImportError as error:
        raise SettingsError(NEEDS_SERVE) from error
    mcp_server(PolicyAssistant.open(options.index)).run("stdio")
    return 0


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


COMMANDS = {"verify": _verify, "watch": _watch, "serve": _serve, "serve-mcp": _serve_mcp}

if __name__ == "__main__":
    sys.exit(main())
