from __future__ import annotations

from pathlib import Path

import pytest
from answers import TEXT, answer

from retrieval.errors import FeedbackError
from retrieval.types import Status
from screens.view.feedback import MAX_REMARK, FeedbackStore


def test_a_verdict_is_kept_with_what_it_was_about(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "map" / "oordelen.sqlite")
    store.add("Wanneer?", answer(), thumb=1)
    (kept,) = FeedbackStore(store.path).all()
    assert (kept.question, kept.answer, kept.thumb, kept.status) == ("Wanneer?", TEXT, 1, Status.ANSWERED)
    assert (kept.scope.insurer, kept.scope.care_type, kept.scope.year) == ("Noorderlicht", "wijkverpleging", 2031)
    assert kept.generation == "generation-0001"


def test_a_remark_is_added_to_the_same_verdict(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "oordelen.sqlite")
    first = store.add("Wanneer?", answer(), thumb=-1)
    store.add("Nog iets?", answer())
    store.change(first, thumb=-1, remark="  De datum ontbreekt.  ")
    assert [(kept.thumb, kept.remark) for kept in store.all()] == [(-1, "De datum ontbreekt."), (None, "")]


def test_a_remark_is_text_never_sql_and_never_endless(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "oordelen.sqlite")
    store.add("'); DROP TABLE feedback; --", answer(), remark="x" * (MAX_REMARK + 50))
    (kept,) = store.all()
    assert kept.question == "'); DROP TABLE feedback; --"
    assert len(kept.remark) == MAX_REMARK


def test_without_a_file_there_are_no_verdicts(tmp_path: Path) -> None:
    assert FeedbackStore(tmp_path / "niets.sqlite").all() == ()


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("geen map")
    with pytest.raises(FeedbackError, match=r"oordelen\.sqlite.*INKOOPWIJZER_FEEDBACK"):
        FeedbackStore(blocked / "oordelen.sqlite").add("Wanneer?", answer())


def test_personal_data_is_masked_before_it_is_kept(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "oordelen.sqlite")
    store.add("Mag ik bellen op 06-12345678?", answer(), thumb=1, remark="Mail mij: j.jansen@praktijk.nl")
    (kept,) = store.all()
    assert "12345678" not in kept.question
    assert "jansen" not in kept.remark


def test_only_the_owner_can_read_the_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "oordelen.sqlite"
    path.touch(mode=0o644)
    FeedbackStore(path).add("Wanneer?", answer())
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
