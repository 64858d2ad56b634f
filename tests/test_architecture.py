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


LISTS = {
    "retrieval/figures/lexicon.py": r"^([A-Z][A-Z_]+)(?:: [^=]+)? = ",
    "retrieval/understand/words.py": r"^    ([a-z_]+): ",
    "ingest/shape/words.py": r"^    ([a-z_]+): ",
}
"""Loaders of word lists, and how each names what it loads; they refuse keys that they do not name."""
BY_KEY = {"definition", "change", "list", "compare", "medical", "abusive", "injection", "off_topic"}
"""Read by `getattr`, in the order that the data state."""


@pytest.mark.parametrize("loader", sorted(LISTS))
def test_no_list_of_words_is_read_by_nothing(loader: str) -> None:
    names = re.findall(LISTS[loader], (ROOT / loader).read_text(encoding="utf-8"), re.MULTILINE)
    others = "\n".join(p.read_text(encoding="utf-8") for p in sources() if p != ROOT / loader)
    unused = [name for name in names if name not in BY_KEY and not re.search(rf"\b{name}\b", others)]
    assert names
    assert unused == []


def test_every_path_of_the_reading_code_exists_and_what_reading_imports_is_in_it() -> None:
    """A change in any module that reading leans on makes documents be read again."""
    from ingest.keep.bookkeeping import READING_CODE

    assert [name for name in READING_CODE if not (ROOT / name).exists()] == []
    known = {module_name(path): path for path in sources()}
    todo, seen = ["ingest.passes"], set[str]()
    while todo:
        name = todo.pop()
        if name in seen or name not in known:
            continue
        seen.add(name)
        todo += own_imports(ast.parse(known[name].read_text(encoding="utf-8")))
    paths = [known[name].relative_to(ROOT).as_posix() for name in sorted(seen)]
    free = ("retrieval/errors.py", "retrieval/settings.py", "retrieval/__init__.py")
    assert [p for p in paths if p not in free and not p.startswith(READING_CODE)] == []
