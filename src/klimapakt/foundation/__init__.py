"""What every room stands on and no business is known to: the audit chain and work in a confined process."""
