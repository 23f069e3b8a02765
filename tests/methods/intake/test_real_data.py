"""What two organisations really published, with their labels, numbers and words."""

from pathlib import Path

PUBLISHED = Path("/work/shared/data/real_activity_visible.csv")
