"""Every write of the monitoring room; one module per side."""

from klimapakt.monitoring.actions.deciding import accept
from klimapakt.monitoring.actions.reporting import (
    answer_rows,
    begin,
    confirm_facts,
    confirm_measures,
    explain_target,
    hand_in,
)
from klimapakt.monitoring.actions.targets import Reading, forget_target, read_target

__all__ = [
    "Reading",
    "accept",
    "answer_rows",
    "begin",
    "confirm_facts",
    "confirm_measures",
    "explain_target",
    "forget_target",
    "hand_in",
    "read_target",
]
