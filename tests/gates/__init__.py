"""Every gate is seen to refuse a bad sample and to let a good one pass."""
