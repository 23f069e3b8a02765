"""An inventory of the demo that another tool made: totals of a report, accepted as they are stated."""

from datetime import date

from klimapakt.demo.versions import accept, person, submit
from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import ExternalTool
from klimapakt.inventories.evidence.accepting import accepted
from klimapakt.inventories.external import ExternalFacts
from klimapakt.organisations.models import Organisation

_METALWORKS, _YEAR = "Metallwerk Rheinbogen GmbH & Co. KG", 2022
_REPORT = "Bilanz 2022;t CO2e\nScope 1;1842,6\nScope 2 (ortsbasiert);2317,42\nScope 3;nicht erhoben\n"
_FACTS = ExternalFacts(
    tool=ExternalTool.ECOCOCKPIT,
    method="In Anlehnung an das GHG Protocol, Faktoren aus ProBas und GEMIS",
    boundary_note="Werk 1 und Werk 2 mit dem Fuhrpark; ohne Dienstreisen und Arbeitswege",
    scope1_mg=1_842_600_000_000,
    scope2_location_mg=2_317_420_000_000,
    calculated_on=date(2023, 5, 16),
)


def load() -> None:
    """Record the figures with their report, submit and accept them, once."""
    metalworks = Organisation.objects.filter(name=_METALWORKS).first()
    if metalworks is None or _YEAR in queries.years_taken(metalworks.pk):
        return
    carla, ole = person("carla@rheinbogen"), person("ole@musterstadt")
    inventory = actions.begin_external(organisation=metalworks, year=_YEAR, facts=_FACTS, by=carla)
    report = accepted(_REPORT.encode(), name="ecocockpit-Ergebnis 2022.csv")
    file, _is_new = actions.keep_evidence(organisation=metalworks, file=report, by=carla)
    actions.keep_report(inventory=inventory, file=file, by=carla)
    accept(submit(inventory, by=carla), by=ole)
