"""What README.md says is so: its settings, its commands, its example and its dependencies."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from retrieval.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_setting_is_documented_with_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `(INKOOPWIJZER_[A-Z_]+)` \| [^|]+ \| (.+) \|$", README, re.MULTILINE))
    expected = {f"INKOOPWIJZER_{name.upper()}": field.description for name, field in Settings.model_fields.items()}
    assert rows == expected


def test_every_direct_dependency_has_a_reason() -> None:
    table = README.split("## Dependencies", 1)[1].split("\n## ", 1)[0].lower()
    names = [re.split(r"[=<>\[]", dependency)[0].lower() for dependency in PROJECT["dependencies"]]
    assert [name for name in names if name not in table] == []


def test_every_dependency_is_pinned() -> None:
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text().split()}
    extras = [
        d for group in PROJECT["optional-dependencies"].values() for d in group if not d.startswith("inkoopwijzer")
    ]
    names = {re.split(r"[=<>\[]", d)[0].lower().replace("_", "-") for d in [*PROJECT["dependencies"], *extras]}
    assert names - pinned == set()


def test_no_plain_install_brings_a_gpu_build_of_torch() -> None:
    assert "torch==2.13.0" in (ROOT / "constraints.txt").read_text().split()


@pytest.mark.parametrize("target", ["run", "test", "ask", "lint", "clean"])
def test_the_makefile_has_the_commands(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([a-z]+)", README))))
def test_the_modules_of_the_commands_explain_themselves(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout.lower() or "gebruik" in done.stdout.lower()


def test_importing_the_api_is_cheap() -> None:
    code = "import time; t = time.perf_counter(); import retrieval; print(time.perf_counter() - t)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.5


def test_links_in_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(((?!http)[^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
