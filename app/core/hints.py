"""Hints: what in a comment may point to a person. They only say where to look twice; a person reads and decides.

Patterns for Latin letters and for Devanagari. They know no names: a name at the beginning of a sentence is found only
before a few verbs or behind a title, a place only by what stands before it or by how it ends. `docs/comments.md` lists
what they miss.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class HintKind(StrEnum):
    """What a hint may be."""

    NUMBER = "number"
    MAIL = "mail"
    AGE = "age"
    NAME = "name"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that may point to a person."""

    kind: HintKind
    text: str


WORD = r"[A-Z][a-zA-Z'’-]+"
WORDS = rf"{WORD}(?: {WORD})*"
LETTERS = r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+"  # Devanagari without its digits and full stops
# Python counts the vowel signs of Devanagari as no letters, so a word's end is where no such sign follows.
END = r"(?![\u0900-\u0963\u0970-\u097f\u200c\u200d])"
BEGIN = r"(?<![\u0900-\u0963\u0970-\u097f\u200c\u200d])"

TITLES = r"(?:Dr|Mr|Mrs|Ms|Miss|Smt|Shri|Sri|Kumari|Sister|Nurse|Doctor|Inspector|Advocate|Adv|Prof|ASHA|Didi|Tai)"
SAYS = r"(?:said|says|told|tells|asked|came|comes|went|goes|left|lives|lived|works|worked|called|died|married|cried)"
KIN = r"(?:son|daughter|husband|wife|sister|brother|mother|father|neighbour|neighbor|friend|aunt|uncle|colleague)"
PLACES = r"(?:in|at|near|from|to|around|outside|behind|opposite|of|towards)"
# What begins with a capital in many sentences, and is nobody and nowhere.
NOBODYS = (
    "I The A An It He She We They You This That These Those There Here What When Where Who Why How If And But Or So "
    "Then Not No Yes Only Some Many Most All Women Men Woman Man People Nobody Somebody Everyone Someone Families "
    "Family Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December English Hindi Marathi God Covid COVID NGO IPV ASHA CMO"
)
COMMON = frozenset(NOBODYS.split())

AGES_HI = r"(?:साल|वर्ष|बरस|महीने)"
AGES_MR = r"(?:वर्षांची|वर्षांचा|वर्षांचे|वर्षाची|वर्षाचा|महिन्यांची|महिन्यांचा)"
TITLES_DEVANAGARI = r"(?:श्री|श्रीमती|सुश्री|डॉ|डॉक्टर|कुमारी|कु|सौ|इंस्पेक्टर)"
HONOURS = r"(?:जी|दीदी|ताई|भाई|मैडम|मॅडम|देवी)"
PLACE_ENDS = r"(?:पुर|पूर|नगर|गाँव|गांव|बाद|गंज|गढ़|वाडी|पाडा|खेड|गाव)"
PLACE_WORDS = r"(?:गाँव|गांव|गाव|शहर|ज़िला|जिला|जिल्हा|बस्ती|थाना|थाने|मोहल्ला|चौक|स्टेशन)"

PATTERNS: tuple[tuple[HintKind, re.Pattern[str]], ...] = (
    (HintKind.MAIL, re.compile(r"[^\s@,;:<>()\[\]]+@[^\s@,;:<>()\[\]]+\.\w+")),
    (HintKind.MAIL, re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    (HintKind.MAIL, re.compile(r"(?<!\S)@\w{3,}")),
    # Seven digits or more, of either script, however they are grouped.
    (HintKind.NUMBER, re.compile(r"\+?[\d०-९](?:[\s().-]{0,2}[\d०-९]){6,}")),
    (HintKind.AGE, re.compile(r"\b(?:aged?|age of|turned)\s+\d{1,2}\b", re.IGNORECASE)),
    (HintKind.AGE, re.compile(r"\b\d{1,3}[\s-]*(?:years?|yrs?|months?)[\s-]*olds?\b", re.IGNORECASE)),
    (HintKind.AGE, re.compile(r"\b\d{1,2}\s*(?:y/o|yo)\b", re.IGNORECASE)),
    (HintKind.AGE, re.compile(rf"[\d०-९]{{1,3}}\s*{AGES_HI}{END}(?:\s*(?:की|का|के){END})?")),
    (HintKind.AGE, re.compile(rf"[\d०-९]{{1,3}}\s*{AGES_MR}{END}")),
    (HintKind.AGE, re.compile(rf"{BEGIN}(?:उम्र|आयु|वय){END}\s*:?\s*[\d०-९]{{1,3}}")),
    # Places before names: what stands behind "in" or "near" is rather where than who.
    (HintKind.PLACE, re.compile(rf"\b{PLACES} (?:the )?(?P<found>{WORDS})")),
    (HintKind.PLACE, re.compile(r"\b[A-Za-z]{2,}(?:pur|nagar|gaon|abad|wadi|ganj|garh|halli|puram|patnam)\b")),
    (HintKind.PLACE, re.compile(rf"{BEGIN}{LETTERS}{PLACE_ENDS}{END}")),
    (HintKind.PLACE, re.compile(rf"{BEGIN}{LETTERS} {PLACE_WORDS}{END}")),
    (HintKind.NAME, re.compile(rf"\b{TITLES}\.? {WORDS}")),
    (HintKind.NAME, re.compile(rf"\b(?:named|called|name is|name was) {WORDS}")),
    (HintKind.NAME, re.compile(rf"\b{WORDS}(?= {SAYS}\b)")),
    (HintKind.NAME, re.compile(rf"(?<=[^.!?…।\s] )(?!I\b){WORDS}")),
    (HintKind.NAME, re.compile(rf"(?i:\b(?:my|her|his|their) {KIN}) {WORDS}")),
    (HintKind.NAME, re.compile(rf"{BEGIN}{TITLES_DEVANAGARI}{END}\.? ?{LETTERS}(?: {LETTERS})?")),
    (HintKind.NAME, re.compile(rf"{BEGIN}{LETTERS}(?:ताई|भाई|बेन|बाई|दीदी|जी){END}")),
    (HintKind.NAME, re.compile(rf"{BEGIN}{LETTERS} {HONOURS}{END}")),
    (HintKind.NAME, re.compile(rf"{BEGIN}(?:नाम|नाव){END}(?: है| था| आहे| होतं)?\s*:?\s*{LETTERS}")),
)


def hints(text: str) -> tuple[Hint, ...]:
    """What somebody should look at before approving, in the order of the text; the same words are pointed at once.

    What lies within a longer hint is left out, so that a name in a mail address is not told twice.
    """
    found: list[tuple[int, int, Hint]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            group = "found" if "found" in pattern.groupindex else 0
            found += _kept(kind, match.start(group), match.group(group))
    found.sort(key=lambda each: (each[0], each[0] - each[1]))
    shown: dict[str, Hint] = {}
    reached = -1
    for _, end, hint in found:
        if end > reached:
            shown.setdefault(hint.text, hint)
            reached = max(reached, end)
    return tuple(shown.values())


def _kept(kind: HintKind, begin: int, words: str) -> list[tuple[int, int, Hint]]:
    """Words that are nobody's, at the beginning and the end, are left out; nothing else may remain."""
    if kind in (HintKind.NAME, HintKind.PLACE):
        split = words.split(" ")
        while split and split[0] in COMMON:
            begin += len(split.pop(0)) + 1
        while split and split[-1] in COMMON:
            split.pop()
        words = " ".join(split)
    return [(begin, begin + len(words), Hint(kind, words))] if words else []
