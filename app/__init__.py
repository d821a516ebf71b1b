"""Plumbline: stakeholder workshops of realist reviews, run live."""

from typing import Any


def create_app(*args: Any, **kwargs: Any) -> Any:
    """Build the Flask application. Lazy, so that importing `app.core` loads no framework; see `app.factory`."""
    from app.factory import create_app as build

    return build(*args, **kwargs)
