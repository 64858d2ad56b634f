"""`python -m ingest` as a user sees it: plain Dutch text, exit codes, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.__main__ import main


def test_ingest_and_status(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    assert "3 documenten" in out
    assert "\x1b" not in out
    assert main(["status"]) == 0
    out = capsys.readouterr().out
    assert all(
        part in out for part in ("Zilveren Kruis", "wijkverpleging", "2027-2028", "1.1 (14-5-2026)", "inkoop-e5-small")
    )


def test_a_failed_document_gives_exit_code_1_and_a_line_with_file_and_reason(
    index: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "policies" / "leeg.md").touch()
    assert main([]) == 1
    out = capsys.readouterr().out
    assert "leeg.md: " in out
    assert "1 mislukt" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["status"], "Maak er een met: python -m ingest", id="status-without-index"),
        pytest.param(["/is/er/niet"], "bestaat niet", id="path-that-is-not-there"),
        pytest.param(["remove", "x"], "Maak er een met", id="remove-without-index"),
        pytest.param(["add", "/is/er/niet.pdf"], "bestaat niet", id="add-what-is-not-there"),
    ],
)
def test_errors_are_one_dutch_line(
    index: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert len(captured.err.strip().splitlines()) == 1


def test_add_with_options_and_remove(
    index: Path, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "los.txt"
    file.write_text("Afspraken over zittend vervoer.\n\nDe vervoerder meldt zich vóór 5 mei 2027.\n", encoding="utf-8")
    options = ["--insurer", "Menzis", "--care-type", "ziekenvervoer", "--year", "2027", "--title", "Vervoer"]
    assert main(["add", str(file), *options]) == 0
    capsys.readouterr()
    assert main(["status"]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("los "))
    assert all(part in row for part in ("Menzis", "ziekenvervoer", "2027", "officieel"))
    assert main(["remove", "los"]) == 0
    assert not (corpus / "official" / "los.txt").exists()


def test_what_is_not_recognised_is_said(index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "brief.txt").write_text("Beste lezer,\n\nHet weer is goed vandaag.\n", encoding="utf-8")
    assert main([str(tmp_path / "brief.txt")]) == 0
    assert "Niet herkend: verzekeraar, zorgsoort, contractjaren" in capsys.readouterr().out
