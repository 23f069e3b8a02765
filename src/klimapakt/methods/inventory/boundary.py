"""The organisational boundary: which share of a site's activities belongs to the company.

Source: GHG Protocol Corporate Standard, chapter 3, as given in factors.md 2.1. One approach for the whole
inventory.
"""

from decimal import Decimal

from klimapakt.methods.inventory.case import Case, Entry, Site
from klimapakt.methods.inventory.parts import Finding
from klimapakt.methods.inventory.words import word
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

_ALL = Decimal(1)
_NOTHING = Decimal(0)
_OWN = Site()


def consolidated_share(entry: Entry, case: Case) -> Decimal:
    """Return the share of an activity that counts. A site that is not described counts in full."""
    site = case.sites.get(entry.site, _OWN) if entry.site else _OWN
    if case.boundary == "operational_control":
        return _ALL if site.operated else _NOTHING
    if case.boundary == "equity_share":
        return _ALL if site.equity_share is None else site.equity_share
    if site.financial_control == "joint":
        if site.equity_share is None:
            raise Refused(
                f"sites.{entry.site}.equity_share",
                Message(
                    "missing_equity_share",
                    gettext_noop(
                        "The site %(site)s is jointly controlled: add its equity share, such as 0.5."
                    ),
                    {"site": entry.site or ""},
                ),
            )
        return site.equity_share
    return _ALL if site.financial_control == "full" else _NOTHING


def boundary_finding(entry: Entry, case: Case, share: Decimal) -> Finding | None:
    """Return the finding for an activity that does not count in full, or whose share had to be assumed."""
    if share == _ALL:
        return _assumed(entry, case)
    values = {
        "site": entry.site or "",
        "boundary": word(case.boundary),
        "percent": f"{(share * 100).normalize():f}",
    }
    template = gettext_noop("The site %(site)s counts with %(percent)s %% under the boundary %(boundary)s.")
    if share == _NOTHING:
        template = gettext_noop(
            "The site %(site)s lies outside the boundary %(boundary)s and does not count."
        )
    return Finding("boundary", "hint", entry.id, Message("boundary", template, values))


def _assumed(entry: Entry, case: Case) -> Finding | None:
    if not case.sites or not entry.site:
        return None
    values = {"site": entry.site}
    if entry.site not in case.sites:
        template = gettext_noop(
            "The site %(site)s is not among the sites that are described; it counts in full."
        )
        return Finding(
            "site_not_described", "warning", entry.id, Message("site_not_described", template, values)
        )
    if case.boundary == "equity_share" and case.sites[entry.site].equity_share is None:
        template = gettext_noop("No equity share is given for the site %(site)s; it counts in full.")
        return Finding("equity_share_assumed", "warning", entry.id, Message("equity_share", template, values))
    return None
