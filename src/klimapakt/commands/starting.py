"""The one place where a command wakes Django up; commands that calculate never come here.

A command word that needs Django lives in two modules: the one named like the word reads the arguments, the
one it names to ``call`` may import models, because it is loaded after Django has been set up.
"""

import importlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import django

from klimapakt.config import environment
from klimapakt.config.secret import SecretExposed

SETTINGS = "klimapakt.config.settings"
CANNOT_START = 2


def call(target: str, options: Namespace) -> int:
    """Read the environment, set Django up and return what ``module:function`` makes of the options.

    An environment that cannot be used is told in sentences, with status 2.
    """
    try:
        set_up()
    except (environment.EnvironmentInvalid, SecretExposed, OSError) as problem:
        print(problem, file=sys.stderr)
        print("More about the configuration: klimapakt doctor", file=sys.stderr)
        return CANNOT_START
    return int(load(target)(options))


def set_up() -> environment.Config:
    """Set Django up and return the configuration; raise EnvironmentInvalid before Django sees anything."""
    config = environment.read(os.environ)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    django.setup()
    return config


def load(target: str) -> Callable[..., Any]:
    """Return ``module:function``; models can only be imported once Django is set up, hence not at the top."""
    module, _, function = target.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)  # noqa: TID251  # see above
    return found
