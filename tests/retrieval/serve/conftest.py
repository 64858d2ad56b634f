"""A small index of an invented policy, and an assistant on it."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest
from retrieval import PolicyAssistant

POLICY = """\
# Zorginkoopbeleid logopedie DSW 2027

## 1 Planning

Praktijken ondertekenen de overeenkomst uiterlijk 14 november 2026. DSW reageert binnen 10 werkdagen op een aanvraag.
"""


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "dsw-logopedie-2027.md").write_text(POLICY, encoding="utf-8")
    ingest([folder / "dsw-logopedie-2027.md"], index=folder / "index")
    return PolicyAssistant.open(folder / "index")
