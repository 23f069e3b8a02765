"""The table of degree days as lines of text."""

from django.utils.dates import MONTHS

from klimapakt.methods.billing import degree_day_table


def degree_months() -> list[tuple[str, int]]:
    """Return the months that are stated together, by name, with their thousandths."""
    return [
        (", ".join(str(MONTHS[month]) for month in months), value)
        for months, value in degree_day_table().per_mille
    ]
