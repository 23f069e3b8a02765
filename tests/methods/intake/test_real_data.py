"""What two organisations really published, with their labels, numbers and words."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from klimapakt.methods.intake import Table, read_table

PUBLISHED = Path("/work/shared/data/real_activity_visible.csv")
