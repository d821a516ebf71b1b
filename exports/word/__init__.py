"""Word: the workshop summary."""

from exports.word.summary import render

__all__ = ["render"]
