"""What is asked of every page, whatever it shows."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route

from tests.browser.looks import SEEN_IN, Theme

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_READ_IN_FULL = {("light", 375), ("dark", 1280)}
"""Looks in which every rule is asked; in the others only the colours differ, and what follows from them."""
_TABLET = 768
_LISTEN_FOR_REFUSALS = """
    window.refusals = [];
    addEventListener("securitypolicyviolation", refusal =>
        refusals.push(`${refusal.effectiveDirective} ${refusal.blockedURI} ${refusal.sourceFile || ""}`));
"""
_ASK_AXE = """
    options => axe.run(options).then(results => results.violations.flatMap(violation => violation.nodes.map(
        node => `axe ${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}`)))
"""
"""Only what is wrong comes back, as sentences; axe itself stays on the page for the next look."""
_SCROLLS_SIDEWAYS = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
_WIDEST = """
    [...document.body.querySelectorAll("*")]
        .filter(element => element.getBoundingClientRect().right > document.scrollingElement.clientWidth + 1)
        .slice(0, 3).map(element => element.outerHTML.slice(0, 120))
"""


@dataclass(slots=True)
class Notes:
    """What went wrong on a page while nobody looked."""

    other_hosts: list[str] = field(default_factory=list)
    console: list[ConsoleMessage] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


# On a busy machine a page is looked at before style and new width have reached it.
_SETTLED = """async () => {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""

_NOTES: WeakKeyDictionary[Page, Notes] = WeakKeyDictionary()


def watch(context: BrowserContext) -> Page:
    """Open a page and note from now on what it complains about; requests to other hosts are refused."""
    context.add_init_script(_LISTEN_FOR_REFUSALS)
    page = context.new_page()
    notes = _NOTES[page] = Notes()

    def keep_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname in {"127.0.0.1", "localhost"}:
            route.continue_()
        else:
            notes.other_hosts.append(route.request.url)
            route.abort()

    def keep_message(message: ConsoleMessage) -> None:
        notes.console.append(message)

    context.route("**/*", keep_here)
    page.on("console", keep_message)
    page.on("pageerror", lambda error: notes.errors.append(str(error)))
    return page


def page_is_clean(page: Page, *, status: int = 200) -> None:
    """Assert that the page has no axe violation, no error, no request to elsewhere and no sideways scrolling.

    It is looked at in both themes and at both widths; on a tablet nothing may scroll sideways either.
    ``status`` is what the page itself answered: Chromium writes every other status than 200 into the console.
    """
    found = complaints(page, status=status)
    assert found == [], "\n".join([f"{page.url} is not clean:", *found])


def opens_clean(page: Page, address: str, language: str) -> None:
    """Go to a page, unfold everything on it, and assert that it is clean and in this language."""
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == language
    for folded in page.locator("main details").all():
        folded.evaluate("details => details.open = true")
    page_is_clean(page)


def complaints(page: Page, *, status: int = 200) -> list[str]:
    """Return everything that is wrong with the page, as sentences."""
    page.wait_for_load_state("load")
    notes = _NOTES[page]
    found = [f"asked another host: {url}" for url in notes.other_hosts]
    found += [f"script error: {error}" for error in notes.errors]
    found += [f"console: {text}" for text in _console(page, status)]
    found += [
        f"refused by the security policy: {refusal}" for refusal in page.evaluate("window.refusals ?? []")
    ]
    opened = page.viewport_size
    for theme, width in SEEN_IN:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(_SETTLED)
        found += [f"{theme}, {width} px: {complaint}" for complaint in _in_this_look(page, theme, width)]
    page.set_viewport_size({"width": _TABLET, "height": 900})
    page.evaluate(_SETTLED)
    found += [f"{_TABLET} px: {complaint}" for complaint in _sideways(page)]
    page.emulate_media(color_scheme="null")
    if opened is not None:
        page.set_viewport_size(opened)
    return found


def _in_this_look(page: Page, theme: Theme, width: int) -> list[str]:
    found = _violations(page, None if (theme, width) in _READ_IN_FULL else ["color-contrast"])
    return [*found, *_sideways(page)]


def _sideways(page: Page) -> list[str]:
    if not page.evaluate(_SCROLLS_SIDEWAYS):
        return []
    return [f"scrolls sideways because of {page.evaluate(_WIDEST)}"]


def _console(page: Page, status: int) -> list[str]:
    texts = []
    for message in _NOTES[page].console:
        is_own_status = message.location.get("url") == page.url and f"status of {status} " in message.text
        if message.type in {"error", "warning"} and not is_own_status:
            texts.append(message.text)
    return texts


def _violations(page: Page, rules: list[str] | None) -> list[str]:
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _TAGS}
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_ASK_AXE, {"runOnly": only, "resultTypes": ["violations"]})
    return found
