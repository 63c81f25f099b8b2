"""In CI nothing that a package can bring may be missing: a test that is skipped for want of it fails."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

_IN_CI = os.environ.get("CI") == "true"

#: How the reasons begin that no package removes, or that of `.[benchmark]`, which only the benchmarks need.
_ALLOWED = (
    "needs the shared folder",
    "needs a user whom file permissions bind",
    "needs IPv6",
    "needs boto 2",
)

Report = pytest.TestReport | pytest.CollectReport


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of a test that may not be skipped here."""
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module, which `importorskip` skips as a whole."""
    report = yield
    _fail_if_skipped(report)
    return report


def _fail_if_skipped(report: Report) -> None:
    if _IN_CI and report.skipped and isinstance(report.longrepr, tuple):  # of an expected failure it is no tuple
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(_ALLOWED):
            report.outcome = "failed"
            report.longrepr = f"skipped, which CI does not allow: {reason}"
