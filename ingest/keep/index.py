"""Writes an index, in an order that a crash cannot spoil.

The next generation is built in a folder of its own, from a copy of the one in
use; its counts are compared, its files synced, its folder renamed, and only then
`CURRENT` names it, by an atomic rename. Until that moment nothing that a reader
sees has changed. What to write is decided in `ingest.pipeline`.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.keep import collections
from ingest.keep.bookkeeping import Books, ReadDocument
from ingest.meaning.abbreviations import find_abbreviations
from ingest.meaning.replaced import find_replaced
from retrieval.embedder import NamedEmbeddings
from retrieval.errors import IndexBusy, IndexDamaged, UnusableIndexError
from retrieval.keyword import DutchTokens, KeywordIndex, find_words
from retrieval.settings import settings
from retrieval.store import layout
from retrieval.store.layout import Manifest
from retrieval.store.token_vectors import TokensOf, TokenVectors, tokens_of, write_token_vectors
from retrieval.store.vectors import Vectors, VectorsError, metadata_of
from retrieval.types import Chunk, DocumentInfo

LOCK = "write.lock"
BUILDING = "building"
"""Folder of the generation that is not finished; swept by the next writer when a kill left it."""
FOLDER_COLLECTION = "passages"
BATCH = 64
"""Passages embedded between two steps of the progress bar."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
KEPT = 2
"""Generations that always stay: the one in use and the one before it."""

Step = Callable[[int, int], None]
"""Called with how many passages are embedded and how many there are."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the next generation has that the one in use has not, and the reverse."""

    put: tuple[ReadDocument, ...] = ()
    removed: tuple[str, ...] = ()
    """Document ids."""

    def __bool__(self) -> bool:
        return bool(self.put or self.removed)


@contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """Be the one writer of an index.

    Raises:
        IndexBusy: another process is.

    """
    lock = FileLock(index / LOCK, timeout=0)
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(
            f"Een ander proces werkt de index in {index} nu bij. Wacht tot dat klaar is en probeer het dan opnieuw."
        ) from error
    except OSError as error:
        raise _unwritable(index, error) from error
    try:
        yield
    finally:
        lock.release()


def write_generation(
    index: Path,
    changes: Changes,
    *,
    base: Manifest | None,
    embedding: NamedEmbeddings,
    sources: Sequence[str],
    step: Step,
) -> Manifest:
    """Build the next generation from `base` (None: from nothing) and switch to it. Call within `write_lock`.

    Raises:
        IndexDamaged: the generation in use cannot be copied, or the new one does not add up.

    """
    _sweep(index)
    name = f"generation-{_last_number(index) + 1:04}"
    folder = index / BUILDING
    builder = _Builder(index, folder, name, base=base, embedding=embedding)
    try:
        manifest = builder.build(changes, sources=tuple(sources), step=step)
        builder.close()
        _switch(index, folder, manifest)
    except (VectorsError, sqlite3.Error, OSError) as error:
        builder.close()
        _sweep(index)  # what was built so far takes the room that is needed
        raise _unwritable(index, error, tuple(sources)) from error
    finally:
        builder.close()
    _remove_old(index, name)
    collections.sweep(index)
    return manifest


def _unwritable(index: Path, error: BaseException, sources: tuple[str, ...] = ()) -> UnusableIndexError:
    """What to tell of a write that failed: a full disk and a folder for reading are no damage."""
    causes = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None and cause not in causes:
        causes.append(cause)
    codes = {cause.errno for cause in causes if isinstance(cause, OSError)}
    said = " ".join(map(str, causes)).lower()
    if codes & FULL or "disk is full" in said or "no space left" in said:
        return UnusableIndexError(
            f"De schijf van {index} is vol; de index is zoals hij was. Maak ruimte en probeer het opnieuw."
        )
    if codes & READ_ONLY or "readonly database" in said:
        return UnusableIndexError(
            f"In {index} mag niet geschreven worden; de index is zoals hij was. Pas de rechten van de map aan, "
            "of kies een andere met INKOOPWIJZER_INDEX."
        )
    return layout.damaged(index, f"de volgende versie schrijven lukt niet ({error})", sources)


class _Builder:
    """The parts of one generation while it is built."""

    def __init__(
        self, index: Path, folder: Path, name: str, *, base: Manifest | None, embedding: NamedEmbeddings
    ) -> None:
        self._index, self._folder, self._name = index, folder, name
        self._base, self._embedding = base, embedding
        self._server = settings().chroma_url
        self._vectors: Vectors | None = None
        self._collection = self._collection_name()

    def build(self, changes: Changes, *, sources: tuple[str, ...], step: Step) -> Manifest:
        """All files of the generation, checked."""
        copied = self._prepare()
        books = Books(self._folder / layout.PASSAGES, create=self._base is None)
        before = books.vector_keys() if copied else {}
        for document_id in changes.removed:
            books.remove(document_id)
        for reading in changes.put:
            books.put(reading)
        chunks = list(books.chunks())
        _write_words(self._folder, [chunk for chunk, _ in chunks])
        _write_replaced(self._folder, chunks)
        self._write_vectors(chunks, before, books.vector_keys(), step)
        manifest = self._manifest(books, sources)
        books.close()
        self._check(manifest)
        return self._seal(manifest)

    def close(self) -> None:
        """Let go of the vectors."""
        if self._vectors is not None:
            self._vectors.close()
            self._vectors = None

    def _prepare(self) -> bool:
        """A folder to build in; whether the vectors of the base are in it."""
        self._folder.mkdir()
        (self._folder / layout.LEASE).touch()
        base = self._index / self._base.generation if self._base else None
        if base:
            shutil.copyfile(base / layout.PASSAGES, self._folder / layout.PASSAGES)
        copied = base is not None and self._server is None and (base / layout.CHROMA).is_dir()
        if base and copied:
            shutil.copytree(base / layout.CHROMA, self._folder / layout.CHROMA)
        if self._server:
            collections.remember(self._index, self._collection)
            self._vectors = Vectors.on_server(self._server, self._collection, self._embedding, create=True)
        else:
            place = self._folder / layout.CHROMA
            self._vectors = Vectors.in_folder(place, self._collection, self._embedding, create=not copied)
        return copied

    def _write_vectors(
        self, chunks: list[tuple[Chunk, DocumentInfo]], before: dict[str, str], after: dict[str, str], step: Step
    ) -> None:
        """Remove what is gone, embed and add what is new or changed."""
        assert self._vectors is not None
        self._vectors.remove(sorted(before.keys() - after.keys()))
        fresh = [(chunk, info) for chunk, info in chunks if before.get(chunk.id) != after[chunk.id]]
        known = TokenVectors.load(self._index / self._base.generation) if self._base and before else None
        tokens: dict[str, TokensOf] = {}
        for start in range(0, len(fresh), BATCH):
            batch = fresh[start : start + BATCH]
            reads = self._embedding.read([chunk for chunk, _ in batch])
            tokens |= {str(chunk.id): tokens_of(read) for (chunk, _), read in zip(batch, reads, strict=True)}
            self._vectors.put(
                [chunk.id for chunk, _ in batch],
                [chunk.indexed_text for chunk, _ in batch],
                [metadata_of(info) for _, info in batch],
                [read.vector.tolist() for read in reads],
            )
            step(start + len(batch), len(fresh))
        tokens |= {str(c.id): known.of(str(c.id)) for c, _ in chunks if known is not None and str(c.id) not in tokens}
        write_token_vectors(self._folder, tokens)

    def _manifest(self, books: Books, sources: tuple[str, ...]) -> Manifest:
        return Manifest(
            generation=self._name,
            embedding=self._embedding.name,
            collection=self._collection,
            server=self._server is not None,
            documents=books.count("documents"),
            chunks=books.count("chunks"),
            units=books.count("units"),
            deadlines=books.count("deadlines"),
            sources=sources,
        )

    def _check(self, manifest: Manifest) -> None:
        assert self._vectors is not None
        counts = {
            "Chroma": self._vectors.count(),
            "BM25": len(KeywordIndex.load(self._folder / layout.CHUNK_WORDS)),
        }
        for part, count in counts.items():
            if count != manifest.chunks:
                raise layout.damaged(
                    self._index, f"{part} telt {count} passages, {manifest.chunks} verwacht", manifest.sources
                )

    def _seal(self, manifest: Manifest) -> Manifest:
        self.close()
        files = layout.seal(self._folder, (layout.PASSAGES, "keyword", layout.CHROMA))
        sealed = replace(manifest, files=files)
        layout.write_manifest(self._folder, sealed)
        return sealed

    def _collection_name(self) -> str:
        """On a server each build has a name of its own, also the builds of copies of one folder."""
        if self._server is None:
            return FOLDER_COLLECTION
        return f"inkoopwijzer-{secrets.token_hex(8)}-{self._name}"


def _write_words(folder: Path, chunks: list[Chunk]) -> None:
    """BM25 over chunks and units; compounds are learned from the whole corpus, so it is made anew each time."""
    vocabulary = Counter(word for chunk in chunks for word in set(find_words(chunk.indexed_text)))
    analyser = DutchTokens(vocabulary)
    KeywordIndex.build({chunk.id: analyser.tokens(chunk.indexed_text) for chunk in chunks}).save(
        folder / layout.CHUNK_WORDS
    )
    units = {
        unit.id: analyser.tokens(" ".join([*unit.section[-1:], unit.lead, unit.text]))
        for chunk in chunks
        for unit in chunk.units
    }
    KeywordIndex.build(units).save(folder / layout.UNIT_WORDS)
    _write_json(folder / layout.VOCABULARY, dict(sorted(vocabulary.items())))
    explained = find_abbreviations(text for chunk in chunks for unit in chunk.units for text in (unit.lead, unit.text))
    _write_json(folder / layout.ABBREVIATIONS, explained)


def _write_replaced(folder: Path, chunks: Sequence[tuple[Chunk, DocumentInfo]]) -> None:
    """Figures that another place replaces: decided over all documents together, for a correction may come later."""
    found = find_replaced([(chunk.units, info) for chunk, info in chunks])
    kept = {id_: [(r.old, r.new, r.by, r.column) for r in replaced] for id_, replaced in sorted(found.items())}
    _write_json(folder / layout.REPLACED, kept)


def _write_json(path: Path, data: Mapping[str, object]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _switch(index: Path, folder: Path, manifest: Manifest) -> None:
    """Make everything durable, then name the new generation as the one in use."""
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)
    folder.rename(index / manifest.generation)
    _sync(index)
    pointer = index / (layout.CURRENT + ".new")
    pointer.write_text(manifest.generation + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(index / layout.CURRENT)
    _sync(index)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _generations(index: Path) -> dict[int, Path]:
    """Number → folder, oldest first."""
    matches = ((layout.GENERATION.fullmatch(path.name), path) for path in index.iterdir() if path.is_dir())
    return dict(sorted((int(match["number"]), path) for match, path in matches if match))


def _number(generation: str) -> int:
    match = layout.GENERATION.fullmatch(generation)
    assert match
    return int(match["number"])


def _last_number(index: Path) -> int:
    return max(_generations(index), default=0)


def _sweep(index: Path) -> None:
    """Remove what a killed writer left: the folder it built in, and generations that were never named."""
    shutil.rmtree(index / BUILDING, ignore_errors=True)
    collections.sweep(index)
    try:
        current = layout.current_generation(index)
    except IndexDamaged:
        return  # a rebuild goes on beside what is there
    for number, folder in _generations(index).items():
        if current is None or number > _number(current):
            shutil.rmtree(folder, ignore_errors=True)


def _remove_old(index: Path, current: str) -> None:
    """Remove generations that no reader holds; the one before the one in use stays."""
    for folder in list(_generations(index).values())[:-KEPT]:
        if folder.name != current and not layout.is_leased(folder):
            shutil.rmtree(folder, ignore_errors=True)
