"""How fast this machine moves memory: ``python -m bench.bandwidth THREADS MEGABYTES`` copies with numpy.

Prints gigabytes per second, read and written together; the best of several copies is the machine's limit.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

_COPIES = 9


def main(threads: str, megabytes: str) -> None:
    """Copy one block per thread at the same time, several times, and print the best rate."""
    count, size = int(threads), int(megabytes) * 10**6
    blocks = [(np.ones(size // 8), np.zeros(size // 8)) for _ in range(count)]
    best = float("inf")
    with ThreadPoolExecutor(count) as pool:
        for _ in range(_COPIES):
            start = time.perf_counter()
            for copy in [pool.submit(np.copyto, into, source) for source, into in blocks]:
                copy.result()
            best = min(best, time.perf_counter() - start)
    print(json.dumps({"gb_per_s": 2 * count * size / best / 1e9}))


if __name__ == "__main__":
    main(*sys.argv[1:])
