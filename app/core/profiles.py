"""Profiles: the protocols with a name, one for each published rule of agreement; all else is as by default."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from app.core.protocol import Protocol

PROFILES: Mapping[str, Protocol] = MappingProxyType(
    {
        "rand-ucla": Protocol(rule="rand-ucla"),
        "percent-70": Protocol(rule="percent-70"),
        "percent-75": Protocol(rule="percent-75"),
        "percent-80": Protocol(rule="percent-80"),
        "comet-70-15": Protocol(rule="comet-70-15"),
    }
)


def with_profile(protocol: Protocol, name: str) -> Protocol:
    """Return a protocol judged by the rule of a profile, its other fields as they are. No such name: KeyError."""
    return replace(protocol, rule=PROFILES[name].rule)


def profile_of(protocol: Protocol) -> str | None:
    """Return the name of the profile that a protocol is; None where any field was set otherwise."""
    return next((name for name, profile in PROFILES.items() if profile == protocol), None)
