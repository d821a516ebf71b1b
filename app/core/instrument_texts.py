"""The texts of an instrument one by one: taken out to be written anew, put back, and compared."""

from collections.abc import Mapping
from dataclasses import replace

from app.core.deviations import Change
from app.core.instrument import QUESTIONS, Instrument, Label, Question
from app.core.notices import SENTENCES

BESIDE = ("depends", "outside", "unclear", "which_part", "if_changed")


def texts_of(instrument: Instrument) -> dict[str, str]:
    """Return every text by its key, such as "plausibility.4.short", "part.context" or "notice.help"."""
    found: dict[str, str] = {}
    for name in QUESTIONS:
        found |= _of_question(name, getattr(instrument, name))
    found |= {name: getattr(instrument, name) for name in BESIDE}
    for kind, said in instrument.parts.items():
        found |= {f"part.{kind}": said, f"hint.{kind}": instrument.hints.get(kind, "")}
    return found | {f"notice.{name}": said for name, said in zip(SENTENCES, instrument.notice, strict=True)}


def _of_question(name: str, question: Question) -> dict[str, str]:
    found = {f"{name}.full": question.full, f"{name}.page": question.page}
    found |= {f"{name}.third.{at}": third for at, third in enumerate(question.thirds, start=1)}
    for point, label in enumerate(question.labels, start=1):
        found |= {f"{name}.{point}.short": label.short, f"{name}.{point}.full": label.full}
    return found


def fixed(instrument: Instrument) -> frozenset[str]:
    """Return the keys of texts that cannot be written anew: points that are numbers stay numbers."""
    return frozenset(
        f"{name}.{point}.short"
        for name in QUESTIONS
        if getattr(instrument, name).thirds
        for point in range(1, len(getattr(instrument, name).labels) + 1)
    )


def with_texts(instrument: Instrument, texts: Mapping[str, str]) -> Instrument:
    """Return an instrument with other texts; what is not among them, or is fixed, stays as it is."""
    said = texts_of(instrument) | {key: text for key, text in texts.items() if key not in fixed(instrument)}
    return replace(
        instrument,
        plausibility=_question("plausibility", instrument.plausibility, said),
        relevance=_question("relevance", instrument.relevance, said),
        depends=said["depends"],
        outside=said["outside"],
        unclear=said["unclear"],
        which_part=said["which_part"],
        if_changed=said["if_changed"],
        parts={kind: said[f"part.{kind}"] for kind in instrument.parts},
        hints={kind: said[f"hint.{kind}"] for kind in instrument.parts if said[f"hint.{kind}"]},
        notice=tuple(said[f"notice.{name}"] for name in SENTENCES),
    )


def _question(name: str, before: Question, said: Mapping[str, str]) -> Question:
    points, thirds = range(1, len(before.labels) + 1), range(1, len(before.thirds) + 1)
    return Question(
        said[f"{name}.full"],
        said[f"{name}.page"],
        tuple(Label(said[f"{name}.{point}.short"], said[f"{name}.{point}.full"]) for point in points),
        tuple(said[f"{name}.third.{at}"] for at in thirds),
    )


def reason_key(language: str) -> str:
    """The key under which a version keeps why the words of a language were changed."""
    return f"words.{language}"


def changed_words(
    before: Mapping[str, Instrument], after: Mapping[str, Instrument], reasons: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return the texts that differ between two versions, language by language, with the reason of the later one."""
    return tuple(
        Change(f"{language}.{key}", old.get(key, ""), new.get(key, ""), reasons.get(reason_key(language), ""))
        for language in sorted(before.keys() | after.keys())
        for old, new in [(_said(before.get(language)), _said(after.get(language)))]
        for key in {**old, **new}
        if old.get(key, "") != new.get(key, "")
    )


def _said(instrument: Instrument | None) -> dict[str, str]:
    return {"status": instrument.status.value, **texts_of(instrument)} if instrument else {}
