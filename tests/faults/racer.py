"""Another process: it waits for the word, sends ballots as fast as it can, and writes down what it was told."""

import json
import sys
from itertools import takewhile
from pathlib import Path
from typing import Any

from tests.faults.diary import Diary
from tests.faults.phone import Phone
from tests.faults.stage import Seat

MOST = 10_000


def main(given: dict[str, Any]) -> None:
    """Everyone of these seats has looked and has her thumb over the button; then all answer, until it is closed."""
    phones = [
        Phone(Seat(*seat), given["url"], Diary(Path(given["diaries"]), f"phone-{seat[0]}")) for seat in given["seats"]
    ]
    for phone in phones:
        phone.look()
        phone.listen(0)
    print("ready", flush=True)
    sys.stdin.readline()
    for rating in takewhile(
        lambda times: times < given["each"] or not all(each.refused for each in phones), range(MOST)
    ):
        for phone in phones:
            phone.tap(plausibility=rating % 5 + 1, relevance=3)
            phone.deliver()
    for phone in phones:
        phone.settle()
    print("done", flush=True)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
