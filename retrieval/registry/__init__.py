"""Facts of the trade from corpus/*.toml: insurers, care types, abbreviations, synonyms, statements about documents.

Finds the names of insurers and care types in any text. Knows nothing of questions,
nor of what a document says of itself. A new insurer or word is a change of data.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from retrieval.registry.data import (
    AbbreviationsFile,
    CareTypeEntry,
    CareTypesFile,
    DocumentsFile,
    InsurerEntry,
    InsurersFile,
    SynonymsFile,
    check_files,
    read_file,
)
from retrieval.registry.names import (
    Found,
    Mention,
    Name,
    Names,
    Token,
    joined_after,
    joined_before,
    tokens_of,
    words_of,
)
from retrieval.settings import settings
from retrieval.types import DocumentInfo

__all__ = ["CareType", "Insurer", "Mention", "Registry", "load_registry", "registry", "registry_with"]

NAME_LETTERS = 5
"""Letters from which an insurer's own name is known with one slip; shorter words are too like one another."""
LABEL_LETTERS = 7
"""The same for labels, which are more like ordinary words."""
SHORT_LABEL = 4
"""Letters up to which a learned label counts only as it is written: it may be an ordinary word."""
CARE_LETTERS = 10
"""The same for a care type."""


@dataclass(frozen=True, slots=True)
class Insurer:
    """An insurer, its labels and other spellings."""

    name: str
    full: str
    concern: str | None = None
    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    uzovi: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CareType:
    """A care type, the words that name it and those that only touch upon it."""

    name: str
    scope: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    """Care types whose policies often deal with this one as well."""


@dataclass(frozen=True, slots=True)
class Registry:
    """All data of corpus/*.toml."""

    insurers: tuple[Insurer, ...]
    care_types: tuple[CareType, ...]
    abbreviations: Mapping[str, tuple[str, ...]]
    """Abbreviation → what it stands for."""
    synonyms: Mapping[str, tuple[str, ...]]
    """First word of a line → the words that mean the same; all words of a line stand for one another."""
    documents: tuple[DocumentInfo, ...]
    """What documents.toml states; `source` is the path within the corpus folder, an empty title states nothing."""
    policy_words: frozenset[str]
    between: frozenset[str]
    settings: frozenset[tuple[str, ...]]
    """Topics, as folded words, that never restrict a search by themselves."""
    _insurer_names: Names = field(repr=False)
    _care_names: Names = field(repr=False)

    def find_insurers(self, text: str) -> tuple[Mention, ...]:
        """The insurers that a text names, in order; a label counts as its insurer.

        >>> [m.name for m in registry().find_insurers("Hoe zit het bij Z&Z en univé, en bij zorg en zekerhied?")]
        ['Zorg en Zekerheid', 'VGZ', 'Zorg en Zekerheid']
        """
        return tuple(found.mention for found in self._insurer_names.find(tokens_of(text), text))

    def find_care_types(self, text: str) -> tuple[Mention, ...]:
        """The care types that a text names as such, in order: words of `scope`, and topics beside a policy word.

        >>> [m.name for m in registry().find_care_types("Wat is de deadline in het GGZ-beleid voor een apotheek?")]
        ['geestelijke gezondheidszorg']
        """
        return tuple(mention for mention in self._care_mentions(text) if mention.strong)

    def find_topics(self, text: str) -> tuple[Mention, ...]:
        """The care types that a text only touches upon, in order."""
        return tuple(mention for mention in self._care_mentions(text) if not mention.strong)

    def find_hints(self, text: str) -> tuple[Mention, ...]:
        """Of the topics, those that tell which care is meant when nothing else does."""
        return tuple(m for m in self.find_topics(text) if words_of(text[m.start : m.end]) not in self.settings)

    def insurer(self, name: str) -> Insurer | None:
        """The insurer of this canonical name."""
        return next((item for item in self.insurers if item.name == name), None)

    def care_type(self, name: str) -> CareType | None:
        """The care type of this canonical name."""
        return next((item for item in self.care_types if item.name == name), None)

    def document(self, document_id: str) -> DocumentInfo | None:
        """What documents.toml states of this document."""
        return next((item for item in self.documents if item.id == document_id), None)

    def learned(self, documents: Iterable[DocumentInfo]) -> Registry:
        """The same with the insurers and care types that documents are of, under the names that their texts give them.

        What the data files say of a spelling goes first.
        """
        infos = tuple(documents)
        insurers = _learned_insurers(infos, {item.name for item in self.insurers})
        known = {item.name for item in self.care_types}
        care_types = tuple(
            CareType(name, scope=(name,))
            for name in sorted({name for info in infos for name in info.care_types if name not in known})
        )
        return replace(
            self,
            insurers=(*self.insurers, *insurers),
            care_types=(*self.care_types, *care_types),
            _insurer_names=self._insurer_names.joined(_spellings_of(infos)),
            _care_names=self._care_names.joined(
                Name(words_of(item.name), (item.name,), slip=CARE_LETTERS) for item in care_types
            ),
        )

    def _care_mentions(self, text: str) -> Iterator[Mention]:
        tokens = tokens_of(text)
        for found in self._care_names.find(tokens, text):
            mention = found.mention
            if mention.strong:
                yield mention
            elif self._before_policy_word(tokens, found) and not joined_before(text, mention):
                yield replace(mention, strong=True)
            elif not (joined_before(text, mention) or joined_after(text, mention)):
                yield replace(mention, strong=self._behind_policy_word(tokens, found))

    def _before_policy_word(self, tokens: tuple[Token, ...], found: Found) -> bool:
        return found.last + 1 < len(tokens) and tokens[found.last + 1].word in self.policy_words

    def _behind_policy_word(self, tokens: tuple[Token, ...], found: Found) -> bool:
        at = found.first - 1
        while at >= 0 and tokens[at].word in self.between:
            at -= 1
        return at >= 0 and tokens[at].word in self.policy_words


@lru_cache(maxsize=4)
def registry_with(documents: tuple[DocumentInfo, ...]) -> Registry:
    """The data files, and what the texts of an index say of their insurers and care types."""
    return registry().learned(documents)


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The data of the configured corpus folder, read once.

    Raises:
        RegistryError: a file cannot be read or an entry is wrong; the message names both.

    """
    return load_registry(settings().corpus)


def load_registry(folder: Path) -> Registry:
    """The data files of a folder; the project's own stand in for those that are not there.

    Raises:
        RegistryError: a file cannot be read or an entry is wrong; the message names both.

    """
    insurers = read_file(folder, "insurers.toml", InsurersFile)
    care = read_file(folder, "care_types.toml", CareTypesFile)
    documents = read_file(folder, "documents.toml", DocumentsFile)
    check_files(insurers, care, documents)
    return Registry(
        insurers=tuple(Insurer(**item.model_dump()) for item in insurers.insurer),
        care_types=tuple(CareType(**item.model_dump()) for item in care.care_type),
        abbreviations=read_file(folder, "abbreviations.toml", AbbreviationsFile).abbreviations,
        synonyms=read_file(folder, "synonyms.toml", SynonymsFile).lines(),
        documents=tuple(item.info() for item in documents.document),
        policy_words=frozenset(words_of(" ".join(care.policy_words))),
        between=frozenset(words_of(" ".join(care.between))),
        settings=frozenset(words_of(word) for word in care.settings),
        _insurer_names=_insurer_names(insurers.insurer),
        _care_names=_care_names(care.care_type),
    )


def _learned_insurers(infos: Iterable[DocumentInfo], known: Collection[str]) -> tuple[Insurer, ...]:
    """The insurers that no data file has, each once with all that its documents call it."""
    found: dict[str, Insurer] = {}
    for info in infos:
        if info.insurer and info.insurer not in known:
            one = found.get(info.insurer, Insurer(info.insurer, info.insurer))
            found[info.insurer] = replace(
                one,
                aliases=tuple(dict.fromkeys((*one.aliases, *info.names))),
                labels=tuple(dict.fromkeys((*one.labels, *info.labels))),
            )
    return tuple(found[name] for name in sorted(found))


def _spellings_of(infos: Iterable[DocumentInfo]) -> Iterator[Name]:
    for info in infos:
        if info.insurer:
            for word in (info.insurer, *info.names):
                yield Name(words_of(word), (info.insurer,), slip=NAME_LETTERS)
            for word in info.labels:
                exact = word if len(word) <= SHORT_LABEL else None
                yield Name(words_of(word), (info.insurer,), slip=LABEL_LETTERS, exact=exact)


def _insurer_names(entries: Iterable[InsurerEntry]) -> Names:
    names: list[Name] = []
    for entry in entries:
        names += [Name(words_of(word), (entry.name,), slip=NAME_LETTERS) for word in (entry.name, *entry.aliases)]
        names += [Name(words_of(word), (entry.name,), slip=LABEL_LETTERS) for word in entry.labels]
        names += [Name(words_of(word), (entry.name,), exact=word) for word in entry.exact]
    return Names.of(names)


def _care_names(entries: tuple[CareTypeEntry, ...]) -> Names:
    spellings: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for entry in entries:
        for word in (*entry.scope, *entry.topics):
            owners = spellings.setdefault((words_of(word), word in entry.scope), [])
            owners.extend([entry.name] if entry.name not in owners else [])
    named = spellings.items()
    return Names.of(
        Name(words, tuple(owners), strong=strong, slip=CARE_LETTERS if strong else 0)
        for (words, strong), owners in named
    )
