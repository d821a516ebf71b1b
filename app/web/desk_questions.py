"""What the desk asks before it does a thing that cannot be undone, or that leaves people out."""

from dataclasses import dataclass, replace

from app.web.desk_actions import Action, State, few_are_done
from app.web.desk_blocks import progress_of
from app.web.desk_words import words


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a move is made, and the move itself."""

    text: str
    sure: str
    action: Action


def few_question(state: State) -> Question | None:
    """What to ask before closing; None when enough are done."""
    progress, action = progress_of(state), state["actions"]["big"]
    if progress is None or action is None or action.asks != "few" or not few_are_done(*progress):
        return None
    texts = words()
    text = texts["ask_few"].format(done=progress[0], present=progress[1])
    return Question(text, texts["sure_few"], action)


def end_question(state: State) -> Question | None:
    """What to ask before ending; None when there is nothing to end."""
    action, texts = state["actions"]["end"], words()
    return Question(texts["ask_end"], texts["sure_end"], action) if action else None


def take_one_question(state: State, code: str, chosen: str) -> Question | None:
    """What to ask before one statement of an open block is taken back; None when none is open."""
    action, texts = state["actions"]["take_one"], words()
    if action is None:
        return None
    return Question(
        texts["ask_take_one"].format(code=code), texts["sure_take_one"], replace(action, body={"round": chosen})
    )


def take_back_question(state: State) -> Question | None:
    """What to ask before a statement is taken back; None when there is none to take back."""
    action, texts = state["actions"]["take_back"], words()
    return Question(texts["ask_take_back"], texts["sure_take_back"], action) if action else None
