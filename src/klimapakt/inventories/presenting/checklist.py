"""What a reviewer looks at first, in words, counted from the inventory itself. No check decides anything."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.inventories.external import stated
from klimapakt.inventories.models import ExternalFigures
from klimapakt.inventories.queries import Calculated


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: whether it is in order as far as a program can tell, and what was found."""

    is_fine: bool
    sentence: str


def checks(
    calculated: Calculated,
    evidence: Mapping[int, Sequence[object]],
    accepted: Collection[str] = (),
) -> tuple[Check, ...]:
    """Return what a program can tell about completeness, evidence, quality and findings.

    ``accepted`` are the fingerprints of findings that the organisation accepted with a reason.
    """
    if calculated.external is not None:
        return _of_another_tool(calculated.external)
    return (
        _scopes(calculated),
        _evidence(calculated, evidence),
        _quality(calculated),
        _sites(calculated),
        _findings(calculated, accepted),
    )


def location_mg_by_row(calculated: Calculated) -> Mapping[int, int]:
    """Return the location-based milligrams by the number of the row."""
    sums: defaultdict[int, int] = defaultdict(int)
    for line in calculated.result.lines:
        if line.scope is not None and line.part != "market":
            sums[int(line.activity)] += line.co2e_mg
    return sums


def _scopes(calculated: Calculated) -> Check:
    totals = calculated.result.totals
    missing = []
    if totals.scope1_mg == 0:
        missing.append(_("direct emissions (scope 1)"))
    if totals.scope2_location_mg == 0:
        missing.append(_("purchased energy (scope 2)"))
    if missing:
        values = {"missing": ", ".join(missing)}
        return Check(False, _("Nothing is recorded for: %(missing)s. Is that right?") % values)
    return Check(True, _("Direct emissions and purchased energy are recorded."))


def _evidence(calculated: Calculated, evidence: Mapping[int, Sequence[object]]) -> Check:
    without = sum(not row.evidence and row.number not in evidence for row in calculated.rows)
    if not without:
        return Check(True, _("Every row names its evidence."))
    told = ngettext("%(count)s row names no evidence.", "%(count)s rows name no evidence.", without)
    return Check(False, told % {"count": without})


def _quality(calculated: Calculated) -> Check:
    rough = sum(row.quality in {"", "estimated", "proxy"} for row in calculated.rows)
    if not rough:
        return Check(True, _("All amounts are measured, billed or calculated."))
    told = ngettext(
        "%(count)s amount is estimated or says nothing about its quality.",
        "%(count)s amounts are estimated or say nothing about their quality.",
        rough,
    )
    return Check(False, told % {"count": rough})


def _sites(calculated: Calculated) -> Check:
    without = sum(row.site_id is None for row in calculated.rows)
    if not without:
        return Check(True, _("Every row belongs to a site."))
    told = ngettext("%(count)s row has no site.", "%(count)s rows have no site.", without)
    return Check(False, told % {"count": without})


def _of_another_tool(figures: ExternalFigures) -> tuple[Check, ...]:
    told = (
        (
            not stated(figures).missing,
            _("The report states every scope."),
            _("The report does not state every scope. Unknown is not zero."),
        ),
        (
            figures.file_id is not None,
            _("The report is kept as a file."),
            _("The report is not kept as a file."),
        ),
        (
            figures.includes_upstream is not None,
            _("It is stated whether scopes 1 and 2 hold upstream emissions."),
            _("It is not stated whether scopes 1 and 2 hold upstream emissions."),
        ),
    )
    return tuple(Check(is_fine, fine if is_fine else not_fine) for is_fine, fine, not_fine in told)


def _findings(calculated: Calculated, accepted: Collection[str]) -> Check:
    pointed = zip(calculated.result.findings, calculated.fingerprints, strict=True)
    grave = [mark for one, mark in pointed if one.severity in {"error", "warning"}]
    found = sum(mark not in accepted for mark in grave)
    if not found and grave:
        return Check(True, _("Everything that the calculation found has been accepted with a reason, below."))
    if not found:
        return Check(True, _("The calculation found nothing that looks wrong."))
    told = ngettext(
        "The calculation asks to look at %(count)s thing.",
        "The calculation asks to look at %(count)s things.",
        found,
    )
    return Check(False, told % {"count": found})
