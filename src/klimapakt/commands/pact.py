"""``klimapakt pact``: found one, tell of them, give a first rulebook, export and import one.

``create`` without anything else asks on a terminal for what it needs.
"""

import argparse
import sys
from collections.abc import Sequence

from klimapakt.commands import pact_wizard, starting
from klimapakt.methods.rulebook import preset_names

_PLACES = {
    "export": "klimapakt.commands.pact_moving:export_pact",
    "import": "klimapakt.commands.pact_moving:import_pact",
}


def run(arguments: Sequence[str]) -> int:
    """Return 0 when it is done, 1 when something given cannot be used, 2 when nothing could be done."""
    parser = argparse.ArgumentParser(prog="klimapakt pact", description="The climate pacts of this server.")
    words = parser.add_subparsers(
        dest="word", required=True, metavar="{create,list,show,rulebook,export,import}"
    )
    _describe_create(words.add_parser("create", help="found a pact with the rulebook of a preset in force"))
    words.add_parser("list", help="list the pacts with their hosts")
    show = words.add_parser("show", help="tell everything about one pact")
    show.add_argument("slug", help="its short name, as klimapakt pact list prints it")
    rulebook = words.add_parser("rulebook", help="give a pact its first rulebook, where it has none yet")
    rulebook.add_argument("slug", help="its short name, as klimapakt pact list prints it")
    _add_preset(rulebook)
    _describe_moving(words)
    given = list(arguments)
    if given == ["create"] and sys.stdin.isatty():
        try:
            given += pact_wizard.arguments(input)
        except pact_wizard.GivenUp:
            print("Nothing was changed.")
            return 1
    options = parser.parse_args(given)
    return starting.call(_PLACES.get(options.word, f"klimapakt.commands.pact_work:{options.word}"), options)


def _describe_moving(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = words.add_parser("export", help="write a whole pact into one file, for another installation")
    export.add_argument("pact", help="its short name or its host name")
    export.add_argument("file", help="where to write, such as pact.zip; what is there is not overwritten")
    take = words.add_parser("import", help="take over a pact that another installation has exported")
    take.add_argument("file", help="what klimapakt pact export has written")
    take.add_argument("--host", help="the host name its pages answer under here, where it is another one")


def _describe_create(create: argparse.ArgumentParser) -> None:
    _add_preset(create)
    create.add_argument("--name", help="what people read, such as “Klimapakt Krefeld”; else KLIMA_PACT_NAME")
    create.add_argument("--city", required=True, help="the city, such as Krefeld")
    create.add_argument(
        "--host",
        default="",
        help="the host name its pages answer under; one pact may have none and answers under all others",
    )
    create.add_argument("--slug", default="", help="short name for commands; else made from the name")
    create.add_argument("--contact", help="address of the office on the pages; else KLIMA_CONTACT_EMAIL")
    create.add_argument("--accent", default="", help="accent colour such as #0b5c46, dark enough to be read")
    create.add_argument("--languages", default="de,en", help="languages of the pages (default %(default)s)")
    create.add_argument("--lead-email", metavar="EMAIL", help="who becomes head of the pact office")
    create.add_argument("--lead-name", metavar="NAME", help="their name, where the account is a new one")


def _add_preset(parser: argparse.ArgumentParser) -> None:
    known = ", ".join(preset_names())
    parser.add_argument("--preset", required=True, metavar="PRESET", help=f"rulebook to begin with: {known}")
