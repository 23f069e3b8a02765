"""Why an action of the reports room is refused."""

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import NotPossible


class NothingLeftToDo(NotPossible):
    """What the job was for has ended already."""

    def __init__(self) -> None:
        text = gettext_noop(
            "Trying again would do nothing: what this job was for has ended already. Set the job aside."
        )
        super().__init__(Message("nothing_left_to_do", text))


class JobGone(NotPossible):
    """Somebody else has decided about the job meanwhile, or it has been tried again."""

    def __init__(self) -> None:
        text = gettext_noop("This job is not among those that have stopped any more. Nothing was changed.")
        super().__init__(Message("job_gone", text))
