"""Text that people wrote: cleaned on the way in and on the way out, never shortened silently by anything else."""

import re
import unicodedata

ANY_BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
SPACES = re.compile(r"[^\S\n]+")
MANY_BREAKS = re.compile(r"\n{3,}")

# Control characters but the line break; lone surrogates; what reorders or hides what others see; noncharacters. The
# joiners U+200C and U+200D and the marks U+200E and U+200F stay: Hindi, Marathi, Urdu and Arabic are written with them.
LAST_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
NO_WRITING = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufeff\\u202a-\\u202e\\u2066-\\u2069\\ufff9-\\ufffb\\ufdd0-\\ufdef"
    + LAST_OF_PLANES
    + "]"
)


def clean(text: str, *, limit: int | None = None, lines: bool = True) -> str:
    """The same words in composed form (NFC), without control characters, lone surrogates, noncharacters, hiding marks.

    Every kind of line break becomes a newline, at most two in a row; with `lines=False` a space. Runs of spaces become
    one. At most `limit` characters are kept: whoever must not lose a word compares lengths first. Cleaning twice
    changes nothing more.
    """
    text = ANY_BREAK.sub("\n" if lines else " ", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", NO_WRITING.sub("", text))
    text = SPACES.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n")
    return MANY_BREAKS.sub("\n\n", text).strip()[:limit].rstrip()
