"""The demo city: its people, organisations and inventories, made by the same actions as everybody else's."""

from klimapakt.demo import city, external, members, metering, questions, versions
from klimapakt.demo.accounts import ACCOUNTS, DemoAccount

__all__ = ["ACCOUNTS", "DemoAccount", "load"]


def load() -> None:
    """Create what is missing of the demo city; nothing that exists is changed."""
    city.load()
    members.load()
    questions.load()
    metering.load()
    # Last, because what is submitted or accepted takes no further rows.
    versions.load()
    external.load()
