"""Profiles: the protocols with a name, one for each published rule of agreement; all else is as by default."""

import dataclasses
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from app.core.catalogue import N_
from app.core.protocol import RAM, ExplainedField, Protocol, explained
from app.core.thresholds import PROJECT

PROFILES: Mapping[str, Protocol] = MappingProxyType(
    {
        "rand-ucla": Protocol(rule="rand-ucla"),
        "percent-70": Protocol(rule="percent-70"),
        "percent-75": Protocol(rule="percent-75"),
        "percent-80": Protocol(rule="percent-80"),
        "comet-70-15": Protocol(rule="comet-70-15"),
    }
)


OURS = N_("set by the review team")


class Why(NamedTuple):
    """Why somebody would choose a rule, in one sentence, and who says so."""

    reason: str
    source: str


WHY: Mapping[str, Why] = MappingProxyType(
    {
        "rand-ucla": Why(N_("It was made for small panels and counts people, not per cents."), RAM),
        "percent-70": Why(N_("A share is easy to explain; 70 % is the lowest of the three offered here."), PROJECT),
        "percent-75": Why(
            N_("75 % is the median of the shares that published Delphi studies called consensus."),
            "Diamond et al., J Clin Epidemiol 2014;67:401-409",
        ),
        "percent-80": Why(N_("The strictest of the shares offered here: few doubtful statements pass it."), PROJECT),
        "comet-70-15": Why(
            N_("It asks for many who say yes, and also for few who say no."),
            "“consensus in” of core outcome sets; Trials 2015, doi 10.1186/s13063-015-1011-8, table 1",
        ),
    }
)


def with_profile(protocol: Protocol, name: str) -> Protocol:
    """Return a protocol judged by the rule of a profile, its other fields as they are. No such name: KeyError."""
    return replace(protocol, rule=PROFILES[name].rule)


def profile_of(protocol: Protocol) -> str | None:
    """Return the name of the profile that a protocol is; None where any field was set otherwise."""
    return next((name for name, profile in PROFILES.items() if profile == protocol), None)


def own_reasons(protocol: Protocol) -> dict[str, str]:
    """Return a reason for every field: that of the rule it names, and the one beside the default of all others."""
    return {each.name: each.reason for each in explained(protocol)} | {"rule": WHY[protocol.rule].reason}


def justified(protocol: Protocol, reasons: Mapping[str, str]) -> tuple[ExplainedField, ...]:
    """List every field as `explained` does, with the reasons of a review; a source stands only where it still fits."""
    return tuple(_justify(each, protocol, reasons) for each in explained(protocol))


def _justify(each: ExplainedField, protocol: Protocol, reasons: Mapping[str, str]) -> ExplainedField:
    source = each.source if each.value == each.default else OURS
    if each.name == "rule":
        source = WHY[protocol.rule].source
    return dataclasses.replace(each, reason=reasons.get(each.name) or each.reason, source=source)
