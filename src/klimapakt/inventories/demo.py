"""The demo city: its accounts, organisations and a first table to upload."""

from klimapakt.people.demo import DemoAccount

ACCOUNTS: tuple[DemoAccount, ...] = ()


def load() -> None:
    """Create what is missing of the demo city; nothing that exists is changed."""
