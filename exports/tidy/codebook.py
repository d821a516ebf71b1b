"""The codebook: what every column of every table holds, and what stands where nothing is known."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "code", "number", "whole number", "yes or no", "list", "time"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, and a sentence. `missing` says what NA means in it; empty where it never stands there."""

    name: str
    kind: Kind
    says: str
    missing: str = ""


STATEMENT = Column("statement_id", "text", "The statement's own number or code")
VERSION = Column("version", "whole number", "The version of its text, from 1")
ROUND = Column("round_id", "code", "The asking of one statement version")
WORKSHOP = Column("workshop_id", "code", "The workshop")
POSITION = Column("part", "whole number", "The position of the part it is about", "about the whole statement")
NOT_YET = "not recorded yet"
UNKNOWN = "nobody has noted it"
NO_SCORE = "too little to judge by; no score is not a score of zero"
OPEN = "has not happened"
NO_DRAW = "nothing was assessed, so nothing was drawn"

TABLES: dict[str, tuple[Column, ...]] = {
    "statements": (
        STATEMENT,
        VERSION,
        Column(
            "origin",
            "code",
            "sheet: a sheet brought it. condensed: written for the condensed list. panel: a panel proposed it",
        ),
        Column("section", "text", "The section of the review it belongs to", UNKNOWN),
        Column("family", "text", "Its family of mechanisms", UNKNOWN),
        Column("mechanism", "text", "The label of its mechanism", UNKNOWN),
        Column("title", "text", "A short title", "it has none"),
        Column("wording", "text", "What the panel read; line breaks are kept"),
        Column("polarity", "code", "enabling, constraining, mixed or none"),
        Column("status", "code", "shown: put to the panel. not_reached: never opened. taken_back: by the team"),
        Column("merged_into", "text", "The statement it was merged into", "it was not"),
        Column("kept", "yes or no", "1: criteria, weight and rank of the statement belong to this version"),
        Column("changed_from", "whole number", "The version it was made from in a workshop", "no workshop wrote it"),
        Column("change_note", "text", "Why it was changed", "no workshop wrote it"),
    ),
    "parts": (
        STATEMENT,
        VERSION,
        Column("position", "whole number", "The place of the part in the published order, from 1"),
        Column("kind", "code", "intervention, context, actor, mechanism (undivided), resource, reasoning or outcome"),
        Column("text", "text", "The part"),
        Column("who", "text", "Whom it is about", UNKNOWN),
        Column("code", "text", "Its code in the source", "it has none"),
        Column("level", "text", "Its level in the source", UNKNOWN),
        Column("absent", "yes or no", "1: the source says that this part is missing"),
    ),
    "translations": (
        STATEMENT,
        VERSION,
        Column("language", "code", "The language"),
        Column("number", "whole number", "Which text or status of it, from 1; the last one stands"),
        Column("status", "code", "draft, back_checked or approved"),
        Column("position", "whole number", "The part, from 1", "the whole statement, which has no parts"),
        Column("text", "text", "What it says in that language"),
    ),
    "evidence": (
        STATEMENT,
        Column("source_id", "text", "The source as the review names it"),
        Column("driven", "code", "data or theory", UNKNOWN),
        Column("depth", "code", "thick or thin", UNKNOWN),
        Column("stance", "code", "supports or contradicts"),
        Column("note", "text", "Says where driven and depth were invented for the example", "nothing was invented"),
    ),
    "workshops": (
        WORKSHOP,
        Column("site", "text", "Where it was held", UNKNOWN),
        Column("started_at", "time", "When it began", OPEN),
        Column("ended_at", "time", "When it ended", OPEN),
        Column("protocol_hash", "code", "SHA-256 of protocol.json, byte for byte"),
        Column("pilot", "yes or no", "1: a pilot, whose ballots never count"),
        Column("invited", "whole number", "How many people were invited", UNKNOWN),
        Column("accepted", "whole number", "How many of them accepted", UNKNOWN),
        Column("attended", "whole number", "How many people joined, on a phone or on paper"),
        Column("came", "whole number", "How many people came, counted in the room", UNKNOWN),
        Column("selection", "text", "How people were chosen", UNKNOWN),
        Column("relation_to_team", "text", "Whether any of them works with the review team", UNKNOWN),
        Column("languages", "text", "Who spoke which language", UNKNOWN),
        Column("read_aloud", "text", "What was read aloud, as the team wrote it down", UNKNOWN),
        Column("interruptions", "text", "What interrupted the workshop", UNKNOWN),
        Column("adverse_events", "text", "Whether anyone was distressed, and what was done", UNKNOWN),
        Column("departures", "text", "What departed from the plan", UNKNOWN),
        Column("differently", "text", "What the team would do differently", UNKNOWN),
        Column("signed_off_at", "time", "When a facilitator signed the day off", "it is not signed off as it stands"),
    ),
    "rounds": (
        ROUND,
        WORKSHOP,
        STATEMENT,
        VERSION,
        Column("number", "whole number", "1: first asking. 2: asked again after the talk"),
        Column("mode", "code", "How it was put to the panel: in plenary, or self-paced in a block"),
        Column("opened_at", "time", "When it was opened", OPEN),
        Column("closed_at", "time", "When it was closed", "it is not closed, or was taken back; no ballots are here"),
        Column("revealed_at", "time", "When the room saw its counts", OPEN),
        Column("present", "whole number", "How many people were there while it was open", "it is not closed"),
        Column("reopened", "whole number", "How often it was opened again"),
        Column("read_aloud", "list", "The languages in which it was read aloud to the room"),
        Column("taken_back", "yes or no", "1: the team took it back while people answered; it counts nowhere"),
    ),
    "ballots": (
        Column("ballot", "code", "The ballot"),
        ROUND,
        Column(
            "panellist",
            "code",
            "Random for each statement, the same over its rounds; rows are in its order, not in time",
        ),
        Column(
            "stakeholder_group",
            "text",
            "The group spoken from; suppressed unless every group is large enough in every round of the statement",
        ),
        Column("plausibility", "whole number", "Does it happen this way? From 1, no, up to yes", "not answered"),
        Column("relevance", "whole number", "How much does it matter for your work? From 1 up", "not answered"),
        Column("abstained", "code", "outside: outside my experience. unclear: the sentence is not clear", "did not"),
        Column("parts", "list", "Positions of the parts that do not fit"),
        Column("if_changed", "list", "Positions of the parts that would be right if changed"),
        Column("channel", "code", "How the ballot came in: phone or paper"),
        Column("late", "yes or no", "1: it came after closing; protocol.json says whether it counts"),
        Column("carried", "yes or no", "1: given in an earlier round only, and counted in this one"),
        Column(
            "lang",
            "code",
            "The language it was read in; suppressed unless each way to have read it has enough people in every round",
        ),
        Column(
            "translation_status",
            "code",
            "draft, back_checked or approved; original where it was read as written; suppressed together with lang",
        ),
    ),
    "confirmations": (
        STATEMENT,
        VERSION,
        Column("n_plausibility", "whole number", "Ratings of plausibility"),
        Column("n_relevance", "whole number", "Ratings of relevance"),
        Column("present", "whole number", "People present, and everyone whose answer counts"),
        Column("abstained", "whole number", "Those who abstained from plausibility"),
        Column("median_plausibility", "number", "The median rating", "nobody rated it"),
        Column("median_relevance", "number", "The median rating", "nobody rated it"),
        Column("yes_share", "number", "Weighted mean of 0, one half and 1 by third, 0 to 1", NO_SCORE),
        Column("n_eff", "number", "The effective number of ratings", NO_SCORE),
        Column("score", "number", "The centre of the Wilson interval, 0 to 1: criterion 4", NO_SCORE),
        Column("low", "number", "The lower end of the 95 % Wilson interval", NO_SCORE),
        Column("high", "number", "The upper end of the 95 % Wilson interval", NO_SCORE),
        Column(
            "computed_class",
            "code",
            "confirmed, needs_change, contested, not_confirmed or insufficient_data, by the rule",
        ),
        Column("reasons", "list", "Why the class is not confirmed; part:2 names a part by its position"),
        Column("flags", "list", "What to know beside the class"),
        Column("verdict", "code", "The class two named people of the team decided on", "nobody has decided yet"),
        Column("verdict_reason", "text", "Their reason", "none was given"),
    ),
    "comments": (
        Column("comment", "code", "The comment; the order is not that of writing"),
        ROUND,
        STATEMENT,
        POSITION,
        Column("seen", "yes or no", "1: the author has seen this"),
        Column("lang", "code", "The language it was written in; suppressed: too few read in one of the languages"),
        Column(
            "text_approved", "text", "The comment as approved, with names covered; in English where lang is suppressed"
        ),
        Column(
            "text_translated", "text", "What it says in English, checked", "it is in English, or nobody checked one"
        ),
        Column("translated_by", "text", "Who put it into English", "there is no translation here"),
        Column("translation_checked_by", "text", "Who read both and checked it", "there is no translation here"),
        Column("code_a", "code", "What it says of the statement, by the first coder", NOT_YET),
        Column("code_b", "code", "The same by the second coder", NOT_YET),
        Column("agreed", "code", "What the two agreed on", NOT_YET),
    ),
    "criteria": (
        STATEMENT,
        Column("c1", "number", "How many sources support it, 0 to 1", "not assessed"),
        Column("c2", "number", "Driven by data and by theory, 0 to 1", "not assessed"),
        Column("c3", "number", "The share of thick evidence, 0 to 1", "not assessed"),
        Column("c4", "number", "Confirmed by the panel, 0 to 1", "not assessed"),
        Column("c5", "number", "Coherence within its mechanism, 0 to 1", "not assessed"),
        Column("note", "text", "Says which criteria were invented for the example", "nothing was invented"),
    ),
    "weightings": (
        STATEMENT,
        Column("tier", "code", "A to D, or a range such as A-B while a mark is open"),
        Column("weight", "number", "The weighted mean of the criteria assessed, 0 to 1", "nothing was assessed"),
        Column("weight_low", "number", "The same with every criterion not assessed at 0", "nothing was assessed"),
        Column("weight_high", "number", "The same with every criterion not assessed at 1", "nothing was assessed"),
        Column("rank", "whole number", "From 1 over the whole list; equal weights share the better rank", "no weight"),
        Column("p_top", "number", "The share of the draws in which it is among the first `top`, 0 to 1", NO_DRAW),
        Column("rank_low", "whole number", "The rank it reaches or betters in 5 % of the draws", NO_DRAW),
        Column("rank_high", "whole number", "The rank it reaches or betters in 95 % of the draws", NO_DRAW),
        Column("rank_without_c4", "whole number", "Its rank where the panels are left out", "no weight without them"),
        Column("top", "whole number", "How many of the list count as the top", "nothing was drawn"),
        Column("seed", "whole number", "What the draws began with", "nothing was drawn"),
        Column("note", "text", "Says where invented criteria stand behind it", "nothing was invented"),
    ),
    "weights": (
        Column("criterion", "code", "c1 to c5"),
        Column("weight", "number", "What it weighs; the five add up to 1"),
        Column("method", "code", "How the team chose: equal, ranking or swing"),
        Column("given", "number", "Its place in the ranking, from 1, or its points, 0 to 100", "equal weights"),
    ),
    "locks": (
        Column("at", "time", "When the weights were locked or unlocked, first one first"),
        Column("act", "code", "locked or unlocked"),
        Column("by", "text", "Who did it", "the review's first ballot, which locks by itself"),
        Column("reason", "text", "Why they were unlocked", "none is needed to lock"),
    ),
    "lineage": (
        STATEMENT,
        Column(
            "fate",
            "code",
            "How a configuration ends: open, kept, merged or dropped. written: a text of the condensed list",
        ),
        Column("merged_into", "text", "The statement it was merged into", "it was not"),
        Column("ends_in", "text", "The statement of the condensed list in which it lives on", "open, or dropped"),
        Column("reason", "text", "Why it was dropped", "it was not"),
        Column("decided_at", "time", "When that was decided", "nobody has decided yet"),
        Column("decided_by", "text", "Who recorded it", "nobody has decided yet"),
    ),
    "candidates": (
        Column("candidate_id", "code", "What a panel proposed, and nobody has judged"),
        Column("workshop_id", "code", "Where it was proposed", "outside of any workshop"),
        Column("title", "text", "A short title", "it has none"),
        Column("position", "whole number", "The place of the part, from 1"),
        Column("kind", "code", "context, mechanism, resource, reasoning or outcome"),
        Column("text", "text", "The part"),
        Column("state", "code", "waiting, adopted or aside: the team set it aside"),
        Column("statement_id", "text", "The statement the team adopted it as", "it was not adopted"),
        Column("noted_at", "time", "When it was noted down"),
    ),
    "people": (
        Column("site", "text", "Where they took part", UNKNOWN),
        Column("stakeholder_group", "text", "A group people could choose at the door: all of them were to be heard"),
        Column("n", "whole number", "How many came; suppressed where a group is too small to be shown"),
    ),
    "instrument": (
        Column("language", "code", "The language"),
        Column("key", "code", "Which text of the instrument"),
        Column("text", "text", "The text as people read it"),
        Column("status", "code", "draft, back_checked or approved"),
    ),
}

ABOUT = (
    Column("table", "code", "The table; the file is called so, with .csv"),
    Column("column", "code", "The column"),
    Column("kind", "code", "What its cells are"),
    Column("says", "text", "What they say"),
    Column("missing", "text", "What NA means here", "NA never stands there"),
)


def rows() -> list[tuple[str, ...]]:
    """The rows of codebook.csv; the codebook's own columns come last."""
    return [(table, *_row(column)) for table, columns in (TABLES | {"codebook": ABOUT}).items() for column in columns]


def _row(column: Column) -> tuple[str, ...]:
    return column.name, column.kind, column.says, column.missing or "NA"
