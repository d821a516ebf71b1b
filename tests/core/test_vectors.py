"""The worked examples of the method, each with its source in `tests/vectors/`."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.core import agreement, scores, weighting, weights
from app.core.confirmation import confirm
from app.core.criteria import Criteria
from app.core.flags import ONE_ANSWER_DECIDES, PART_QUESTIONED
from app.core.judgements import Judgement
from app.core.protocol import DIMENSIONS, Protocol
from app.core.scales import NINE

VECTORS = Path(__file__).parents[1] / "vectors"
SCALES = {3: "three", 5: "five", 9: "nine"}


def vectors(name: str, *measures: str) -> list[Any]:
    """The vectors of a file, each under its own id; all of them, or those of some measures."""
    found = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["vectors"]
    return [pytest.param(v, id=v["id"]) for v in found if not measures or v["measure"] in measures]


def panel(given: dict[str, Any]) -> list[Judgement]:
    """The judgements a vector describes; objections come from the first people, as many as it counts."""
    rows = given["dims"]["plausibility"]
    sites = [site for site, ratings in given.get("sites", {}).items() for _ in ratings["plausibility"]]
    return [
        Judgement(
            plausibility=rating,
            relevance=given["dims"]["relevance"][place][1] if "relevance" in given["dims"] else None,
            abstained="outside" if rating is None else None,
            parts=tuple(int(part) for part, people in given.get("parts", {}).items() if place < people),
            if_changed=tuple(map(int, given["if_changed"][place])) if "if_changed" in given else (),
            group=group,
            site=sites[place] if sites else "",
        )
        for place, (group, rating) in enumerate(rows)
    ]


def rules(given: dict[str, Any]) -> Protocol:
    """The protocol a vector is judged by."""
    return Protocol(
        scale=SCALES[given.get("points", 5)],
        required=tuple(dimension for dimension in DIMENSIONS if dimension in given["dims"]),
        smallest_cell=given.get("smallest_cell", 5),
        groups=given.get("groups", "equal_person"),
    )


@pytest.mark.parametrize("vector", vectors("confirmation"))
def test_a_statement_is_confirmed_as_its_vector_says(vector: dict[str, Any]) -> None:
    given, expected = vector["input"], vector["expected"]
    found = confirm(panel(given), given["present"], rules(given))
    assert (found.suggested, list(found.reasons)) == (expected["cls"], expected["reasons"])
    assert found.score == pytest.approx(expected["score"], abs=vector["tol"])
    questioned = [flag.split(":")[1] for flag in found.flags if flag.startswith(PART_QUESTIONED)]
    assert questioned == expected.get("questioned", [])
    if "one_answer_decides" in expected:
        assert (ONE_ANSWER_DECIDES in found.flags) is bool(expected["one_answer_decides"])


@pytest.mark.parametrize("vector", vectors("measures", "ram_classic_disagreement_and_agreement"))
def test_panels_agree_and_disagree_as_the_published_table_says(vector: dict[str, Any]) -> None:
    ratings = vector["input"]
    assert [agreement.disagreement(ratings, NINE), agreement.agreement(ratings, NINE)] == vector["expected"]


INDEX = {
    "ram_percentiles_30_70": lambda found: [found.p30, found.p70],
    "ram_iprcp": lambda found: found.iprcp,
    "ram_asymmetry_index": lambda found: found.asymmetry,
    "ram_ipras": lambda found: found.ipras,
    "ram_ipr": lambda found: found.ipr,
    "ram_disagreement_ipras": lambda found: found.disagreement,
    "ram_disagreement_index": lambda found: found.index,
    "ram_di_full": lambda found: {
        "p30": found.p30,
        "p70": found.p70,
        "ipr": found.ipr,
        "iprcp": found.iprcp,
        "ai": found.asymmetry,
        "ipras": found.ipras,
        "di": found.index,
        "disagreement": found.disagreement,
    },
}


@pytest.mark.parametrize("vector", vectors("measures", *INDEX))
def test_the_disagreement_index_is_the_published_one(vector: dict[str, Any]) -> None:
    found = INDEX[vector["measure"]](agreement.disagreement_index(vector["input"]))
    assert found == pytest.approx(vector["expected"], abs=vector["tol"])


@pytest.mark.parametrize("vector", vectors("measures", "ram_percentile_method_trap"))
def test_percentiles_are_those_of_type_seven(vector: dict[str, Any]) -> None:
    found = agreement.disagreement_index(vector["input"])
    assert found.index == pytest.approx(vector["expected"]["di_type7"], abs=vector["tol"])


@pytest.mark.parametrize("vector", vectors("measures", "ram_median", "ram_agreement_classic", "edelphi_median_bug"))
def test_a_median_is_the_middle_and_of_an_even_panel_the_mean_of_two(vector: dict[str, Any]) -> None:
    found = {
        "ram_median": agreement.median(vector["input"]),
        "ram_agreement_classic": agreement.agreement(vector["input"], NINE),
        "edelphi_median_bug": {"correct": agreement.median(vector["input"]), "edelphi": vector["input"][2]},
    }
    assert found[vector["measure"]] == vector["expected"]


@pytest.mark.parametrize("vector", vectors("measures", "wilson_95"))
def test_wilson_intervals_are_the_published_ones(vector: dict[str, Any]) -> None:
    k, n = vector["input"]["k"], vector["input"]["n"]
    found = scores.wilson(n, k / n)
    assert [found.low, found.high] == pytest.approx(vector["expected"], abs=vector["tol"])


@pytest.mark.parametrize("vector", vectors("measures", "beta_mean_equals_wilson_centre"))
def test_the_score_is_the_mean_of_its_beta_distribution(vector: dict[str, Any]) -> None:
    n, s = vector["input"]["n"], vector["input"]["s"]
    yes, no = n * s + scores.Z**2 / 2, n * (1 - s) + scores.Z**2 / 2
    assert yes / (yes + no) == pytest.approx(scores.wilson(n, s).score, abs=1e-12)
    assert scores.wilson(n, s).score == pytest.approx(vector["expected"], abs=vector["tol"])


@pytest.mark.parametrize("vector", vectors("measures", "group_weighted_support"))
def test_groups_weigh_the_same_only_where_that_was_declared(vector: dict[str, Any]) -> None:
    groups, ratings = zip(*vector["input"]["votes"], strict=True)
    equal = vector["input"]["weights"] == "equal_group"
    weights = scores.equal_group(groups, cap=2) if equal else scores.equal_person(groups)
    found = {"s": scores.yes_share(ratings, NINE, weights), "n_eff": scores.n_eff(weights)}
    assert found == pytest.approx(vector["expected"], abs=vector["tol"])


@pytest.mark.parametrize("vector", vectors("measures", "roc_weights"))
def test_weights_from_a_ranking_are_its_centroid(vector: dict[str, Any]) -> None:
    found = weights.rank_order_centroid(vector["input"]["n"])
    assert found == pytest.approx(vector["expected"], abs=vector["tol"])


@pytest.mark.parametrize("vector", vectors("measures", "saw", "saw_roc"))
def test_the_weighted_sum_uses_grades_as_they_are(vector: dict[str, Any]) -> None:
    given = vector["input"]["weights"]
    chosen = weights.rank_order_centroid(5) if given == "roc5" else given
    found = [weighting.weigh(Criteria(*row), chosen) for row in vector["input"]["matrix"]]
    assert found == pytest.approx(vector["expected"], abs=vector["tol"])


@pytest.mark.parametrize("vector", vectors("measures", "saw_missing_c4"))
def test_a_criterion_nobody_assessed_leaves_the_weights_to_the_others(vector: dict[str, Any]) -> None:
    found = weighting.weigh(Criteria(*vector["input"]["row"]), vector["input"]["weights"])
    assert found == pytest.approx(vector["expected"], abs=vector["tol"])
