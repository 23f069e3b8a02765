"""The measures of one member, as its page in the office shows them."""

from klimapakt.measures import queries
from klimapakt.measures.presenting import told_counts
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person


def measures_of(organisation: Organisation, person: Person) -> dict[str, object]:
    """Return how many measures stand where and what they save by state; nothing for who may not see it."""
    if not is_allowed(person, Permission.SEE_INVENTORIES):
        return {"sees_measures": False}
    measures = queries.pact_measures_of(organisation)
    return {
        "sees_measures": True,
        "measure_states": told_counts(queries.counts_by_state(measures)),
        "measure_totals": queries.sums_of(measures),
    }
