"""Values of an organisation that does not exist: for previews of templates and for examples."""

from datetime import date
from decimal import Decimal
from typing import Final

from klimapakt.agreements.wording.values import City, Member, RulebookFacts, Signatory, Values
from klimapakt.methods.texts import Text

EXAMPLE: Final = Values(
    number="MUS-2026-0042",
    pact=Text("Klimapakt Musterstadt mit der Wirtschaft", "Musterstadt climate pact with business"),
    joins_on=date(2026, 12, 1),
    member=Member(
        name="Bäckerei Sonnenkorn GmbH",
        address="Kornstraße 7, 40213 Musterstadt am Rhein",
        register="Amtsgericht Musterstadt, HRB 10042",
        signatory=Signatory(
            "Bruno Beispiel", "Geschäftsführer", "einzelvertretungsberechtigt laut Handelsregister"
        ),
    ),
    city=City(
        name="Stadt Musterstadt am Rhein",
        address="Marktplatz 1, 40213 Musterstadt am Rhein",
        office="Geschäftsstelle Klimapakt",
        email="klimapakt@example.org",
        signatory=Signatory("Ada Beispiel", "Beigeordnete für Umwelt", "Vollmacht vom 1. Juli 2026"),
    ),
    rules=RulebookFacts(
        id="example",
        edition="2026.1",
        title=Text("Regelwerk des Klimapakts Musterstadt", "Rulebook of the Musterstadt climate pact"),
        baseline_months=12,
        grace_months=12,
        extension_months=6,
        targets_months=12,
        measures_months=12,
        measures_at_least=1,
        monitoring_months=60,
        closing_on=date(2035, 12, 31),
        term_until=date(2035, 12, 31),
        tonnes_per_head=Decimal(2),
        neutrality=Text(
            "im Stadtgebiet werden im Durchschnitt höchstens 2 t CO₂ je Kopf und Jahr verursacht",
            "within the city, 2 t of CO₂ per head and year are caused on average at most",
        ),
    ),
    measures=(
        "Wärmerückgewinnung aus den Backöfen für Warmwasser und Heizung, Umsetzung bis Ende 2027",
        "Photovoltaik auf dem Dach der Backstube, 60 kWp, Umsetzung bis Mitte 2028",
    ),
)
