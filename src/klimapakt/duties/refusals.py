"""Why something cannot be done to a duty, as sentences for the person who tried."""

from datetime import date

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import NotPossible


class NotOwed(NotPossible):
    """The duty is done, waived or no longer asked."""

    def __init__(self, state: str) -> None:
        texts = {
            "fulfilled": gettext_noop("This is done already; nothing about it can be changed any more."),
            "waived": gettext_noop("The pact office has waived this; there is nothing left to do."),
        }
        dropped = gettext_noop("The rulebook does not ask for this any more.")
        super().__init__(Message(f"duty_{state}", texts.get(state, dropped)))


class MembershipOver(NotPossible):
    """Who has left owes nothing."""

    def __init__(self) -> None:
        super().__init__(Message("membership_over", gettext_noop("This membership has ended.")))


class BeyondLimit(NotPossible):
    """More months than the rulebook allows."""

    def __init__(self, *, asked: int, granted: int, most: int) -> None:
        text = gettext_noop(
            "That is too much. Months of extension the rulebook allows in all: %(most)s. Granted so far: "
            "%(granted)s. Still possible: %(left)s."
        )
        none = gettext_noop(
            "No more time can be given. Months of extension the rulebook allows in all: %(most)s. Granted so "
            "far: %(granted)s. Explain instead why it cannot be done in time."
        )
        left = max(0, most - granted)
        values = {"asked": asked, "granted": granted, "most": most, "left": left}
        super().__init__(
            Message("beyond_limit", text, values) if left else Message("no_more_time", none, values)
        )


class AlreadyAsked(NotPossible):
    """A request for more time waits already."""

    def __init__(self) -> None:
        text = gettext_noop("More time has been asked for already. The pact office will decide about it.")
        super().__init__(Message("already_asked", text))


class AlreadyDecided(NotPossible):
    """Somebody else has decided about it."""

    def __init__(self) -> None:
        text = gettext_noop("Somebody has decided about this already. Nothing was changed.")
        super().__init__(Message("already_decided", text))


class NotMissed(NotPossible):
    """There is nothing to explain before the due day."""

    def __init__(self, due_on: date) -> None:
        text = gettext_noop("This is due on %(day)s and not late yet. Ask for more time instead.")
        super().__init__(Message("not_missed", text, {"day": due_on}))


class ReasonNeeded(NotPossible):
    """Nobody could understand the decision later."""

    def __init__(self) -> None:
        super().__init__(Message("reason_needed", gettext_noop("Please say why, in a few words.")))


class DayNotPossible(NotPossible):
    """The day lies where it cannot."""

    def __init__(self, text: str) -> None:
        super().__init__(Message("duty_day", text))


class NotForYou(NotPossible):
    """The person may not decide about this."""

    def __init__(self) -> None:
        text = gettext_noop("You may not do this: it is up to the pact office, and never in an own matter.")
        super().__init__(Message("duty_not_for_you", text))


class NotForMembers(NotPossible):
    """The person does not work for the member, or not in a role that may say this."""

    def __init__(self) -> None:
        text = gettext_noop("Your role does not allow this. Please ask the management of your organisation.")
        super().__init__(Message("duty_not_for_members", text))


class DoneByReport(NotPossible):
    """An accepted inventory does it, not a click."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This is done by an inventory that the pact office has accepted. Hand one in, or let the office "
            "confirm another document."
        )
        super().__init__(Message("done_by_report", text))


class OwnDeputy(NotPossible):
    """Somebody cannot stand in for themselves."""

    def __init__(self) -> None:
        text = gettext_noop("Choose another deputy: nobody stands in for themselves.")
        super().__init__(Message("own_deputy", text))


class NotInOffice(NotPossible):
    """The person does not look after members."""

    def __init__(self) -> None:
        text = gettext_noop("This person does not look after members in the pact office.")
        super().__init__(Message("not_in_office", text))


class ReminderHasItsOwnWay(NotPossible):
    """A reminder by hand is taken back together with its mail or not at all."""

    def __init__(self) -> None:
        text = gettext_noop(
            "A reminder cannot be taken back here. As long as its e-mail has not left, undo it under “Work "
            "on many”."
        )
        super().__init__(Message("reminder_has_its_own_way", text))


class AlreadySent(NotPossible):
    """Every mail of a piece of work has left, or somebody has tried to send it."""

    def __init__(self) -> None:
        text = gettext_noop("These e-mails have been sent already. That cannot be undone.")
        super().__init__(Message("already_sent", text))
