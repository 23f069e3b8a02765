"""What a first look at a page costs: its text, style, scripts and fonts together at most 150 kB.

Files are weighed as a server sends them, compressed with Brotli where that helps; pages as the application
sends them, without the compression that a server before it may add. Every font of the style sheets counts,
whether the page uses it or not.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import brotli  # type: ignore[import-untyped]  # it publishes no types
import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from klimapakt import demo
from klimapakt.inventories.models import Inventory, QuestionnaireRun

MOST_BYTES = 150_000
BRUNO, JONAS = "bruno@sonnenkorn.example.org", "jonas@tischlerei-eichblatt.example.org"
PASSWORDS = {account.email: account.password for account in demo.ACCOUNTS}
_FILE_OF_PAGE = re.compile(r'(?:href|src)="/static/([^"]+)"')
_FILE_OF_STYLE = re.compile(r'url\("([^"]+)"\)')
_FILE_OF_SCRIPT = re.compile(r'(?:from|import) "([^"]+)"')


def inventory(part: str = "") -> str:
    bakery = Inventory.objects.get(organisation__roles__person__email=BRUNO, year=2024)
    return reverse(f"portal:{part or 'inventory'}", args=[bakery.pk])


def question() -> str:
    run = QuestionnaireRun.objects.get(inventory__organisation__roles__person__email=JONAS)
    return reverse("portal:guided_question", args=[run.inventory_id, run.at_question])


PAGES: dict[str, tuple[str | None, Callable[[], str]]] = {
    "the public start": (None, lambda: "/"),
    "the sign-in": (None, lambda: reverse("account_login")),
    "the start of a member": (BRUNO, lambda: "/portal/"),
    "the result of an inventory": (BRUNO, inventory),
    "the rows of an inventory": (BRUNO, lambda: inventory("entries")),
    "a guided question": (JONAS, question),
}


def weight(page: bytes) -> dict[str, int]:
    """Return the bytes of a page and of every file that it loads, by name."""
    names = set(_FILE_OF_PAGE.findall(page.decode()))
    found = {name for first in names for name in (first, *loaded_by(first))}
    return {"the page": len(page), **{name: sent(name) for name in sorted(found)}}


def loaded_by(name: str) -> Iterator[str]:
    """Yield what a style sheet or a script loads in its turn."""
    pattern = {".css": _FILE_OF_STYLE, ".js": _FILE_OF_SCRIPT}.get(PurePosixPath(name).suffix)
    if pattern is not None:
        for address in pattern.findall(file(name).read_text()):
            inner = str(file(name).parent.joinpath(address).resolve().relative_to(root(name)))
            yield inner
            yield from loaded_by(inner)


def root(name: str) -> Path:
    """Return the folder below which a file has its name."""
    return Path(str(file(name)).removesuffix(name))


@cache
def file(name: str) -> Path:
    """Return where a file lies; a page that names one that is not there is broken."""
    found = finders.find(name)
    assert found is not None, f"{name} is loaded and not there"
    return Path(found)


@cache
def sent(name: str) -> int:
    """Return the bytes of a file as it is sent."""
    content = file(name).read_bytes()
    return min(len(content), len(brotli.compress(content)))


@pytest.fixture
def _city(demo_city: None, db: None, settings: LazySettings) -> None:
    """The demo city, whose inventories are as large as those of such companies."""
    settings.KLIMA_DEMO = True


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize("what", PAGES)
def test_a_first_look_costs_at_most_150_kilobytes(what: str) -> None:
    client, (email, address) = Client(headers={"accept-language": "de"}), PAGES[what]
    if email is not None:
        signed_in = client.post(reverse("account_login"), {"login": email, "password": PASSWORDS[email]})
        assert signed_in.status_code == 302
    response = client.get(address())
    assert response.status_code == 200
    weighed = weight(response.content)
    assert sum(weighed.values()) <= MOST_BYTES, weighed


@pytest.mark.usefixtures("_city")
def test_the_scales_find_style_scripts_and_every_font() -> None:
    weighed = weight(Client().get("/").content)
    assert {PurePosixPath(name).suffix for name in weighed} >= {".css", ".js", ".woff2", ".svg"}
    fonts = {path.name for path in file("fonts/README.md").parent.glob("*.woff2")}
    assert {PurePosixPath(name).name for name in weighed if name.startswith("fonts/")} == fonts


def test_the_scales_notice_a_page_that_has_grown() -> None:
    page = b'<link href="/static/css/kern.css"><script src="/static/js/submit-once.js"></script>'
    light, heavy = weight(page), weight(page + b"x" * MOST_BYTES)
    assert sum(light.values()) < MOST_BYTES < sum(heavy.values())


def test_a_file_that_is_not_there_fails_instead_of_weighing_nothing() -> None:
    with pytest.raises(AssertionError, match="not there"):
        weight(b'<link href="/static/css/gone.css">')
