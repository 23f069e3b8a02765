"""The browser gate itself, seen to refuse bad pages."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.cleanliness import complaints
from tests.browser.looks import Look

SOUND = """<!doctype html><html lang="en"><head><title>Sample</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Sample</h1>{}</main></body></html>"""


@pytest.fixture
def look() -> Look:
    """One look is enough to see a complaint."""
    return Look("en", "light", 375)


def show(page: Page, body: str, policy: str = "default-src 'self'") -> list[str]:
    def answer(route: Route) -> None:
        headers = {"Content-Security-Policy": policy}
        route.fulfill(body=SOUND.format(body), content_type="text/html", headers=headers)

    page.route("**/sample/", answer)
    page.goto("/sample/")
    return complaints(page)


def test_a_sound_page_is_clean(page: Page) -> None:
    assert show(page, "<p>Text</p>") == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<img src="/sample/">', "axe image-alt"),
        ('<p><input type="text"></p>', "axe label"),
        ('<p style="color: red">x</p>', "refused by the security policy: style-src"),
        ("<script>go()</script>", "refused by the security policy: script-src"),
        ('<img alt="x" src="https://example.org/x.png">', "refused by the security policy: img-src"),
        ("<pre>" + "x" * 900 + "</pre>", "scrolls sideways"),
    ],
)
def test_a_bad_page_is_refused(page: Page, body: str, complaint: str) -> None:
    assert any(complaint in found for found in show(page, body))


def test_a_request_to_another_host_is_refused(page: Page) -> None:
    body = '<img alt="x" src="https://example.org/x.png">'
    assert "asked another host: https://example.org/x.png" in show(page, body, "img-src *")


def test_an_error_in_a_script_is_refused(page: Page) -> None:
    found = show(page, "<script>missing()</script>", "script-src 'unsafe-inline'")
    assert any(complaint.startswith("script error: missing is not defined") for complaint in found)
