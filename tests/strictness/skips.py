"""A skipped test says why; one that does not makes the run fail. Skips are listed and counted at the end."""

from collections.abc import Iterator

import pytest

_SAYS_NOTHING = frozenset({"", "unconditional skip", "Skipped", "<Skipped instance>"})


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> Iterator[None]:
    """Count the skips below pytest's own list of them."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    terminalreporter.line(f"Skipped tests: {len(skipped)}")
    for report in _without_reason(skipped):
        terminalreporter.line(f"{report.nodeid}: is skipped without a reason; write one.", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail the run when a test is skipped without a reason."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and exitstatus == 0 and _without_reason(reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _without_reason(reports: list[pytest.TestReport]) -> list[pytest.TestReport]:
    return [report for report in reports if _reason(report) in _SAYS_NOTHING]


def _reason(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return str(report.wasxfail).removeprefix("reason: ")
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ").strip()
