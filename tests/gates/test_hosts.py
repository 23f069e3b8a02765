"""The gate that keeps registries and addresses out of what is committed."""

from pathlib import Path

import pytest

from tests.gates.samples import complaints_about
from tools.gates.hosts import REGISTRIES, check

# Put together here, so that this file keeps the rule as well.
INDEX, FILES = (".".join(parts) for parts in REGISTRIES[:2])
CDN = ".".join(REGISTRIES[-3])


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("README.md", f"See https://{INDEX}/project/klimapakt."),
        ("src/klimapakt/config/static/vendor/x/x.js", f"// https://{CDN}/x"),
        ("requirements/base.lock", f"django @ https://{FILES}/x.whl"),
        ("requirements/base.lock", "django @ https://example.org/x.whl"),
        ("requirements/base.lock", "--index-url internal"),
        ("requirements/dev.lock", "-i internal"),
        ("requirements/dev.lock", "--find-links wheels"),
        ("package-lock.json", '"resolved": "https://example.org/x.tgz"'),
    ],
)
def test_an_address_to_install_from_is_refused(tmp_path: Path, file: str, text: str) -> None:
    assert complaints_about(check, tmp_path, {file: text})


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("README.md", "Klimapakt uses Django (https://www.djangoproject.com)."),
        ("requirements/base.lock", "django==5.2.19 \\\n    --hash=sha256:00ff"),
        ("src/klimapakt/x.py", "not_a_registry = 'mypypi.organisation'"),
    ],
)
def test_names_versions_and_home_pages_pass(tmp_path: Path, file: str, text: str) -> None:
    assert complaints_about(check, tmp_path, {file: text}) == []


def test_this_repository_names_no_registry() -> None:
    assert list(check(Path(__file__).parents[2])) == []
