"""The demo: two pacts with people, organisations and inventories, made by the same actions as all others."""

from klimapakt.demo import (
    casework,
    city,
    external,
    members,
    metering,
    neighbours,
    pacts,
    pipeline,
    questions,
    texts,
    versions,
)
from klimapakt.demo.accounts import ACCOUNTS, BEISPIELSTADT, DemoAccount
from klimapakt.pacts.scoping import within

__all__ = ["ACCOUNTS", "BEISPIELSTADT", "DemoAccount", "load"]


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
        pipeline.load("musterstadt")
        pipeline.load_agreements()
        casework.load()
        texts.load()
    with within(pacts.beispielstadt()):
        neighbours.load()
        pipeline.load("beispielstadt")
