"""Results kept in this process, so that looking twice at a large inventory calculates once.

What a result depends on is in its key: the inventory with the number of its changes and everything it states
about itself, and how its sites are called and held. A change by anybody, in any process, gives another key;
nothing has to be told to forget. Whoever writes rows past ``touch`` would be shown old figures, which is why
only the actions write.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

from klimapakt.inventories.models import Inventory

Value = TypeVar("Value")
MOST_RESULTS: Final = 8
"""Large inventories have some megabytes each; a process looks at few at a time."""


class Kept(Generic[Value]):
    """The values used last, a fixed number of them, for all threads of a process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made once; two threads may both make it, one value stays."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


def key_of(inventory: Inventory) -> Hashable:
    """Return everything the result of an inventory depends on; the number of its changes as it is now."""
    revision = Inventory.objects.filter(pk=inventory.pk).values_list("revision", flat=True).first()
    sites = inventory.organisation.sites.order_by("pk").values_list(
        "pk", "name", "is_operated", "financial_control", "equity_share_percent"
    )
    stated = (inventory.year, inventory.edition, inventory.region, inventory.boundary, inventory.status)
    figures = (inventory.turnover_eur, inventory.fte, inventory.area_m2)
    return (inventory.pk, revision, stated, figures, tuple(sites))
