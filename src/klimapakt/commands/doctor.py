"""``klimapakt doctor`` prints the configuration and examines everything an installation needs."""

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import asdict

from klimapakt.commands import starting
from klimapakt.commands.finding import Finding, ill
from klimapakt.config import description, environment
from klimapakt.config.description import Row
from klimapakt.config.secret import SecretExposed

_SICK = 1


def run(arguments: Sequence[str]) -> int:
    """Return 0 when everything is well and 1 when something has to be mended."""
    parser = argparse.ArgumentParser(
        prog="klimapakt doctor", description="Print the configuration, examine it and say how to mend it."
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(list(arguments))
    rows, findings = _examined()
    print(_as_json(rows, findings) if options.json else _as_text(rows, findings))
    return 0 if all(one.is_well for one in findings) else _SICK


def _examined() -> tuple[Sequence[Row], Sequence[Finding]]:
    """Return what can be found out: an environment that cannot be used is a finding, not a failure."""
    rows: Sequence[Row] = ()
    try:
        config = environment.read(os.environ)
        rows = description.describe(config, os.environ)
        starting.set_up()
        examine = starting.load("klimapakt.commands.examination:examine")
    except environment.EnvironmentInvalid as invalid:
        return rows, [ill(one.variable, one.sentence, one.mend) for one in invalid.problems]
    except (SecretExposed, OSError) as problem:
        return rows, [
            ill("environment", str(problem), "Give this user, and no other, the folder of KLIMA_VAR.")
        ]
    return rows, examine(config)


def _as_json(rows: Sequence[Row], findings: Sequence[Finding]) -> str:
    answer = {
        "is_well": all(one.is_well for one in findings),
        "configuration": [asdict(row) for row in rows],
        "findings": [asdict(one) for one in findings],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_text(rows: Sequence[Row], findings: Sequence[Finding]) -> str:
    ills = sum(not one.is_well for one in findings)
    end = "Everything is well." if not ills else f"To be mended: {ills}."
    return "\n".join([*_table(rows), "Findings", *_list(findings), "", end])


def _table(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    name, value = (
        max(len(text) for text in column)
        for column in zip(*((r.variable, r.value) for r in rows), strict=True)
    )
    lines = [
        f"  {row.variable:<{name}}  {row.value:<{value}}  {'set' if row.is_set else 'default'}"
        for row in rows
    ]
    return ["Configuration", *lines, ""]


def _list(findings: Sequence[Finding]) -> list[str]:
    width = max((len(one.part) for one in findings), default=0)
    lines: list[str] = []
    for one in findings:
        lines.append(f"  {'ok  ' if one.is_well else 'MEND'}  {one.part:<{width}}  {one.sentence}")
        if one.mend:
            lines.append(f"  {'':4}  {'':<{width}}  -> {one.mend}")
    return lines
