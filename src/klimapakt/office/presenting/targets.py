"""Targets of the members as the office reads and exports them."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.foundation.design import numbers
from klimapakt.office.member_file import harmless
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person
from klimapakt.targets.presenting import promise_words
from klimapakt.targets.queries import Figures, held_by
from klimapakt.targets.summing import Promised

Names = Mapping[UUID, str]
_MG_PER_TONNE = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Row:
    """One target of one member; ``less_mg`` is None for one per unit or without an accepted base."""

    name: str
    target: Figures
    less_mg: int | None


def targets_of(organisation: Organisation, person: Person) -> dict[str, object]:
    """Return the targets of one member for its page; nothing for who may not see its figures."""
    if not is_allowed(person, Permission.SEE_INVENTORIES):
        return {"sees_targets": False}
    found = [one for one in held_by(organisation) if not one.is_withdrawn]
    return {"sees_targets": True, "member_targets": [(one, promise_words(one)) for one in found]}


def rows(promised: Promised, names: Names) -> list[Row]:
    """Return every target, by member."""
    found = [Row(names[one.organisation], one, promised.less_mg.get(one.target)) for one in promised.targets]
    return sorted(found, key=lambda row: (row.name.casefold(), row.target.target_year))


def as_csv(promised: Promised, names: Names) -> str:
    """Return the list as a table that a spreadsheet opens; nothing in it is taken for a formula."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow(
        [
            *(_("Organisation"), _("Form"), _("Which emissions"), _("Base year"), _("Target year")),
            *(_("Reduction in percent"), _("Promised reduction in t CO₂e"), _("Decided on"), _("Version")),
        ]
    )
    language = get_language() or "de"
    for row in rows(promised, names):
        target = row.target
        tonnes = "" if row.less_mg is None else numbers.number(Decimal(row.less_mg) / _MG_PER_TONNE, language)
        table.writerow(
            [
                harmless(row.name),
                target.form,
                f"{target.emissions} {target.per_what}".strip(),
                target.base_year,
                target.target_year,
                numbers.number(target.percent, language),
                tonnes,
                target.decided_on.isoformat(),
                target.number,
            ]
        )
    return "\ufeff" + written.getvalue()
