"""What the lineage refuses, and the sentence a person then reads; see `errors.py`. Nothing was changed."""

from app.core.errors import Kind, WorkshopError


class LineageProblem(WorkshopError):
    """This is no step from the long list to the condensed one. Nothing was changed."""

    code = "lineage_problem"


class NothingChosen(LineageProblem):
    """Choose at least one configuration first."""

    code = "nothing_chosen"


class NoConfiguration(LineageProblem):
    """{code} is no configuration of the long list."""

    code = "no_configuration"


class IntoItself(LineageProblem):
    """{code} cannot be merged into itself."""

    code = "into_itself"


class InACircle(LineageProblem):
    """{into} was merged into {code} before, so this would go in a circle."""

    code = "in_a_circle"


class IntoDropped(LineageProblem):
    """{into} was dropped, so nothing can be merged into it. Leave it open again first."""

    code = "into_dropped"


class MergedAlready(LineageProblem):
    """{code} was merged into {into} already. Leave it open again first."""

    code = "merged_already"


class DropReasonMissing(LineageProblem):
    """Please say why this is dropped. The reason is printed."""

    code = "drop_reason_missing"


class OthersWentIn(LineageProblem):
    """{code} was merged into {into}. Leave {code} open again before you drop {into}."""

    code = "others_went_in"


class CodeTaken(LineageProblem):
    """The code {code} is taken. Choose another one."""

    code = "code_taken"


class CodeMissing(LineageProblem):
    """A written statement needs a code."""

    code = "code_missing"


class NothingToUndo(LineageProblem):
    """There is nothing to undo."""

    kind, code = Kind.STALE, "nothing_to_undo"


class ListedTwice(LineageProblem):
    """{code} is listed {times} times. Each configuration needs a code of its own."""

    code = "listed_twice"


class NoText(LineageProblem):
    """Please write what the merged statement says. Nothing was changed."""

    code = "no_text"
