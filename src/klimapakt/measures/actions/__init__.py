"""Every write of the measures room."""

from klimapakt.measures.actions.appraising import appraise
from klimapakt.measures.actions.before_pact import (
    MeasureFacts,
    change_measure,
    list_measure,
    remove_measure,
)
from klimapakt.measures.actions.course import (
    FromLibrary,
    Kept,
    Move,
    PlanFacts,
    change_plan,
    move,
    plan_measure,
)
from klimapakt.measures.actions.doing import (
    GrantFacts,
    add_proof,
    add_step,
    change_step,
    decide_share,
    finish_step,
    propose_share,
    remove_grant,
    remove_step,
    save_grant,
)
from klimapakt.measures.actions.stating import SavingFacts, state_saving, verify

__all__ = [
    "FromLibrary",
    "GrantFacts",
    "Kept",
    "MeasureFacts",
    "Move",
    "PlanFacts",
    "SavingFacts",
    "add_proof",
    "add_step",
    "appraise",
    "change_measure",
    "change_plan",
    "change_step",
    "decide_share",
    "finish_step",
    "list_measure",
    "move",
    "plan_measure",
    "propose_share",
    "remove_grant",
    "remove_measure",
    "remove_step",
    "save_grant",
    "state_saving",
    "verify",
]
