"""Fields that an activity gave but its rule does not use: said aloud, for somebody believes they count."""

from collections.abc import Iterable

from klimapakt.methods.catalogue import activities
from klimapakt.methods.inventory.case import Entry
from klimapakt.methods.inventory.parts import Finding
from klimapakt.methods.messages import Message, gettext_noop

_USED_BY_RULE = {
    "gas": "refrigerant",
    "cabin": "flight",
    "country": "hotel",
    "purpose": "transport",
    "supplier_kg_per_unit": "district_heat",
    "supplier_source": "district_heat",
}
_CATEGORY_OF_PURPOSE = {"business": "business_travel", "commute": "commuting"}
_GAS_BILL = ("calorific_kwh_per_m3", "z_number")


def unused_fields(entry: Entry) -> Iterable[Finding]:
    """Return a finding for each field that changes nothing."""
    known = activities().get(entry.activity or "")
    rule = known.rule if known else ""
    unused = [
        name
        for name, used_by in _USED_BY_RULE.items()
        if getattr(entry, name) is not None and rule != used_by
    ]
    if known and entry.purpose and known.category == _CATEGORY_OF_PURPOSE.get(entry.purpose):
        # It says what the activity is anyway: a flight for business.
        unused = [name for name in unused if name != "purpose"]
    if entry.activity != "natural_gas" or entry.unit != "m3":
        unused += [name for name in _GAS_BILL if getattr(entry, name) is not None]
    template = gettext_noop("%(field)s is not used for this activity and changes nothing.")
    for name in unused:
        yield Finding(
            "field_not_used", "warning", entry.id, Message("field_not_used", template, {"field": name})
        )
