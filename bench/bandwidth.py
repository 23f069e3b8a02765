"""How fast this machine moves memory: ``python -m bench.bandwidth THREADS`` copies with numpy.

Prints gigabytes per second, read and written together; the best of several copies is the machine's limit.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

_BYTES_PER_THREAD = 2**28
_COPIES = 9


def main(threads: str) -> None:
    """Copy one block per thread at the same time, several times, and print the best rate."""
    count = int(threads)
    blocks = [(np.ones(_BYTES_PER_THREAD // 8), np.zeros(_BYTES_PER_THREAD // 8)) for _ in range(count)]
    best = float("inf")
    with ThreadPoolExecutor(count) as pool:
        for _ in range(_COPIES):
            start = time.perf_counter()
            for copy in [pool.submit(np.copyto, into, source) for source, into in blocks]:
                copy.result()
            best = min(best, time.perf_counter() - start)
    print(json.dumps({"gb_per_s": 2 * count * _BYTES_PER_THREAD / best / 1e9}))


if __name__ == "__main__":
    main(*sys.argv[1:])
