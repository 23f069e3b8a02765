"""Accounts of the demo: shown to everybody, and therefore never on an installation with real people."""

from dataclasses import dataclass
from typing import Final

from klimapakt.methods.messages import gettext_noop

_KNOWN_TO_EVERYBODY: Final = "Rheinufer-2026"
MUSTERSTADT: Final = ""
"""The host of the first pact: every one that no other has."""

BEISPIELSTADT: Final = "beispielstadt.localhost"
"""The host of its neighbour; browsers take names that end in .localhost for the machine they run on."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account to try the demo with, shown on the sign-in page of its pact.

    ``who`` and ``may`` are English msgids.
    """

    email: str
    name: str
    password: str
    who: str
    may: str
    host: str = MUSTERSTADT


ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount(
        email="bruno@sonnenkorn.example.org",
        name="Bruno Keller",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("owner of a bakery with three sites"),
        may=gettext_noop("Has inventories for two years and a table of the third that waits to be checked."),
    ),
    DemoAccount(
        email="carla@rheinbogen.example.org",
        name="Carla Neumann",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("climate contact of a metalworks"),
        may=gettext_noop("Has large inventories of three years with travel, freight and refrigerants."),
    ),
    DemoAccount(
        email="emre@hotel-stadtpark.example.org",
        name="Emre Demir",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("energy manager of a hotel"),
        may=gettext_noop(
            "Has inventories with district heat, wood pellets and a green electricity tariff, "
            "and a changed agreement to sign."
        ),
    ),
    DemoAccount(
        email="jonas@tischlerei-eichblatt.example.org",
        name="Jonas Albers",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("master of a joinery with six people"),
        may=gettext_noop("Is in the middle of the guided questions for his first baseline."),
    ),
    DemoAccount(
        email="jule@sonnenkorn.example.org",
        name="Jule Wagner",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("shop manager of the bakery"),
        may=gettext_noop("Enters consumption and files of the bakery, and decides about nobody's role."),
    ),
    DemoAccount(
        email="mina@sonnenkorn.example.org",
        name="Mina Hoffmann",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("bookkeeper of the bakery"),
        may=gettext_noop("May look at everything of the bakery and change nothing."),
    ),
    DemoAccount(
        email="kim@funkenflug.example.org",
        name="Kim Sommer",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("owner of an electrical firm"),
        may=gettext_noop("Has signed the agreement and waits for the city."),
    ),
    DemoAccount(
        email="sigrid@musterstadt.example.org",
        name="Sigrid Lenz",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("signs for the city"),
        may=gettext_noop("Signs agreements for the city; one waits for her."),
    ),
    DemoAccount(
        email="ada@musterstadt.example.org",
        name="Ada Brandt",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("pact office of the city"),
        may=gettext_noop("Reviews submitted inventories, and has the small inventory of the office itself."),
    ),
    DemoAccount(
        email="ole@musterstadt.example.org",
        name="Ole Petersen",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("colleague in the pact office"),
        may=gettext_noop("Reviews submitted inventories, also that of the office itself."),
    ),
    DemoAccount(
        email="rafael@energieberatung-sturm.example.org",
        name="Rafael Sturm",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("energy adviser from outside"),
        may=gettext_noop("Works for two members under a mandate; a third mandate has ended."),
    ),
    DemoAccount(
        email="ines@hwk-musterstadt.example.org",
        name="Ines Vogel",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("partner in the chamber of skilled crafts"),
        may=gettext_noop("Sees how far the members of the chamber have come, and no figures."),
    ),
    DemoAccount(
        email="helene@musterstadt.example.org",
        name="Helene Arndt",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("leads the city's department for climate"),
        may=gettext_noop("Sees sums of at least five members, and nobody's figures."),
    ),
    DemoAccount(
        email="greta@beispielstadt.example.org",
        name="Greta Lindner",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("head of the pact office of another city"),
        may=gettext_noop("Reviews what the organisations of this city submit, and nothing of the other one."),
        host=BEISPIELSTADT,
    ),
    DemoAccount(
        email="hakan@muehlenbach.example.org",
        name="Hakan Yilmaz",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("energy manager of a dyeing works"),
        may=gettext_noop("Has submitted the first baseline, which waits for the pact office."),
        host=BEISPIELSTADT,
    ),
    DemoAccount(
        email="lena@volkstheater.example.org",
        name="Lena Fuchs",
        password=_KNOWN_TO_EVERYBODY,
        who=gettext_noop("technical director of a theatre"),
        may=gettext_noop("Has just begun to enter consumption."),
        host=BEISPIELSTADT,
    ),
)
