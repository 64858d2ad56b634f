"""A comparison taken apart: for each insurer or year named, the question that is asked of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from retrieval.types import Form, Question, Scope
from retrieval.understand.kinds import asking_part, find_form, find_wishes, sentences_of
from retrieval.understand.lexical import Lexicon
from retrieval.understand.scoping import find_naming, without
from retrieval.understand.terms import Thesaurus, carried, find_terms

CLAUSE = re.compile(
    r"(?<=[;:])\s+|,\s+(?:en|maar)\s+|\s+en\s+(?=(?:voor |in |met |op |tot |per |bij )?(?:hoe|hoeveel|wat|wie|waar|wanneer|welke?|kan|mag|moet)\b)",
    re.IGNORECASE,
)
OTHERS_SHARE = 0.25
"""Weight of words that are asked of another insurer."""
BORROWED_SHARE = 0.9
"""The same when the insurer's own clause says nothing (`en hoe gaat dat bij ...`)."""
FEW_TERMS = 2


def parts_by_insurer(
    question: Question, *, today: date, lexicon: Lexicon, thesaurus: Thesaurus
) -> tuple[Question, ...]:
    """One question per insurer named, with the words of its own clause and those said of all."""
    clauses = [clause for sentence in sentences_of(question.asked) for clause in CLAUSE.split(sentence) if clause.strip()]
    named = [(clause, find_naming(clause, today=today)) for clause in clauses]
    parts = []
    for insurer in question.insurers:
        own = [(c, n) for c, n in named if not n.insurers or insurer in n.insurers]
        others = [(c, n) for c, n in named if n.insurers and insurer not in n.insurers]
        text = ". ".join(without(c, n.spans) for c, n in own)
        terms = tuple(t for t in question.terms if t.stem in {o.stem for o in find_terms(text, lexicon, thesaurus=thesaurus)})
        mine = " ".join(without(c, n.spans) for c, n in own if n.insurers)
        few = len(find_terms(mine, lexicon, thesaurus=thesaurus)) <= FEW_TERMS and bool(others)
        rest = " ".join(without(c, n.spans) for c, n in others)
        text = f"{text} {rest}".strip() if few else text
        own_words = " ".join(c for c, _ in own)
        wishes = find_wishes(asking_part(own_words)) or (question.wishes if few or not rest else ())
        parts.append(
            replace(
                question,
                text=text,
                terms=carried(question.terms, terms, BORROWED_SHARE if few else OTHERS_SHARE),
                wishes=wishes,
                form=_form(own_words),
                insurers=(),
                scope=_narrowed(question.scope, insurer=insurer),
            )
        )
    return tuple(parts)


def _form(text: str) -> Form:
    found = find_form(text)
    return Form.FACT if found is Form.COMPARE else found


def parts_by_year(question: Question) -> tuple[Question, ...]:
    """One question per contract year, all else the same."""
    return tuple(
        replace(question, years=(year,), form=_form(question.asked), scope=_narrowed(question.scope, year=year))
        for year in question.years
    )


def _narrowed(scope: Scope, *, insurer: str | None = None, year: int | None = None) -> Scope:
    return replace(scope, insurer=insurer or scope.insurer, year=year or scope.year)
