"""The way of documents into an index: find the files, read what changed, write, report.

    ingest(paths)              the index holds exactly the policies in these paths
    add_documents(files)       copy official files into the corpus and index them
    remove_documents(ids)      take policies out of the index

Each is one generation or none: what fails leaves the index as it was. How a file
is read is `ingest.passes`, in a process of its own (`ingest.apart`); in what
order files are written `ingest.keep.index`.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.apart import Apart
from ingest.keep.bookkeeping import Entry, ReadDocument, facts_of, read_entries, reading_version
from ingest.keep.index import Changes, write_generation, write_lock
from ingest.keep.official import Stated, forgotten, placed
from ingest.keep.sources import OFFICIAL, Selection, Source, default_paths, find_sources, select
from ingest.meaning.recognise import described_by
from ingest.report import IngestReport, Progress, ProgressCallback, Row, State, Status, related
from retrieval.embedder import CachedEmbeddings, embedder
from retrieval.errors import AssistantError, IndexOutdated, ReadingError
from retrieval.settings import settings
from retrieval.store import IndexReader, layout
from retrieval.store.layout import Manifest
from retrieval.types import DocumentInfo

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one chosen file."""

    source: Source
    state: State
    entry: Entry | None = None
    reading: ReadDocument | None = None
    remark: str = ""


def ingest(
    paths: Sequence[Path | str] = (),
    *,
    index: Path | str | None = None,
    rebuild: bool = False,
    progress: ProgressCallback | None = None,
) -> IngestReport:
    """Make the index hold the policies in `paths` (default: the project's corpus), reading only what changed.

    Raises:
        ReadingError: a path does not exist, or holds no file at all.
        IndexBusy: another process is writing.
        IndexDamaged, EmbeddingMismatch: the index needs `rebuild`.

    """
    corpus = settings().corpus
    chosen = [Path(path) for path in paths] or list(default_paths(corpus))
    run = _Run(Path(index) if index else settings().index, progress or _silent)
    with write_lock(run.index), run.apart:
        base = None if rebuild else _base_of(run)
        sources = find_sources(chosen, corpus)
        if not sources and base is None:
            raise ReadingError(
                f"Geen documenten gevonden in {', '.join(map(str, chosen)) or corpus}. "
                "Zet er beleidsdocumenten in, of noem een andere map."
            )
        return run.write(run.select(sources, base), base, [str(path.resolve()) for path in chosen])


def _base_of(run: _Run) -> Manifest | None:
    """What the ingest goes on from; nothing when another version of the program wrote it."""
    try:
        return run.base()
    except IndexOutdated:
        return None


def add_documents(
    files: Sequence[Path | str],
    stated: Stated = Stated(),  # noqa: B008 - frozen
    *,
    index: Path | str | None = None,
    progress: ProgressCallback | None = None,
) -> IngestReport:
    """Copy official files into `corpus/official` and index them beside what the index was made from.

    Raises:
        ReadingError: a file cannot be read, or what is stated about it cannot be.
        IndexBusy, IndexDamaged, EmbeddingMismatch: the index cannot be changed.

    """
    corpus = settings().corpus
    official = corpus / OFFICIAL
    with placed([Path(file) for file in files], stated, official):
        paths = sources_of(index) or list(default_paths(corpus))
        if official.resolve() not in {path.resolve() for path in paths}:
            paths = [*paths, official]
        return ingest(paths, index=index, progress=progress)


def remove_documents(ids: Sequence[str], *, index: Path | str | None = None) -> IngestReport:
    """Take documents out of the index; files in `corpus/official` are deleted, and what they outranked comes back.

    A file that stands elsewhere stays there, and comes back with the next ingest of its folder.

    Raises:
        ReadingError: a document is not in the index.
        IndexMissing, IndexDamaged, IndexBusy, EmbeddingMismatch: the index cannot be changed.

    """
    corpus = settings().corpus
    run = _Run(Path(index) if index else settings().index, _silent)
    with write_lock(run.index), run.apart:
        layout.require_generation(run.index)
        base = run.base()
        assert base is not None
        entries = run.entries(base)
        unknown = sorted(set(ids) - entries.keys())
        if unknown:
            raise ReadingError(
                f"Dit staat niet in de index: {', '.join(unknown)}. Bekijk de lijst met: python -m ingest status"
            )
        gone = {Path(entries[id_].path) for id_ in ids}
        official = [path for path in sorted(gone) if path.parent == (corpus / OFFICIAL).resolve()]
        if not official:
            return run.remove(sorted(set(ids)), entries, base)
        left = [s for s in find_sources(sources_of(run.index), corpus) if s.path.resolve() not in gone]
        selection = run.select(left, base)
        with forgotten(official):
            return run.write(selection, base, list(base.sources))


def sources_of(index: Path | str | None = None) -> list[Path]:
    """The files and folders that an index was made from, those that are still there; empty when there is no index.

    Raises:
        IndexDamaged: its manifest cannot be read.

    """
    folder = Path(index) if index else settings().index
    generation = layout.current_generation(folder)
    if generation is None:
        return []
    return [path for path in map(Path, layout.read_manifest(folder, generation).sources) if path.exists()]


def read_status(index: Path | str | None = None) -> Status:
    """What is in an index, and whether it is whole; also of one that cannot be answered from.

    Raises:
        IndexMissing: there is no index.
        IndexDamaged: its bookkeeping cannot be read.

    """
    folder = Path(index) if index else settings().index
    manifest = layout.read_manifest(folder, layout.require_generation(folder))
    try:
        entries = read_entries(folder / manifest.generation / layout.PASSAGES)
    except (sqlite3.Error, ValueError) as error:
        raise layout.damaged(folder, str(error), manifest.sources) from error
    fault = None
    try:
        reader = IndexReader.open(folder)
        reader.verify()
        reader.close()
    except AssistantError as error:
        fault = str(error)
    return Status(manifest.generation, manifest.embedding, tuple(entries.values()), manifest.sources, fault)


class _Run:
    """One ingest into one index."""

    def __init__(self, index: Path, progress: ProgressCallback) -> None:
        self.index = index
        self._progress = progress
        self._started = time.perf_counter()
        self._embedding: CachedEmbeddings = embedder(settings())
        self._corpus = settings().corpus
        self.apart = Apart()
        """Reads every file of this run: its helper starts once, at the first file that is read."""

    def base(self) -> Manifest | None:
        """The generation in use, whole and of this embedding model; None when there is no index."""
        if layout.current_generation(self.index) is None:
            return None
        reader = IndexReader.open(self.index, embedding=self._embedding)
        reader.close()
        return reader.manifest

    def entries(self, base: Manifest | None) -> dict[str, Entry]:
        """What the bookkeeping of a generation knows."""
        return read_entries(self.index / base.generation / layout.PASSAGES) if base else {}

    def select(self, sources: Sequence[Source], base: Manifest | None) -> Selection:
        """Of each policy one file; files of one name are compared by what they say of themselves."""
        known = {(entry.path, entry.sha256): entry.info for entry in self.entries(base).values()}
        read: dict[Path, DocumentInfo | None] = {}

        def info_of(path: Path) -> DocumentInfo | None:
            if path not in read:
                read[path] = self._recognised(path, known)
            return read[path]

        return select(sources, lambda one, other: _differ(info_of(one.path), info_of(other.path)))

    def _recognised(self, path: Path, known: Mapping[tuple[str, str], DocumentInfo]) -> DocumentInfo | None:
        """What a file says of itself, from the bookkeeping when it is there; None when it cannot be read."""
        try:
            return known.get((str(path.resolve()), _hash_of(path))) or self.apart.read(path).document.info
        except (AssistantError, OSError, RuntimeError):
            return None  # reported when it is read for the index

    def write(self, selection: Selection, base: Manifest | None, sources: list[str]) -> IngestReport:
        """Read what changed and make the next generation, when there is anything to change."""
        entries = self.entries(base)
        outcomes = self._read_all(selection.chosen, entries)
        outcomes, outranked = _leave_out_editions(outcomes)
        left_out = [*selection.left_out, *outranked]
        present = {outcome.source.id for outcome in outcomes}
        removed = tuple(sorted(entries.keys() - present))
        put = tuple(outcome.reading for outcome in outcomes if outcome.reading)
        changes = Changes(put, tuple(id_ for id_ in removed))
        generation = base.generation if base else ""
        if changes or (base is not None and list(base.sources) != sources):
            generation = self._switch(changes, base, sources)
        infos = [outcome.entry.info for outcome in outcomes if outcome.entry]
        rows = [
            *(_row(outcome, infos) for outcome in outcomes),
            *(_left_out_row(source, instead) for source, instead in left_out),
            *(_removed_row(entries[id_]) for id_ in removed if id_ not in {s.id for s, _ in left_out}),
        ]
        return self._report(generation, rows)

    def remove(self, ids: list[str], entries: dict[str, Entry], base: Manifest) -> IngestReport:
        """The next generation without some documents."""
        generation = self._switch(Changes(removed=tuple(ids)), base, list(base.sources))
        kept = [_unchanged_row(entry) for id_, entry in entries.items() if id_ not in ids]
        return self._report(generation, [*kept, *(_removed_row(entries[id_]) for id_ in ids)])

    def _switch(self, changes: Changes, base: Manifest | None, sources: list[str]) -> str:
        def step(done: int, total: int) -> None:
            self._progress(Progress("passages", done, total))

        return write_generation(
            self.index, changes, base=base, embedding=self._embedding, sources=sources, step=step
        ).generation

    def _read_all(self, sources: Sequence[Source], entries: dict[str, Entry]) -> list[_Outcome]:
        outcomes = []
        for done, source in enumerate(sources):
            self._progress(Progress("read", done, len(sources), source.path.name))
            outcomes.append(self._read(source, entries.get(source.id)))
        self._progress(Progress("read", len(sources), len(sources)))
        return outcomes

    def _read(self, source: Source, known: Entry | None) -> _Outcome:
        """A file that cannot be read stays in the index as it was, when it was there."""
        try:
            sha256 = _hash_of(source.path)
            reading = f"{reading_version(self._corpus)}:{described_by(source.path)}"
            if known and (known.sha256, known.reading, known.path) == (sha256, reading, str(source.path.resolve())):
                return _Outcome(source, State.UNCHANGED, known)
            read = self._reading(source, sha256, reading)
        except AssistantError as error:
            return _Outcome(source, State.FAILED, known, remark=str(error))
        except OSError as error:
            reason = f"Het bestand {source.path.name} kan niet worden gelezen: {error.strerror}. Controleer de rechten."
            return _Outcome(source, State.FAILED, known, remark=reason)
        except Exception:
            log.exception("onverwachte fout bij het lezen van %s", source.path)
            reason = f"Het bestand {source.path.name} kan niet worden gelezen: onverwachte fout. Zie de log."
            return _Outcome(source, State.FAILED, known, remark=reason)
        return _Outcome(source, State.CHANGED if known else State.NEW, read.entry, read)

    def _reading(self, source: Source, sha256: str, reading: str) -> ReadDocument:
        read = self.apart.read(source.path, name=source.name)
        facts = facts_of(read.document, read.deadlines)
        entry = Entry(str(source.path.resolve()), sha256, reading, read.document.info, facts)
        return ReadDocument(entry, read.document, read.deadlines)

    def _report(self, generation: str, rows: Sequence[Row]) -> IngestReport:
        return IngestReport(
            generation=generation,
            rows=tuple(sorted(rows, key=lambda row: row.file)),
            embedded=self._embedding.computed,
            seconds=time.perf_counter() - self._started,
            embedding_seconds=self._embedding.seconds,
        )


def _hash_of(path: Path) -> str:
    """Hash of a file; of a pipe or device, which may never end, nothing is read."""
    if path.exists() and not path.is_file():
        raise ReadingError(f"{path.name} is geen gewoon bestand. Geef een bestand of een map.")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _differ(one: DocumentInfo | None, other: DocumentInfo | None) -> bool:
    """Whether two files are known to be of two policies: another insurer, or no care type or year in common."""
    if one is None or other is None:
        return False
    if one.insurer and other.insurer and one.insurer != other.insurer:
        return True
    cares = one.care_types and other.care_types and not set(one.care_types) & set(other.care_types)
    years = one.years and other.years and not set(one.years) & set(other.years)
    return bool(cares or years or one.role is not other.role)


def _leave_out_editions(outcomes: list[_Outcome]) -> tuple[list[_Outcome], list[tuple[Source, Source]]]:
    """An own-words edition makes way for an official file of the same insurer, care types and years."""
    official = {
        _policy(outcome.entry.info): outcome.source
        for outcome in outcomes
        if outcome.entry and outcome.entry.info.edition == "official" and _policy(outcome.entry.info)
    }
    kept: list[_Outcome] = []
    outranked: list[tuple[Source, Source]] = []
    for outcome in outcomes:
        info = outcome.entry.info if outcome.entry else None
        instead = official.get(_policy(info)) if info and info.edition == "own-words" else None
        if instead:
            outranked.append((outcome.source, instead))
        else:
            kept.append(outcome)
    return kept, outranked


def _policy(info: DocumentInfo) -> tuple[str, tuple[str, ...], tuple[int, ...]] | None:
    """What makes two documents the same policy; None when that is not known."""
    if not (info.insurer and info.care_types and info.years):
        return None
    return info.insurer, tuple(sorted(info.care_types)), info.years


def _row(outcome: _Outcome, infos: Sequence[DocumentInfo]) -> Row:
    entry = outcome.entry
    remark = outcome.remark or (related(entry.info, infos) if entry else "")
    if outcome.state is State.FAILED and entry:
        remark += " De vorige versie blijft in de index."
    return Row(
        file=outcome.source.path.name,
        state=outcome.state,
        title=entry.info.title if entry else "",
        facts=entry.facts if entry else None,
        remark=remark,
    )


def _unchanged_row(entry: Entry) -> Row:
    return Row(Path(entry.path).name, State.UNCHANGED, entry.info.title, entry.facts)


def _removed_row(entry: Entry) -> Row:
    return Row(Path(entry.path).name, State.REMOVED, entry.info.title)


def _left_out_row(source: Source, instead: Source) -> Row:
    remark = f"hetzelfde beleid staat in {instead.path.name}, en dat gaat voor."
    return Row(source.path.name, State.OUTRANKED, remark=remark)


def _silent(progress: Progress) -> None:
    """For callers that show no progress."""
