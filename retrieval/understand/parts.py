"""A comparison taken apart: for each insurer or year named, the question that is asked of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from retrieval.types import DocumentInfo, Form, Question, Scope
from retrieval.understand.kinds import asking_part, find_form, find_wishes, sentences_of
from retrieval.understand.lexical import Lexicon
from retrieval.understand.scoping import Naming, find_naming, policies_of, without
from retrieval.understand.terms import TOPIC, Thesaurus, carried, find_terms

CLAUSE = re.compile(
    r"""
      (?<=[;:])\s+
    | ,\s+(?:en|maar)\s+
    | \s+en\s+(?=(?:(?:voor|in|met|op|tot|per|bij)\s)?(?:hoe|hoeveel|wat|wie|waar|wanneer|welke?|kan|mag|moet)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
OTHERS_SHARE = 0.25
"""Weight of words that are asked of another insurer."""
BORROWED_SHARE = 0.9
"""The same when the insurer's own clause says nothing (`en hoe gaat dat bij ...`)."""


def parts_by_insurer(
    question: Question,
    *,
    today: date,
    documents: tuple[DocumentInfo, ...],
    lexicon: Lexicon,
    thesaurus: Thesaurus,
) -> tuple[Question, ...]:
    """One question per insurer named, with the words of its own clause and those said of all."""
    clauses = [
        clause for sentence in sentences_of(question.asked) for clause in CLAUSE.split(sentence) if clause.strip()
    ]
    named = [(clause, find_naming(clause, today=today, documents=documents)) for clause in clauses]
    parts = []
    for insurer in question.insurers:
        own = [(c, n) for c, n in named if not n.insurers or insurer in n.insurers]
        others = [(c, n) for c, n in named if n.insurers and insurer not in n.insurers]
        text = ". ".join(without(c, n.spans) for c, n in own)
        terms = tuple(
            t for t in question.terms if t.stem in {o.stem for o in find_terms(text, lexicon, thesaurus=thesaurus)}
        )
        mine = " ".join(without(c, n.spans) for c, n in own if n.insurers)
        few = bool(others) and all(t.weight < TOPIC for t in find_terms(mine, lexicon, thesaurus=thesaurus))
        rest = " ".join(without(c, n.spans) for c, n in others)
        text = f"{text} {rest}".strip() if few else text
        own_words = " ".join(c for c, _ in own)
        wishes = question.wishes if few and question.wishes else find_wishes(asking_part(own_words))
        wishes = wishes or (question.wishes if not rest else ())
        scope = _narrowed(question.scope, insurer, [n for _, n in own] or [n for _, n in named], documents)
        parts.append(
            replace(
                question,
                text=text,
                terms=carried(question.terms, terms, BORROWED_SHARE if few else OTHERS_SHARE),
                wishes=wishes,
                form=_form(own_words),
                insurers=(),
                in_comparison=True,
                scope=scope,
            )
        )
    return tuple(parts)


def _form(text: str) -> Form:
    found = find_form(text)
    return Form.FACT if found is Form.COMPARE else found


def parts_by_policy(question: Question, naming: Naming, documents: tuple[DocumentInfo, ...]) -> tuple[Question, ...]:
    """One question per policy of one insurer, when years or care types of several are named side by side."""
    insurer = question.scope.insurer
    if insurer is None:
        return ()
    own = tuple(d for d in documents if d.insurer == insurer)
    if len(naming.care_types) > 1:
        found = [policies_of(own, care_types=(care,), years=naming.years) for care in naming.care_types]
        if all(found) and len(set(found)) > 1:
            return tuple(_of_policy(question, care_type=care, years=naming.years) for care in naming.care_types)
    groups = _year_groups(own, naming.years, question.scope.care_type)
    if len(groups) < 2:
        return ()
    return tuple(
        _of_policy(question, care_type=question.scope.care_type or next(iter(policy.care_types), None), years=years)
        for policy, years in groups
    )


def _year_groups(
    own: tuple[DocumentInfo, ...], years: tuple[int, ...], care_type: str | None
) -> tuple[tuple[DocumentInfo, tuple[int, ...]], ...]:
    """The years by policy, when each belongs to one policy and they to several.

    Of a year that several policies cover, those count that are of the same care as the only policy of another year.
    """
    within = policies_of(own, care_types=(care_type,) if care_type else ())
    sole = [found[0] for year in years if len(found := policies_of(within, years=(year,))) == 1]
    alike = {care for policy in sole for care in policy.care_types}
    groups: dict[str, tuple[DocumentInfo, list[int]]] = {}
    for year in years:
        covering = policies_of(within, years=(year,))
        if len(covering) > 1:
            covering = tuple(policy for policy in covering if alike & set(policy.care_types))
        if len(covering) != 1:
            return ()
        groups.setdefault(str(covering[0].id), (covering[0], []))[1].append(year)
    return tuple((policy, tuple(found)) for policy, found in groups.values())


def _of_policy(question: Question, *, care_type: str | None, years: tuple[int, ...]) -> Question:
    scope = replace(question.scope, care_type=care_type, year=years[0] if years else None)
    return replace(question, years=years, form=_form(question.asked), scope=scope, in_comparison=True)


def _narrowed(scope: Scope, insurer: str, namings: list[Naming], documents: tuple[DocumentInfo, ...]) -> Scope:
    """The scope of one insurer: of the care types named, the one that it has a policy of; none where it has none."""
    own = tuple(d for d in documents if d.insurer == insurer)
    named = [care for naming in namings for care in naming.care_types]
    fitting = [care for care in (*named, scope.care_type) if care and policies_of(own, care_types=(care,))]
    care_type = scope.care_type if scope.care_type in fitting else next(iter(fitting), None)
    return replace(scope, insurer=insurer, care_type=care_type if own else scope.care_type)
