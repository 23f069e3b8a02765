"""From activities as they are written down (slug, unit, year ...) to keys: read once, resolved once."""

from typing import Any

import narwhals as nw

from klimapakt.methods.bulk.expression import Frame
from klimapakt.methods.inventory.context import Query
