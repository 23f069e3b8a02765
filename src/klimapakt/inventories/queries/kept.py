"""Results kept in this process, so that looking twice at a large inventory calculates once.

What a result depends on is in its key: the inventory with the number of its changes and everything it states
about itself, and how its sites are called and held. A change by anybody, in any process, gives another key;
nothing has to be told to forget. Whoever writes rows past ``touch`` would be shown old figures, which is why
only the actions write.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Final, Generic, TypeVar
from uuid import UUID

from klimapakt.inventories.models import Inventory
from klimapakt.organisations.models import Site

Value = TypeVar("Value")
MOST_ROWS: Final = 40_000
"""Rows of all kept results together: some large inventories, or all those of a city with its members."""
_OF_A_SITE: Final = (
    *("organisation", "pk", "name", "is_operated"),
    *("financial_control", "equity_share_percent"),
)


class Kept(Generic[Value]):
    """The values used last, as many as weigh no more than so much, for all threads of a process.

    The one used last stays whatever it weighs.
    """

    def __init__(self, most: int, weigh: Callable[[Value], int]) -> None:
        self._most, self._weigh = most, weigh
        self._weight = 0
        self._lock = Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made once; two threads may both make it, one value stays."""
        found = self.known(key)
        return self.keep(key, make()) if found is None else found

    def known(self, key: Hashable) -> Value | None:
        """Return the value of a key if it is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: Hashable, value: Value) -> Value:
        """Keep a value and return it; those not used for longest go."""
        with self._lock:
            before = self._values.pop(key, None)
            self._weight += self._weigh(value) - (0 if before is None else self._weigh(before))
            self._values[key] = value
            while self._weight > self._most and len(self._values) > 1:
                _key, gone = self._values.popitem(last=False)
                self._weight -= self._weigh(gone)
        return value


def keys_of(inventories: Iterable[Inventory]) -> dict[UUID, Hashable]:
    """Return everything the results of inventories depend on, as it is now, in two queries."""
    listed = list(inventories)
    if not listed:
        return {}
    found = Inventory.objects.filter(pk__in=[one.pk for one in listed])
    revisions = dict(found.values_list("pk", "revision"))
    sites: dict[UUID, list[Hashable]] = {}
    organisations = {one.organisation_id for one in listed}
    for site in Site.objects.filter(organisation__in=organisations).order_by("pk").values_list(*_OF_A_SITE):
        sites.setdefault(site[0], []).append(site)
    return {one.pk: _key(one, revisions.get(one.pk), sites.get(one.organisation_id, [])) for one in listed}


def _key(inventory: Inventory, revision: int | None, sites: Iterable[Hashable]) -> Hashable:
    stated = (inventory.year, inventory.edition, inventory.region, inventory.boundary, inventory.status)
    figures = (inventory.turnover_eur, inventory.fte, inventory.area_m2)
    return (inventory.pk, revision, stated, figures, tuple(sites))
