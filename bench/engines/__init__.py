"""One module for each way of multiplying: ``run`` is timed, ``groups`` is not.

All read the same Parquet and return the same sums. A module loads its own library only, because each runs in
a process of its own and is weighed by its peak memory.
"""
