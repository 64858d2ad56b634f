"""Imports go one way: docs/architecture.md holds the table, this test enforces it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "architecture.md"
ROW = re.compile(r"^\| (?P<layer>[0-9]+) \| (?P<modules>[^|]+) \|", re.MULTILINE)
PACKAGES = ("app", "eval", "ingest", "retrieval", "screens")


def layers() -> dict[str, int]:
    """Module or package prefix → layer, as the table in the document states it."""
    found: dict[str, int] = {}
    for row in ROW.finditer(TABLE.read_text(encoding="utf-8")):
        for name in re.findall(r"`([^`]+)`", row["modules"]):
            assert name not in found, f"{name} stands twice in the table"
            found[name] = int(row["layer"])
    return found


def layer_of(module: str, table: dict[str, int]) -> int:
    """The layer of the longest prefix of the module that the table names."""
    parts = module.split(".")
    for size in range(len(parts), 0, -1):
        if ".".join(parts[:size]) in table:
            return table[".".join(parts[:size])]
    pytest.fail(f"{module} has no layer in docs/architecture.md")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources() -> list[Path]:
    folders = (ROOT / name for name in PACKAGES)
    return sorted([ROOT / "app.py", *(p for folder in folders for p in folder.rglob("*.py"))])


def own_imports(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return {name for name in names if name.split(".")[0] in PACKAGES}


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    table = layers()
    module = module_name(path)
    own = layer_of(module, table)
    for name in sorted(own_imports(ast.parse(path.read_text(encoding="utf-8")))):
        if name.startswith(module) or module.startswith(name + ".") or same_house(module, name, table):
            continue
        assert layer_of(name, table) < own, f"{module} (layer {own}) imports {name} (layer {layer_of(name, table)})"


def same_house(module: str, name: str, table: dict[str, int]) -> bool:
    """Modules under one prefix of the table may import each other; cycles are Python's to refuse."""

    def house(dotted: str) -> str | None:
        parts = dotted.split(".")
        prefixes = (".".join(parts[:size]) for size in range(len(parts), 0, -1))
        return next((prefix for prefix in prefixes if prefix in table), None)

    return house(module) == house(name) and house(module) != "retrieval"


@pytest.mark.parametrize("package", ["retrieval", "ingest", "eval"])
def test_no_module_is_larger_than_a_room(package: str) -> None:
    sizes = {path: path.read_text(encoding="utf-8").count("\n") for path in (ROOT / package).rglob("*.py")}
    assert {str(path): size for path, size in sizes.items() if size > 450} == {}
