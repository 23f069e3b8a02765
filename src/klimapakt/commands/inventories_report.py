"""What ``klimapakt inventories`` prints about accepted inventories."""

import sys
from argparse import Namespace

from django.db import DatabaseError

from klimapakt.commands import starting
from klimapakt.inventories import verification

_BROKEN = 1


def verify(options: Namespace) -> int:
    """Print every frozen inventory that is not what was frozen, and return the exit status."""
    del options
    try:
        verdict = verification.verify()
    except DatabaseError as problem:
        print(problem, file=sys.stderr)
        return starting.CANNOT_START
    for fault in verdict.faults:
        print(f"{fault.inventory}: {fault.sentence}")
    if verdict.faults:
        print(f"{len(verdict.faults)} of {verdict.checked} accepted inventories are not what was frozen.")
        return _BROKEN
    print(f"All {verdict.checked} accepted inventories are what was frozen.")
    return 0
