"""The demo: two pacts with people, organisations and inventories, made by the same actions as all others."""

from collections.abc import Iterator
from typing import Final

from klimapakt.demo import (
    advancing,
    advising,
    appraising,
    casework,
    city,
    external,
    history,
    mailing,
    meeting,
    members,
    metering,
    neighbours,
    offering,
    owing,
    pacts,
    partners,
    pipeline,
    planning,
    questions,
    reporting,
    targeting,
    texts,
    versions,
)
from klimapakt.demo.accounts import ACCOUNTS, BEISPIELSTADT, DemoAccount
from klimapakt.pacts.scoping import within

__all__ = ["ACCOUNTS", "BEISPIELSTADT", "EMAILS", "DemoAccount", "advance", "load"]

EMAILS: Final = history.EMAILS | {account.email for account in ACCOUNTS}
"""The addresses of everybody whom the demo makes."""


def load() -> None:
    """Create what is missing of the demo; nothing that exists is changed."""
    with within(pacts.musterstadt()):
        city.load()
        members.load()
        questions.load()
        metering.load()
        # Last, because what is submitted or accepted takes no further rows.
        versions.load()
        external.load()
        pipeline.load_promise()
        history.load_ways()
        pipeline.load("musterstadt")
        pipeline.load_agreements()
        history.load_baselines()
        casework.load()
        texts.load()
        owing.load()
        partners.load()
        reporting.load()
        planning.load()
        appraising.load()
        targeting.load()
        offering.load()
        mailing.load()
        meeting.load()
        advising.load()
    with within(pacts.beispielstadt()):
        neighbours.load()
        pipeline.load("beispielstadt")
        owing.load()


def advance(days: int) -> Iterator[str]:
    """Play time forward in both pacts; yield what happened, a line each."""
    for pact in (pacts.musterstadt(), pacts.beispielstadt()):
        with within(pact):
            yield f"{pact.name}:"
            for line in advancing.advance(days):
                yield f"  {line}"
