"""The texts and files are a library: they know no models, and what is confined or handed out no Django."""

import subprocess
import sys

import pytest

LIBRARY = "wording issuing evidence keys sealing checking sentences packages signed.looking".split()


def loaded(*modules: str) -> set[str]:
    """Return what a fresh interpreter has loaded after importing these modules."""
    names = ", ".join(f"klimapakt.agreements.{name}" for name in modules)
    command = [sys.executable, "-c", f"import sys, {names}; print(*sys.modules)"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_the_library_knows_no_models() -> None:
    found = loaded(*LIBRARY)
    assert not {name for name in found if name.startswith("klimapakt.") and name.endswith(".models")}
    above = {f"klimapakt.agreements.{name}" for name in ("actions", "queries", "in_force", "proving")}
    assert not found & above


@pytest.mark.parametrize("module", ["wording", "signed.looking", "check_package"])
def test_texts_the_confined_process_and_the_script_know_no_django(module: str) -> None:
    assert "django" not in loaded(module)
