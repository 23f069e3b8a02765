"""``klimapakt factors list|show|verify|diff|build``: look at emission factors, check and make editions."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from klimapakt.methods.factors import Edition, Factor, edition, edition_names
from klimapakt.methods.factors.build import build
from klimapakt.methods.factors.checks import check_edition, check_fuel_properties
from klimapakt.methods.factors.compare import Difference, differences
from klimapakt.methods.factors.recipes import RECIPES
from klimapakt.methods.messages import nearest
from klimapakt.methods.refusal import Refused


def run(arguments: Sequence[str]) -> int:
    """Run one of the sub-commands; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.action(options))
    except (Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="klimapakt factors", description=__doc__)
    actions = parser.add_subparsers(required=True, metavar="list|show|verify|diff|build")
    listing = actions.add_parser("list", help="editions, or the rows of one edition")
    listing.add_argument("words", nargs="*", help="only rows that contain all these words")
    listing.add_argument("--edition", help="the edition whose rows are listed; the newest without it")
    listing.add_argument("--editions", action="store_true", help="list the editions themselves")
    listing.set_defaults(action=_list)
    showing = actions.add_parser("show", help="everything about one row")
    showing.add_argument("id")
    showing.add_argument("--edition")
    showing.set_defaults(action=_show)
    verifying = actions.add_parser(
        "verify", help="run the consistency checks on editions; all without a name"
    )
    verifying.add_argument("edition", nargs="*")
    verifying.add_argument(
        "--source", type=Path, help="folder of source tables: also check that editions follow from it"
    )
    verifying.set_defaults(action=_verify)
    comparing = actions.add_parser("diff", help="what changed from one edition to another")
    comparing.add_argument("older")
    comparing.add_argument("newer")
    comparing.set_defaults(action=_diff)
    building = actions.add_parser("build", help="make the files of an edition from the source tables")
    building.add_argument("edition", choices=sorted(RECIPES))
    building.add_argument("--source", type=Path, required=True, help="folder with factors_de.csv and gwp.csv")
    building.add_argument("--into", type=Path, required=True, help="folder that receives the edition")
    building.set_defaults(action=_build)
    return parser


def _list(options: argparse.Namespace) -> int:
    if options.editions:
        for name in edition_names():
            found = edition(name)
            print(f"{name}  {found.released_on}  {len(found.factors):>4} factors  {found.title_en}")
        return 0
    words = [word.lower() for word in options.words]
    for factor in edition(options.edition).factors.values():
        text = f"{factor.id} {factor.name_de} {factor.name_en} {factor.category}".lower()
        if all(word in text for word in words):
            print(
                f"{factor.id:<48} {factor.kg_per_unit:>14} kg/{factor.unit:<7} "
                f"{factor.validity():<9} {factor.name_en}"
            )
    return 0


def _show(options: argparse.Namespace) -> int:
    factors = edition(options.edition)
    factor = factors.factors.get(options.id)
    if factor is None:
        left_out = next((entry.reason for entry in factors.left_out if entry.id == options.id), None)
        close = ", ".join(nearest(options.id, list(factors.factors), 3)) or "-"
        reason = f"It was left out: {left_out}" if left_out else f"Nearest: {close}."
        print(f"Edition {factors.name} has no factor {options.id}. {reason}", file=sys.stderr)
        return 1
    for name, value in _described(factor, factors):
        print(f"{name:<22} {value}")
    return 0


def _described(factor: Factor, factors: Edition) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        ("id", factor.id),
        ("edition", factors.name),
        ("name", f"{factor.name_en} / {factor.name_de}"),
        ("value", f"{factor.kg_per_unit} kg CO2e/{factor.unit} ({factor.gwp_set})"),
        ("upstream", factor.upstream_kg_per_unit),
        ("biogenic CO2", factor.biogenic_kg_per_unit),
        (
            "scope",
            f"{factor.scope}" + (f", category {factor.scope3_category}" if factor.scope3_category else ""),
        ),
        ("category", factor.category),
        ("valid", f"{factor.validity()} ({factor.kind})"),
        ("region", factor.region),
        ("use", factor.use),
        ("quality", f"{factor.quality} of 5"),
        ("source", factor.source.cited()),
        ("address", factor.source.url),
        ("licence", factor.source.licence),
        ("attribution", factor.source.attribution_en),
        ("note", factor.note),
    ]
    return [(name, value) for name, value in rows if value not in (None, "")]


def _verify(options: argparse.Namespace) -> int:
    wrong: list[str] = []
    for name in options.edition or edition_names():
        found = check_edition(edition(name))
        if options.source:
            found += _differs_from_source(name, options.source)
        print(
            f"{name}: {len(edition(name).factors)} factors, {len(found)} problems, "
            f"sha256 {edition(name).sha256}"
        )
        wrong += [f"{name}: {problem}" for problem in found]
    if options.source:
        wrong += check_fuel_properties((options.source / "fuel_properties.csv").read_text(encoding="utf-8"))
    for problem in wrong:
        print(problem, file=sys.stderr)
    return 1 if wrong else 0


def _differs_from_source(name: str, source: Path) -> list[str]:
    made = _made(name, source)
    folder = Path(sys.modules["klimapakt.methods"].__path__[0]) / "data" / "factors" / name
    return [
        f"{part} does not follow from the source tables"
        for part, text in made.items()
        if (folder / part).read_text(encoding="utf-8") != text
    ]


def _diff(options: argparse.Namespace) -> int:
    found = differences(edition(options.older), edition(options.newer))
    for difference in found:
        print(_difference(difference))
    print(f"{len(found)} differences between {options.older} and {options.newer}")
    return 0


def _difference(difference: Difference) -> str:
    older, newer = difference.older, difference.newer
    if older is None and newer is not None:
        return f"+ {newer.id:<48} {newer.kg_per_unit} kg/{newer.unit} ({newer.validity()})"
    if newer is None and older is not None:
        return f"- {older.id:<48} {older.kg_per_unit} kg/{older.unit} ({older.validity()})"
    if older is None or newer is None:
        return ""
    change = difference.change_percent
    percent = "" if change is None else f" ({change:+.1f} %)"
    return f"~ {newer.id:<48} {older.kg_per_unit} -> {newer.kg_per_unit} kg/{newer.unit}{percent}"


def _build(options: argparse.Namespace) -> int:
    folder = options.into / options.edition
    folder.mkdir(parents=True, exist_ok=True)
    for part, text in _made(options.edition, options.source).items():
        (folder / part).write_text(text, encoding="utf-8")
    print(f"{folder}: written. Now run: klimapakt factors verify {options.edition}")
    return 0


def _made(name: str, source: Path) -> dict[str, str]:
    tables = [(source / table).read_text(encoding="utf-8") for table in ("factors_de.csv", "gwp.csv")]
    return build(RECIPES[name], *tables)
