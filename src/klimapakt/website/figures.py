"""The chart of the start page."""

from django.utils.translation import get_language, gettext

from klimapakt.foundation.design import numbers
from klimapakt.foundation.design.charts import Part, StackedBar, Tone
from klimapakt.methods.inventory import Totals


def scopes_of_example(totals: Totals) -> StackedBar:
    """Return what the example's emissions are made of, location-based."""
    language = get_language() or "en"
    whole = totals.location_based_mg

    def part(label: str, mg_co2e: int, tone: Tone) -> Part:
        note = f"({numbers.share(mg_co2e, whole, language)})"
        return Part(label, mg_co2e, numbers.mass(mg_co2e, language), tone, note)

    return StackedBar(
        key="example-scopes",
        title=gettext("Emissions of the example by scope"),
        sentence=gettext("More than half comes from fuel burnt on the spot, for heat and vehicles."),
        parts=(
            part(gettext("Direct emissions (scope 1)"), totals.scope1_mg, "one"),
            part(gettext("Purchased electricity (scope 2)"), totals.scope2_location_mg, "two"),
            part(gettext("Supply of energy and fuels (scope 3)"), totals.scope3_total_mg, "three"),
        ),
        total=numbers.mass(whole, language),
        label_heading=gettext("Scope"),
        value_heading=gettext("Emissions"),
    )
