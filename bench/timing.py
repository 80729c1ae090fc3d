"""Two or more pieces of work in, the median seconds of each out; run in turns, so that a busy moment hits all alike."""

import statistics
import time
from collections.abc import Callable


def medians(works: dict[str, Callable[[], object]], rounds: int = 15) -> dict[str, float]:
    """Seconds of CPU and waiting that one call takes, the median of `rounds`, after one call to warm up."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}
