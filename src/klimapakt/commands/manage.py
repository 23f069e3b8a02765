"""``klimapakt manage …`` passes on to Django's own management commands."""

import os
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line

from klimapakt.commands import starting
from klimapakt.config import environment


def run(arguments: Sequence[str]) -> int:
    """Run a management command such as migrate, collectstatic or shell."""
    try:
        environment.read(os.environ)
    except environment.EnvironmentInvalid as problem:
        print(problem, file=sys.stderr)
        return starting.CANNOT_START
    os.environ["DJANGO_SETTINGS_MODULE"] = starting.SETTINGS
    execute_from_command_line(["klimapakt manage", *arguments])
    return 0
