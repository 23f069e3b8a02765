"""Information, advice and funding that members can use, and what fits which measure."""
