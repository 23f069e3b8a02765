"""Why an action of the reports room is refused."""

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import NotPossible


class JobGone(NotPossible):
    """Somebody else has decided about the job meanwhile, or it has been tried again."""

    def __init__(self) -> None:
        text = gettext_noop("This job is not among those that have stopped any more. Nothing was changed.")
        super().__init__(Message("job_gone", text))
