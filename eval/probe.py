"""A fresh process that opens an index and answers questions, for cold start, memory and determinism.

    python -m eval.probe INDEX QUESTIONS TODAY

writes one line of JSON: seconds, peak memory and a hash of all answers.
"""

from __future__ import annotations

import time

STARTED = time.perf_counter()

import hashlib  # noqa: E402 - the clock starts before anything is imported
import json  # noqa: E402
import sys  # noqa: E402
from dataclasses import asdict  # noqa: E402
from datetime import date  # noqa: E402
from pathlib import Path  # noqa: E402


def main(index: str, questions: str, today: str) -> str:
    """The measurements as JSON."""
    from retrieval import PolicyAssistant

    imported = time.perf_counter()
    assistant = PolicyAssistant.open(index)
    opened = time.perf_counter()
    asked = json.loads(Path(questions).read_text(encoding="utf-8"))
    digest, first = hashlib.sha256(), 0.0
    for question in asked:
        answer = assistant.ask(question, today=date.fromisoformat(today))
        first = first or time.perf_counter()
        digest.update(json.dumps(asdict(answer), default=str, sort_keys=True, ensure_ascii=False).encode())
    return json.dumps(
        {
            "import_seconds": imported - STARTED,
            "open_seconds": opened - imported,
            "first_answer_seconds": (first or opened) - opened,
            "cold_seconds": (first or opened) - STARTED,
            "peak_megabytes": peak_megabytes(),
            "digest": digest.hexdigest(),
        }
    )


def peak_megabytes() -> float:
    """Most memory that this process held."""
    import psutil

    info = psutil.Process().memory_info()
    peak = getattr(info, "peak_wset", None)
    if peak is None:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return float(peak) / 2**20


if __name__ == "__main__":
    sys.stdout.write(main(*sys.argv[1:4]))
