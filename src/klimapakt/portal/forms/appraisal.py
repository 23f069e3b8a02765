"""The form of an appraisal: five fields for a first result, everything else with defaults that are named."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.appraising.entered import (
    DISCOUNT_PERCENT,
    GROUPS,
    MOST_LINES,
    MOST_SCENARIOS,
    Entered,
    RiskEntered,
)
from klimapakt.portal.forms.appraisal_parts import PARTS, counted, line_of, scenario_of
from klimapakt.portal.forms.numbers import QuantityField
from klimapakt.portal.forms.rates import RateField

_MOST_SHOWN: Final = {"line": 80, "scenario": 20}
"""More fields than can be kept, so that what is too much is told and not lost."""
_MOST: Final = {"line": MOST_LINES, "scenario": MOST_SCENARIOS}
_LEAST: Final = Decimal(1)


def _source(words: object) -> forms.CharField:
    return forms.CharField(label=words, required=False, max_length=500)  # type: ignore[arg-type]  # lazy words


class AppraisalForm(forms.Form):
    """What an investment costs, what it brings, and on what that rests."""

    investment_eur = QuantityField(label=_("Investment in EUR"), help_text=_("As the offer states it, net."))
    quantity = QuantityField(
        label=_("Energy saved a year"),
        help_text=_("In the unit of your bill, mostly kWh. You only know the euros? Enter 1."),
    )
    unit_price_eur = QuantityField(
        label=_("Price of each unit in EUR"),
        help_text=_("As on the bill, for example 0.28. If you entered 1: the euros saved a year."),
    )
    upkeep_eur = QuantityField(
        label=_("Upkeep a year in EUR"),
        required=False,
        help_text=_("Maintenance, insurance, leases. Empty counts as none."),
    )
    life_years = QuantityField(
        label=_("Useful life in years"),
        help_text=_("For the tests of the law: as the AfA table of the Federal Ministry of Finance says."),
    )
    grant_eur = QuantityField(
        label=_("Funding in EUR"),
        required=False,
        help_text=_("The result stands beside that without funding."),
    )
    horizon_years = forms.IntegerField(
        label=_("Years looked at"),
        required=False,
        min_value=0,
        help_text=_("Empty: the useful life in whole years."),
    )
    discount_percent = RateField(
        label=_("Discount rate in percent"),
        required=False,
        help_text=_("What your money would bring elsewhere, or your bank asks. 5 is an assumption."),
    )
    source_discount = _source(_("Where the discount rate comes from"))
    change_energy = RateField(label=_("Energy prices change a year by percent"), required=False)
    source_energy = _source(_("Source of that change of energy prices"))
    change_co2 = RateField(label=_("The price on CO₂ changes a year by percent"), required=False)
    source_co2 = _source(_("Source of that change of the price on CO₂"))
    change_other = RateField(label=_("Other prices change a year by percent"), required=False)
    source_other = _source(_("Source of that change of other prices"))
    price_year = forms.ChoiceField(
        label=_("The prices entered are those of"),
        choices=[("1", _("the first year of use")), ("0", _("the year of the investment"))],
        required=False,
    )
    degradation_percent = QuantityField(label=_("The saving gets less each year by percent"), required=False)
    source_degradation = _source(_("Source of that loss"))
    tonnes = RateField(
        label=_("Tonnes CO₂e saved a year"),
        required=False,
        help_text=_("For the cost of a tonne. Empty: none is calculated."),
    )
    co2_price = forms.ChoiceField(
        label=_("Price on a tonne of CO₂"),
        required=False,
        help_text=_(
            "Bills for gas, oil and petrol hold the national price already, electricity that of the "
            "exchange. Choose one only for what no bill holds."
        ),
    )
    residual_eur = QuantityField(
        label=_("Value at the end in EUR"),
        required=False,
        help_text=_("The standard counts none. Whoever does departs from it, and says why."),
    )
    source_residual = _source(_("Why a value at the end is counted"))
    risk = forms.ChoiceField(
        label=_("Risk"),
        required=False,
        choices=[
            ("", _("none is counted")),
            ("surcharge", _("as a surcharge on the discount rate")),
            ("deduction", _("as a deduction from every year")),
        ],
    )
    risk_points = QuantityField(label=_("Surcharge in percentage points"), required=False)
    risk_loss = QuantityField(label=_("What may be lost, in percent of a year"), required=False)
    risk_probability = QuantityField(label=_("How probable that is, in percent"), required=False)
    tax_percent = QuantityField(
        label=_("Tax on income in percent"),
        required=False,
        help_text=_("Empty: the result is before tax."),
    )
    depreciation_years = QuantityField(
        label=_("Written off over years"), required=False, help_text=_("Empty: the useful life.")
    )
    effects = forms.CharField(
        label=_("Effects that have no price"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "For example less noise, safer supply, better air. How long, for whom, and how much? They "
            "stand in the report and never in the value."
        ),
    )
    reason = forms.CharField(label=_("Why it is appraised anew"), max_length=1000)
    line_count = forms.IntegerField(required=False, widget=forms.HiddenInput)
    scenario_count = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any],
        prices: Sequence[tuple[str, str]],
        is_first: bool,
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["co2_price"].choices = [("", _("none")), *prices]  # type: ignore[attr-defined]  # a choice
        if is_first:
            del self.fields["reason"]
        entered = initial if data is None else data
        self.counts = {kind: min(counted(entered, kind), _MOST_SHOWN[kind]) for kind in PARTS}
        self._asked = {kind: counted(entered, kind) for kind in PARTS}
        for kind, count in self.counts.items():
            for place in range(count):
                for name, field in PARTS[kind]().items():
                    self.fields[f"{kind}-{place}-{name}"] = field

    def clean(self) -> dict[str, Any]:
        """Ask for amount and price of every payment that was begun, and refuse more than fit."""
        given = super().clean() or self.cleaned_data
        for kind, count in self._asked.items():
            if count > _MOST[kind]:
                values = {"most": _MOST[kind], "count": count}
                self.add_error(None, _("At most %(most)s fit here, and there are %(count)s.") % values)
        for place in range(self.counts["line"]):
            self._ask_for_amounts(given, place)
        return given

    def entered(self, names: Mapping[str, str], grants: Iterable[Mapping[str, str]]) -> Entered:
        """Return what was entered; what is empty gets its default."""
        given = self.cleaned_data
        life = given["life_years"]
        discount = given["discount_percent"]
        lines = (line_of(given, place) for place in range(self.counts["line"]))
        scenarios = (scenario_of(given, place) for place in range(self.counts["scenario"]))
        amounts = ("upkeep_eur", "grant_eur", "degradation_percent", "residual_eur")
        keys = ("discount", *GROUPS, "degradation", "residual")
        horizon = given["horizon_years"]
        return Entered(
            investment_eur=given["investment_eur"],
            quantity=given["quantity"],
            unit_price_eur=given["unit_price_eur"],
            life_years=life,
            horizon_years=int(max(life, _LEAST)) if horizon is None else horizon,
            discount_percent=DISCOUNT_PERCENT if discount is None else discount,
            price_year=int(given["price_year"] or 1),
            changes={name: given[f"change_{name}"] or Decimal(0) for name in GROUPS},
            sources={key: given[f"source_{key}"].strip() for key in keys},
            tonnes=given["tonnes"],
            co2_price=given["co2_price"],
            risk=self._risk(given),
            tax_percent=given["tax_percent"],
            depreciation_years=given["depreciation_years"],
            lines=tuple(line for line in lines if line is not None),
            scenarios=tuple(one for one in scenarios if one is not None),
            effects=given["effects"],
            names=names,
            grants=tuple(grants) if given["grant_eur"] else (),
            **{name: given[name] or Decimal(0) for name in amounts},
        )

    def essentials(self) -> list[BoundField]:
        """Return the five fields that suffice for a first result, and why there is another version."""
        names = ("investment_eur", "quantity", "unit_price_eur", "upkeep_eur", "life_years")
        return self._bound(*names, *(name for name in ("reason",) if name in self.fields))

    def sections(self) -> list[tuple[object, list[BoundField], bool]]:
        """Return the other fields by subject, and whether something in them is wrong."""
        found = [(words, self._bound(*names)) for words, names in _SECTIONS]
        return [(words, fields, any(one.errors for one in fields)) for words, fields in found]

    def lines(self) -> list[list[BoundField]]:
        """Return the fields of the further payments."""
        return self._parts("line")

    def scenarios(self) -> list[list[BoundField]]:
        """Return the fields of the scenarios."""
        return self._parts("scenario")

    def _ask_for_amounts(self, given: Mapping[str, Any], place: int) -> None:
        begun = any(given.get(f"line-{place}-{name}") for name in ("name", "quantity", "unit_price_eur"))
        for name in ("quantity", "unit_price_eur"):
            key = f"line-{place}-{name}"
            if begun and given.get(key) is None and key not in self.errors:
                self.add_error(key, _("Please enter this figure."))

    def _parts(self, kind: str) -> list[list[BoundField]]:
        names = tuple(PARTS[kind]())
        return [
            self._bound(*(f"{kind}-{place}-{name}" for name in names)) for place in range(self.counts[kind])
        ]

    def _bound(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names]

    @staticmethod
    def _risk(given: Mapping[str, Any]) -> RiskEntered | None:
        if not given["risk"]:
            return None
        values = (given[name] or Decimal(0) for name in ("risk_points", "risk_loss", "risk_probability"))
        return RiskEntered(given["risk"], *values)


_SECTIONS: Final[tuple[tuple[object, tuple[str, ...]], ...]] = (
    (_("Funding"), ("grant_eur",)),
    (
        _("Period, interest and prices"),
        (
            *("horizon_years", "discount_percent", "source_discount", "price_year"),
            *("change_energy", "source_energy", "change_co2", "source_co2", "change_other", "source_other"),
            *("degradation_percent", "source_degradation"),
        ),
    ),
    (_("CO₂"), ("tonnes", "co2_price")),
    (
        _("Risk, tax and value at the end"),
        (
            *("risk", "risk_points", "risk_loss", "risk_probability"),
            *("tax_percent", "depreciation_years", "residual_eur", "source_residual"),
        ),
    ),
    (_("Effects that have no price"), ("effects",)),
)
