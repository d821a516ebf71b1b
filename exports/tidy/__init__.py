"""Tidy tables: `tidy.zip`, for R, Python and whoever counts again."""

from exports.tidy.archive import render

__all__ = ["render"]
