"""A question, the conversation and today's date in; a `Question` that stands alone out.

Knows insurers and care types from the registry, and words from the index. Does
not search: which passages fit is for `retrieval.search`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retrieval.figures.find import find_figures
from retrieval.types import DocumentInfo, Form, Origin, Question, Scope, Term, Turn, Wish
from retrieval.understand.clean import clean_question
from retrieval.understand.followup import Lean, lean_of
from retrieval.understand.kinds import ASKS_OTHERWISE, asking_part, find_form, find_wishes
from retrieval.understand.lexical import Lexicon
from retrieval.understand.parts import parts_by_insurer, parts_by_policy
from retrieval.understand.refusal import refusal_of
from retrieval.understand.scoping import Naming, find_naming, policies_of, without
from retrieval.understand.terms import TOPIC, Thesaurus, carried, find_terms
from retrieval.understand.words import question_words

__all__ = ["clean_question", "understand"]

CARRIED_ALL = 1.0
"""Share of the earlier question's words when the new one has no topic of its own (`en bij VGZ?`)."""
CARRIED_MUCH = 0.7
"""The same with one or two words of its own (`en als dat niet lukt?`)."""
CARRIED_SOME = 0.4
"""The same with a topic of its own, for which the earlier one is only the setting."""
MOST_CARRIED, MOST_CARRIED_FEW = 0.6, 1.2
"""What all carried words may weigh together, as a share of the question's own: more when it has one or two."""
FEW_TERMS = 2
ANSWER_READ = 600
"""Characters of the last answer that may name the topic."""
CHANGE_WORD = "wijzigingen"
"""The heading under which policies say what changed; a question for changes seldom uses it."""


def understand(
    text: str,
    *,
    history: Sequence[Turn] = (),
    choice: Scope | None = None,
    today: date,
    documents: tuple[DocumentInfo, ...],
    lexicon: Lexicon,
    thesaurus: Thesaurus,
) -> Question:
    """The question made to stand alone, with scope, wanted kinds and weighted words; of a follow-up both readings."""
    asked = clean_question(text)
    lean = lean_of(asked, history)
    naming = find_naming(asked, today=today, documents=documents)
    own = _alone(asked, naming, lexicon=lexicon, thesaurus=thesaurus)
    own = replace(own, refusal=refusal_of(asked))
    earlier, alone = None, None
    complete = lean.short and bool(naming.insurers) and any(term.weight >= TOPIC for term in own.terms)
    if lean.topic and not complete:
        earlier = understand(
            lean.user, history=lean.earlier, today=today, documents=documents, lexicon=lexicon, thesaurus=thesaurus
        )
        alone, own = own, _joined(own, earlier, lean, lexicon=lexicon, thesaurus=thesaurus)

    def complete_with(question: Question, before: Question | None) -> Question:
        scoped = _scoped(
            question, naming, earlier=before, lean=lean, choice=choice or Scope(), documents=documents, today=today
        )
        return _with_parts(scoped, naming, documents=documents, today=today, lexicon=lexicon, thesaurus=thesaurus)

    found = complete_with(own, earlier)
    return replace(found, alone=complete_with(alone, None)) if alone else found


def _with_parts(
    question: Question,
    naming: Naming,
    *,
    documents: tuple[DocumentInfo, ...],
    today: date,
    lexicon: Lexicon,
    thesaurus: Thesaurus,
) -> Question:
    """A comparison with its parts: per insurer named, per year named, or per insurer there is."""
    if len(question.insurers) > 1:
        question = replace(question, form=Form.COMPARE)
        parts = parts_by_insurer(question, today=today, documents=documents, lexicon=lexicon, thesaurus=thesaurus)
        return replace(question, parts=parts)
    apart = parts_by_policy(question, naming, documents)
    if len(apart) > 1:
        return replace(question, form=Form.COMPARE, parts=apart)
    if question.form is Form.COMPARE and question.scope.insurer is None:
        insurers = tuple(sorted({d.insurer for d in documents if d.insurer}))
        everyone = replace(question, insurers=insurers)
        parts = parts_by_insurer(everyone, today=today, documents=documents, lexicon=lexicon, thesaurus=thesaurus)
        return replace(everyone, parts=parts)
    return question


def _alone(asked: str, naming: Naming, *, lexicon: Lexicon, thesaurus: Thesaurus) -> Question:
    text = without(asked, naming.spans)
    form = find_form(asked, insurers=len(naming.insurers))
    asking = {Form.CHANGE: question_words().change_words, Form.COMPARE: question_words().compare_words}
    light = naming.light | asking.get(form, frozenset())
    terms = find_terms(text, lexicon, thesaurus=thesaurus, light=light)
    if form is Form.CHANGE:
        terms = tuple(term for term in terms if not term.text.isdigit())
        terms = carried(find_terms(CHANGE_WORD, lexicon, thesaurus=thesaurus), terms, CARRIED_SOME)
    return Question(
        asked=asked,
        text=text,
        form=form,
        wishes=_wishes(text, form),
        terms=terms,
        figures=find_figures(asked),
        insurers=naming.insurers,
        years=naming.years,
        year_sure=naming.year_sure,
        insurer_acts=naming.insurer_acts,
    )


def _wishes(asked: str, form: Form) -> tuple[Wish, ...]:
    """What must stand there; a definition needs no date, also when it is asked for with `wanneer`."""
    found = find_wishes(asking_part(asked))
    return tuple(wish for wish in found if wish.strong) if form is Form.DEFINITION else found


def _joined(own: Question, earlier: Question, lean: Lean, *, lexicon: Lexicon, thesaurus: Thesaurus) -> Question:
    """The question with the topic of the one before it; without a topic of its own also its form and wishes."""
    bare = not own.terms
    share = CARRIED_ALL if bare else CARRIED_MUCH if len(own.terms) <= FEW_TERMS else CARRIED_SOME
    terms = carried(earlier.terms, own.terms, _share(earlier.terms, own.terms, share))
    said = "" if bare else lean.assistant[:ANSWER_READ]
    answered = find_terms(said, lexicon, thesaurus=thesaurus) if said else ()
    terms = carried(answered, terms, _share(answered, own.terms, share * CARRIED_SOME))
    inherited = () if not bare and ASKS_OTHERWISE.search(own.asked) else _softened(earlier.wishes)
    wishes = own.wishes or (earlier.wishes if bare else inherited)
    return replace(
        own,
        text=earlier.text if bare else f"{earlier.text} {own.text}",
        form=earlier.form if bare and own.form is Form.FACT else own.form,
        wishes=wishes if own.form is not Form.YES_NO else own.wishes,
        terms=terms,
        figures=own.figures or (earlier.figures if bare else ()),
        follow_up=True,
    )


def _share(others: tuple[Term, ...], own: tuple[Term, ...], share: float) -> float:
    """The share at which other words are carried along, so that all of them together do not outweigh the own ones."""
    weight, total = sum(term.weight for term in own), sum(term.weight for term in others)
    if not own or not total:
        return share
    most = MOST_CARRIED_FEW if len(own) <= FEW_TERMS else MOST_CARRIED
    return min(share, most * weight / total)


def _softened(wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    return tuple(replace(wish, strong=False) for wish in wishes)


def _scoped(
    own: Question,
    naming: Naming,
    *,
    earlier: Question | None,
    lean: Lean,
    choice: Scope,
    documents: tuple[DocumentInfo, ...],
    today: date,
) -> Question:
    """The question with its scope: what it names itself first, then the page's choice, then the conversation."""
    before = earlier.scope if earlier else Scope()
    spoken = (
        find_naming(lean.assistant, today=today, documents=documents).insurers if earlier and lean.assistant else ()
    )
    if earlier and before.insurer is None and not earlier.insurers and len(spoken) == 1:
        before = replace(before, insurer=spoken[0])
    insurers = naming.insurers
    insurer, insurer_from = _first(
        insurers[0] if len(insurers) == 1 else None, choice.insurer, before.insurer, many=len(insurers) > 1
    )
    care_type, care_from = _care_type(naming, choice, before, insurer, documents)
    year, year_from = _year(naming, choice, before, insurer, documents)
    origins = tuple(
        (part, origin)
        for part, origin in (("insurer", insurer_from), ("care_type", care_from), ("year", year_from))
        if origin is not None
    )
    scope = Scope(insurer, care_type, year, origins, own.text if own.follow_up else None)
    if earlier and not insurers and insurer is None:
        own = replace(own, insurers=earlier.insurers)
    years = naming.years or ((year,) if year else ())
    return replace(own, scope=scope, years=years, year_sure=naming.year_sure or year_from in ("choice", "history"))


def _first(own: str | None, chosen: str | None, before: str | None, *, many: bool) -> tuple[str | None, Origin | None]:
    if own:
        return own, "question"
    if many:
        return None, None
    if chosen:
        return chosen, "choice"
    return (before, "history") if before else (None, None)


def _care_type(
    naming: Naming, choice: Scope, before: Scope, insurer: str | None, documents: tuple[DocumentInfo, ...]
) -> tuple[str | None, Origin | None]:
    """A care type counts as scope only when a policy within reach is about it; else it is a word like any other."""
    named: tuple[tuple[str, Origin], ...] = tuple((name, "question") for name in naming.care_types)
    rest: tuple[tuple[str | None, Origin], ...] = ((choice.care_type, "choice"), (before.care_type, "history"))
    for care_type, _ in named if len(named) > 1 else ():
        if policies_of(documents, insurer=insurer, care_types=(care_type,), years=naming.years):
            return care_type, "question"
    hinted = tuple(name for name in naming.hints if policies_of(documents, insurer=insurer, care_types=(name,)))
    hint: tuple[tuple[str, Origin], ...] = ((hinted[0], "question"),) if len(hinted) == 1 else ()
    for name, origin in (*named, rest[0], *hint, rest[1]):
        if name and policies_of(documents, insurer=insurer, care_types=(name,)):
            return name, origin
        if name and origin == "choice":
            return name, origin
    return None, None


def _year(
    naming: Naming, choice: Scope, before: Scope, insurer: str | None, documents: tuple[DocumentInfo, ...]
) -> tuple[int | None, Origin | None]:
    """A year counts as scope when a policy within reach covers it, or when it is said of the policy itself."""
    for year in naming.years:
        if naming.year_sure or policies_of(documents, insurer=insurer, years=(year,)):
            return year, "question"
    if naming.years:
        return None, None
    if choice.year:
        return choice.year, "choice"
    if before.year and policies_of(documents, insurer=insurer, years=(before.year,)):
        return before.year, "history"
    return None, None
