"""An undefined template variable fails the test instead of becoming nothing on the page.

Django itself stays silent about variables in ``{% if %}`` and ``{% for %}``; this cannot see those.
"""

import sys
from collections.abc import Iterator

import pytest
from django.template import engines
from django.template.base import Node

# Start of a template's name: why its undefined variables are tolerated. For templates of others only.
TOLERATED: dict[str, str] = {
    "wagtailadmin/": "Wagtail leaves out what a dialog or an icon does not need",
}


class UndefinedVariable(Exception):
    """A template prints a variable that nobody gave it."""


class _Loud(str):
    """What Django prints for an undefined variable; printing it raises.

    Django asks for ``%s`` in the text and, where it is, fills in the name of the variable.
    """

    __slots__ = ()

    def __mod__(self, variable: object) -> str:
        template, line = _place()
        if template.startswith(tuple(TOLERATED)):
            return ""
        raise UndefinedVariable(f"{template}:{line} prints {variable}, which is not defined.")


def _place() -> tuple[str, int]:
    """Return the template and line being rendered, found on the call stack."""
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            token = getattr(node, "token", None)
            return str(node.origin.template_name or node.origin.name), getattr(token, "lineno", None) or 0
    return "a template", 0


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail(django_test_environment: None) -> Iterator[None]:
    engine = engines["django"].engine  # type: ignore[attr-defined]  # the stubs know the base class only
    silent, engine.string_if_invalid = engine.string_if_invalid, _Loud("%s")
    yield
    engine.string_if_invalid = silent
