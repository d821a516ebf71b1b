"""A visit to a route: its address with the gaps filled, and whether the visitor got through."""

from flask.testing import FlaskClient

from app.core.workshops import RoundState

MOVES = {"rounds": "close", "blocks": "open", "moves": "pause", "comments": "hide", "candidates": "aside"}


def address(route: str, values: dict[str, str]) -> str:
    """The route with its gaps filled for the own review."""
    kind = next((word for word in MOVES if f"/{word}/" in route), "")
    for name, value in {**values, "move": MOVES.get(kind, "")}.items():
        for gap in (f"<int:{name}>", f"<{name}>"):
            route = route.replace(gap, value)
    return route


def got_through(client: FlaskClient, method: str, path: str, workshop: int) -> bool:
    """Whether the route took the request up: a page, a redirect onwards, or a refusal of what was in it."""
    body = {"audience": "desk", "workshop": workshop, "state": RoundState.OPEN.value, "epoch": 1}
    if method == "GET":
        answer = client.get(path)
    else:
        answer = client.post(path, json=body, headers={"Accept": "application/json"})
    turned_away = method == "GET" and answer.status_code == 303 and answer.location.split("?")[0] in ("/sign-in", "/")
    return answer.status_code not in (401, 403, 404) and not turned_away
