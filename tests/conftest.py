"""Settings of all tests: no deadline, the same examples in every run but the longest, and no skipped test in CI."""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings

from tests.long_runs import FACTOR, drawn
from tests.skips import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]

#: From this factor on a run draws other examples each time.
_WHOLE = 50

settings.register_profile(
    "questionforms",
    max_examples=drawn(100),
    deadline=None,
    derandomize=FACTOR < _WHOLE,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("questionforms")


def pytest_collection_finish() -> None:
    """Collect garbage less often, and never in the thousands of collected tests, which live as long as the process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_sessionfinish() -> None:
    """Let what was collected go, so that libraries find nothing leaked at the end."""
    gc.unfreeze()
