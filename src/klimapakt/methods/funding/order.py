"""The order of the steps: what is lost by ordering too early, and which order an offer demands."""

from klimapakt.methods.funding.model import Answer, Case
from klimapakt.methods.messages import Message, gettext_noop

Said = tuple[Answer, Message]


def in_order(case: Case, demanded: str) -> Said:
    """Return whether the steps taken so far are in the order that an offer demands."""
    if demanded == "contract_first":
        return _contract_first(case)
    return _first(case, "approved" if demanded == "approval_first" else "applied")


def advice(case: Case, demanded: str) -> Message | None:
    """Return what to do next so that nothing is lost; None where nothing can be lost any more."""
    if case.is_ordered:
        return None
    if demanded == "approval_first" and case.happened(case.measure.approved_on) is None:
        template = gettext_noop("Order only after the approval: whoever begins before loses the grant.")
        return Message("order_after_approval", template)
    if demanded == "request_first" and case.happened(case.measure.applied_on) is None:
        template = gettext_noop("Order only after the application: whoever begins before loses the grant.")
        return Message("order_after_application", template)
    if demanded == "contract_first":
        template = gettext_noop(
            "First sign a contract that depends on the grant, with a clause that says so, then apply."
        )
        return Message("contract_with_clause", template)
    return None


def _first(case: Case, step: str) -> Said:
    is_approval = step == "approved"
    done = case.happened(case.measure.approved_on if is_approval else case.measure.applied_on)
    if not case.is_ordered:
        return "yes", Message("not_ordered", gettext_noop("Nothing has been ordered yet."))
    if done is None:
        if is_approval:
            template = gettext_noop("Ordered without an approval: the offer wants the approval first.")
        else:
            template = gettext_noop("Ordered without an application: the offer wants the application first.")
        return "no", Message("ordered_too_early", template)
    ordered = case.happened(case.measure.ordered_on)
    if ordered is None:
        return "ask", Message("order_day", gettext_noop("On which day was the order placed?"))
    if ordered == done:
        template = gettext_noop("Order and %(step)s are on the same day: which of them came first?")
        return "ask", Message("same_day", template, {"step": _named(is_approval)})
    if ordered < done:
        template = gettext_noop("Ordered on %(ordered)s, before the %(step)s on %(done)s.")
        values = {"ordered": ordered.isoformat(), "step": _named(is_approval), "done": done.isoformat()}
        return "no", Message("ordered_too_early", template, values)
    template = gettext_noop("Ordered on %(ordered)s, after the %(step)s on %(done)s.")
    values = {"ordered": ordered.isoformat(), "step": _named(is_approval), "done": done.isoformat()}
    return "yes", Message("ordered_in_time", template, values)


def _named(is_approval: bool) -> Message:
    if is_approval:
        return Message("approval", gettext_noop("approval"))
    return Message("application", gettext_noop("application"))


def _contract_first(case: Case) -> Said:
    applied, ordered = case.happened(case.measure.applied_on), case.happened(case.measure.ordered_on)
    if not case.is_ordered:
        if applied is None:
            return "yes", Message("not_ordered", gettext_noop("Nothing has been ordered yet."))
        template = gettext_noop("Was a contract signed before the application? The offer wants it first.")
        return "ask", Message("contract_missing", template)
    if applied is not None and ordered is not None and applied < ordered:
        template = gettext_noop("Applied on %(applied)s, before the contract of %(ordered)s.")
        values = {"applied": applied.isoformat(), "ordered": ordered.isoformat()}
        return "no", Message("applied_too_early", template, values)
    template = gettext_noop("Does the contract depend on the grant, with a clause that says so?")
    return "ask", Message("clause", template)
