"""What reports hold about people: nothing; sums only, and what the office has promised."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table
from klimapakt.methods.messages import gettext_noop

MEASURING: Final = Processing(
    "measuring",
    gettext_noop("Minutes members need for a step"),
    gettext_noop("To publish how much work the pact asks of its members, and to make it less."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest; nothing is kept about a person"),
    gettext_noop("People of the members who fill in an inventory and have not switched it off"),
    gettext_noop("The public, as medians of at least ten measurements"),
)

PERSONAL_DATA: Final[Declared] = (
    Table(
        "reports.StepMinutes",
        MEASURING,
        Clock(gettext_noop("Sums of a month without names; they stay, because they are about nobody")),
        nothing_in=("step",),
    ),
    Table("reports.AnswerPromise"),
)
