"""Taking a measure for oneself while it is changed."""

from klimapakt.measures.models import Measure
from klimapakt.measures.rules import MeasureChanged


def locked(measure: Measure) -> Measure:
    """Return the measure as it stands now, locked; raise MeasureChanged when it is gone."""
    found = Measure.objects.select_for_update(of=("self",)).filter(pk=measure.pk, is_before_pact=False)
    one = found.select_related("organisation").first()
    if one is None:
        raise MeasureChanged
    return one
