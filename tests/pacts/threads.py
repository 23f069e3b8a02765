"""Threads that work in the pact of the test; a thread of its own begins without any."""

from concurrent.futures import ThreadPoolExecutor

from django_scopes.state import state


def threads(count: int) -> ThreadPoolExecutor:
    """Return a pool whose threads are in the scope that the caller is in now."""
    return ThreadPoolExecutor(count, initializer=state.set, initargs=(state.get(),))
