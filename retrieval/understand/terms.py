"""The content words of a question with what counts as the same word, and how much each weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from retrieval.dutch.letters import fold
from retrieval.dutch.small_words import FUNCTION, small_words
from retrieval.dutch.stems import PREFIXES, irregular_forms, stem
from retrieval.figures.find import find_figures
from retrieval.figures.values import FigureKind
from retrieval.registry import registry
from retrieval.types import Term
from retrieval.understand.kinds import asking_part, sentences_of
from retrieval.understand.lexical import WORD, Lexicon, words
from retrieval.understand.words import asking_words, question_words

FILLER_WEIGHT = 0.35
"""A word that every question about these policies may hold (beleid, contract, praktijk)."""
MOST_FILLER = 1.05
"""The most that such a word weighs: a rare one tells no more than a common one."""
MOST_ASKING = 0.6
"""The most that such a word weighs, or one that only asks (`kost`), when no policy uses it."""
POLICY_WEIGHT = 0.12
"""A word that names the policy itself: it says where to look, not for what."""
SCOPE_WEIGHT = 0.2
"""A word of the care type that the question is scoped to; it may be part of the topic as well."""
MOST_SCOPE = 0.6
"""The most that such a word weighs."""
CONTEXT_WEIGHT = 0.6
"""A word of a sentence that tells about the asker; the sentence that asks weighs 1."""
SMALL_PHRASE_WEIGHT = 1.5
"""A phrase of words that weigh nothing by themselves."""
NUMBER_WEIGHT = 0.6
"""A bare number names a segment or a step; its own rarity says nothing."""
VERB_LETTERS = 4
VERB_REACH = 28
"""Words behind a verb within which its prefix may stand."""
TOPIC = 1.5
"""Weight from which a word is a topic: above that of the words that every question may hold."""
SYNONYM = 0.85
ABBREVIATION = 0.95
TYPO = 0.9
PART_SHARE, HEAD_SHARE = 0.4, 0.6
"""How well a part of a compound stands for the whole; the last one says what it is (`inkoopteam` is a team)."""
KNOWN_PART = 0.35
"""The same when the policies use the whole compound: then they mean that by it, and its parts something else."""
HEAD_SHARE_WITHIN, PART_SHARE_WITHIN = 0.8, 0.7
"""How well a compound of the policies stands for the word that it ends with, or begins with."""
PROFESSION = 0.9
"""How well a trade stands for who has it: `logopedie` for `logopedist`."""
STEM_TAIL = 0.8
"""A separable verb found without its prefix (`aanvragen` as `vragen`)."""


@dataclass(frozen=True, slots=True, order=True)
class Same:
    """A phrase that stands for another."""

    key: tuple[str, ...]
    weight: float
    phrase: str


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Phrases that mean the same: stems of one → stems of the others, with how well they do."""

    same: Mapping[tuple[str, ...], tuple[Same, ...]]
    longest: int


def thesaurus_of(groups: Iterable[tuple[tuple[str, ...], float]]) -> Thesaurus:
    """A thesaurus of groups of phrases; each phrase of a group stands for every other."""
    same: dict[tuple[str, ...], dict[tuple[str, ...], Same]] = {}
    for phrases, weight in groups:
        keyed = [(key, phrase) for phrase in phrases if (key := phrase_stems(phrase))]
        for key, _ in keyed:
            others = same.setdefault(key, {})
            for other, phrase in keyed:
                if other != key and (other not in others or others[other].weight < weight):
                    others[other] = Same(other, weight, phrase)
    frozen = {key: tuple(sorted(found.values())) for key, found in same.items()}
    return Thesaurus(frozen, max((len(key) for key in frozen), default=1))


def phrase_stems(phrase: str) -> tuple[str, ...]:
    """The stems of all words of a phrase; of a hyphenated word only the whole."""
    return tuple(stem(PLURAL_FREE.sub("", match.group())) for match in WORD.finditer(fold(phrase)))


PLURAL_FREE = re.compile(r"['’](?:s|sen|en)$")


@lru_cache(maxsize=1)
def own_thesaurus() -> Thesaurus:
    """What corpus/*.toml says means the same."""
    return thesaurus_with({})


def thesaurus_with(abbreviations: Mapping[str, tuple[str, ...]]) -> Thesaurus:
    """The same with abbreviations that the policies of an index explain."""
    known = registry()
    groups: list[tuple[tuple[str, ...], float]] = []
    for explained in (known.abbreviations, abbreviations):
        groups += [((short, *longs), ABBREVIATION) for short, longs in explained.items()]
    groups += [((word, *others), SYNONYM) for word, others in known.synonyms.items()]
    return thesaurus_of(groups)


def find_terms(
    text: str, lexicon: Lexicon, *, thesaurus: Thesaurus, light: frozenset[str] = frozenset()
) -> tuple[Term, ...]:
    """The content words in reading order, each stem once; `light` words name the policy and weigh little."""
    asking = set(words(asking_part(text)))
    found: dict[str, Term] = {}
    joined = separable_verbs(text, lexicon)
    for word in _content_words(_without_dates(text), verbs=joined):
        term = _term(word, lexicon, context=word not in asking)
        if word in joined:
            whole = tuple(joined[word])
            same = tuple(other for verb in whole for other in thesaurus.same.get((stem(verb),), ()))
            variants = (*term.variants, *(((stem(verb),), 1.0) for verb in whole), *((s.key, s.weight) for s in same))
            also = (*term.also, *whole, *(other.phrase for other in same))
            term = replace(term, variants=variants, also=also, known=True)
        if word in light:
            term = replace(term, weight=min(MOST_SCOPE, round(term.weight * SCOPE_WEIGHT, 4)))
        if term.stem not in found:
            found[term.stem] = term
    return tuple(_known_in(lexicon, term) for term in _with_phrases(tuple(found.values()), text, thesaurus))


def _known_in(lexicon: Lexicon, term: Term) -> Term:
    """The term, known also when the index holds a word that means the same."""
    if term.known:
        return term
    same = (key for key, weight in term.variants if weight >= SYNONYM)
    return replace(term, known=any(all(lexicon.stem_counts.get(part) for part in key) for key in same))


def _without_dates(text: str) -> str:
    """The text without dates and months with a year: the asker's own, or compared as figures."""
    for figure in sorted(find_figures(text), key=lambda f: -f.start):
        if figure.kind in (FigureKind.DATE, FigureKind.MONTH) and any(char.isdigit() for char in figure.text):
            text = text[: figure.start] + " " + text[figure.end :]
    return text


def separable_verbs(text: str, lexicon: Lexicon) -> dict[str, list[str]]:
    """Verbs whose prefix stands apart: `levert ... in`, `in te leveren` → inlever; only those that are known."""
    found: dict[str, list[str]] = {}
    for sentence in sentences_of(text):
        sequence = [PLURAL_FREE.sub("", match.group()) for match in WORD.finditer(fold(sentence))]
        for place, word in enumerate(sequence):
            if len(word) < VERB_LETTERS or word in without_particle() or not word.isalpha():
                continue
            before = sequence[place - 2] if place >= 2 and sequence[place - 1] == "te" else ""
            for prefix in (before, *sequence[place + 2 : place + VERB_REACH]):
                if prefix not in PREFIXES:
                    continue
                verb = prefix + stem(word)
                if stem(verb) in lexicon.stem_counts or stem(verb) in _known_verbs():
                    found.setdefault(word, []).append(verb)
    return found


@lru_cache(maxsize=1)
def _known_verbs() -> frozenset[str]:
    return frozenset(key[0] for key in own_thesaurus().same if len(key) == 1)


SMALL = (*FUNCTION, "quantifiers", "adverbs", "light_verbs")


@lru_cache(maxsize=1)
def without_topic() -> frozenset[str]:
    """The words of a question that never count for or against a passage."""
    return small_words(*SMALL, "abbreviations") | question_words().stopwords


@lru_cache(maxsize=1)
def without_particle() -> frozenset[str]:
    """The words that make no verb with a particle far behind them."""
    return small_words(*SMALL) | question_words().auxiliaries


def _content_words(text: str, *, verbs: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The words that name a topic; a verb like `neemt` does with its prefix (`neemt over`)."""
    skip, infinitives = without_topic(), irregular_forms()
    found = (PLURAL_FREE.sub("", match.group()) for match in WORD.finditer(fold(text)))
    return tuple(
        word
        for word in found
        if word in verbs
        or (word not in skip and infinitives.get(word) not in skip and (len(word) > 1 or word.isdigit()))
    )


def _term(word: str, lexicon: Lexicon, *, context: bool) -> Term:
    corrected = None if (stem(word),) in own_thesaurus().same else lexicon.corrected(word)
    used = corrected or word
    weight = lexicon.rarity(stem(used))
    if word.replace(".", "").replace(",", "").isdigit():
        weight = lexicon.rarity("") * NUMBER_WEIGHT
    used_there = lexicon.knows(used)
    if used in question_words().filler or (used in asking_words() and not used_there):
        weight = min(weight * FILLER_WEIGHT, MOST_FILLER if used_there else MOST_ASKING)
    if used in question_words().policy_words:
        weight *= POLICY_WEIGHT
    if context:
        weight *= CONTEXT_WEIGHT
    variants = _variants(word, corrected, lexicon)
    known = lexicon.knows(used) or any(all(lexicon.stem_counts.get(s) for s in key) for key, _ in variants)
    return Term(word, stem(word), round(weight, 4), variants, known=known, also=(corrected,) if corrected else ())


def _variants(word: str, corrected: str | None, lexicon: Lexicon) -> tuple[tuple[tuple[str, ...], float], ...]:
    found: list[tuple[tuple[str, ...], float]] = []
    if corrected:
        found.append(((stem(corrected),), TYPO))
    pieces = tuple(piece for piece in re.split(r"[-/'+.]", word) if len(piece) > 1) if not word[0].isdigit() else ()
    if len(pieces) > 1:
        found.append((tuple(stem(piece) for piece in pieces), ABBREVIATION))
        found.extend(((stem(piece),), HEAD_SHARE) for piece in pieces if lexicon.knows(piece))
        found.append(((stem("".join(pieces)),), 1.0))
    found.extend(((stem(other),), PROFESSION) for other in _trades(corrected or word))
    ending, beginning = lexicon.compounds(corrected or word)
    found.extend(((stem(other),), HEAD_SHARE_WITHIN) for other in ending)
    if not lexicon.knows(corrected or word):
        found.extend(((stem(other),), PART_SHARE_WITHIN) for other in beginning)
    parts = lexicon.parts(corrected or word)
    if len(parts) == 1:
        found.append(((stem(parts[0]),), STEM_TAIL))
    elif parts:
        found.append((tuple(stem(part) for part in parts), SYNONYM))
        share = KNOWN_PART if lexicon.knows(word) else 1.0
        found.extend(((stem(part),), share * PART_SHARE) for part in parts[:-1])
        found.append(((stem(parts[-1]),), share * HEAD_SHARE))
    return tuple(found)


def _trades(word: str) -> tuple[str, ...]:
    """What a professional does: `huidtherapeuten` do `huidtherapie`."""
    endings = question_words().trades
    return tuple(
        word.removesuffix(ending).removesuffix(person) + trade
        for person, trade in endings.items()
        for ending in ("", "en", "s")
        if word.removesuffix(ending).endswith(person) and len(word) > len(person) + VERB_LETTERS
    )[:1]


def _with_phrases(terms: tuple[Term, ...], text: str, thesaurus: Thesaurus) -> tuple[Term, ...]:
    """The terms, each with the phrases that mean the same as a phrase it stands in."""
    sequence = phrase_stems(text)
    extra: dict[str, list[Same]] = {}
    for size in range(1, thesaurus.longest + 1):
        for start in range(len(sequence) - size + 1):
            for found in thesaurus.same.get(sequence[start : start + size], ()):
                for part in sequence[start : start + size]:
                    extra.setdefault(part, []).append(found)
    return (*(_extended(term, extra) for term in terms), *_small_phrases(text, thesaurus))


def _small_phrases(text: str, thesaurus: Thesaurus) -> list[Term]:
    """The phrases of words that say nothing one by one and something together: `te laat`, `wat gaat voor`."""
    folded = fold(text)
    found = [phrase for phrase in question_words().small_phrases if re.search(rf"\b{phrase}\b", folded)]
    return [_small_phrase(phrase, thesaurus) for phrase in found]


def _small_phrase(phrase: str, thesaurus: Thesaurus) -> Term:
    key = phrase_stems(phrase)
    same = thesaurus.same.get(key, ())
    variants = ((key, 1.0), *((other.key, other.weight) for other in same))
    return Term(phrase, phrase, SMALL_PHRASE_WEIGHT, variants, also=tuple(other.phrase for other in same))


def _extended(term: Term, extra: Mapping[str, list[Same]]) -> Term:
    keys = [term.stem, *(key[0] for key, weight in term.variants if len(key) == 1 and weight >= TYPO)]
    more = tuple(same for key in keys for same in extra.get(key, ()))
    if not more:
        return term
    variants = tuple(dict.fromkeys(term.variants + tuple((same.key, same.weight) for same in more)))
    also = tuple(dict.fromkeys(term.also + tuple(same.phrase for same in more)))
    spelled = tuple(dict.fromkeys(same.phrase for same in more if same.weight >= ABBREVIATION))
    return replace(term, variants=variants, also=also, spelled=spelled)


def carried(terms: Iterable[Term], own: tuple[Term, ...], share: float) -> tuple[Term, ...]:
    """The own terms, followed by the others at a share of their weight."""
    have = {term.stem for term in own}
    more = tuple(replace(term, weight=round(term.weight * share, 4)) for term in terms if term.stem not in have)
    return own + more
