"""Times: every spelling of a tool gives the time that was meant, and what is not a time gives none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms.answers.archives.times import is_day_first, read_time

NOON = datetime(2018, 4, 7, 17, 27, 37, tzinfo=UTC)
MINUTE = NOON.replace(second=0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Sat Apr 07 10:27:37 PDT 2018", NOON),
        ("Sat Apr 7 10:27:37 PDT 2018", NOON),
        (" Sat Apr 07 17:27:37 GMT 2018 ", NOON),
        ("Sat Apr 07 17:27:37 UTC 2018", NOON),
        ("Sat Apr 07 13:27:37 EDT 2018", NOON),
        ("Sat Apr 07 12:27:37 CDT 2018", NOON),
        ("Sat Apr 07 11:27:37 MDT 2018", NOON),
        ("Sat Apr 07 09:27:37 AKDT 2018", NOON),
        ("Sat Apr 07 07:27:37 HST 2018", NOON),
        ("Sat Jan 06 09:27:37 PST 2018", datetime(2018, 1, 6, 17, 27, 37, tzinfo=UTC)),
        ("2018-04-07 17:27:37 UTC", NOON),
        ("2018-04-07 10:27:37 PDT", NOON),
        ("2018-04-07T17:27:37Z", NOON),
        ("2018-04-07T17:27:37", NOON),
        ("2018-04-07 17:27:37", NOON),
        ("2018-04-07T17:27:37.000Z", NOON),
        ("2018-04-07T17:27:37.123456+00:00", NOON.replace(microsecond=123456)),
        ("2018-04-07T17:27:37+0000", NOON),
        ("2018-04-07 17:27:37 +0000", NOON),
        ("2018-04-07T10:27:37.000-0700", NOON),
        ("2018-04-07 10:27:37-07:00", NOON),
        ("2018-04-07", datetime(2018, 4, 7, tzinfo=UTC)),
        ("1523122057", NOON),
        ("1523122057.0", NOON),
        ("1523122057000", NOON),
        (1523122057, NOON),
        (1523122057.0, NOON),
        (1523122057000, NOON),
        (Decimal(1523122057), NOON),
        ("4/7/2018 10:27", MINUTE),
        ("4/7/2018 10:27:37", NOON),
        ("04/07/2018 10:27:37", NOON),
        ("4/7/18 10:27", MINUTE),
        ("4/7/2018 10:27 AM", MINUTE),
        ("4/7/2018, 10:27:37 a.m.", NOON),
        ("4/7/2018 1:27 PM", MINUTE + timedelta(hours=3)),
        ("12/25/2018 12:00 AM", datetime(2018, 12, 25, 8, tzinfo=UTC)),
        ("25/12/2018 0:00", datetime(2018, 12, 25, 8, tzinfo=UTC)),
        ("07.04.2018 10:27", MINUTE),
        ("11/4/2018 1:30", datetime(2018, 11, 4, 8, 30, tzinfo=UTC)),  # occurs twice
        ("2018/04/07 10:27", MINUTE),
        ("2018-04-07 9:12", datetime(2018, 4, 7, 9, 12, tzinfo=UTC)),
        ("4/7/2018", datetime(2018, 4, 7, 7, tzinfo=UTC)),
        ({"$date": "2018-04-07T17:27:37Z"}, NOON),
        ({"$date": 1523122057000}, NOON),
        ({"$date": {"$numberLong": "1523122057000"}}, NOON),
        (NOON.astimezone(timezone(timedelta(hours=-7))), NOON),
        (NOON.replace(tzinfo=None), NOON),
        (date(2018, 4, 7), datetime(2018, 4, 7, tzinfo=UTC)),
    ],
)
def test_spellings(value: Any, expected: datetime) -> None:
    """Each spelling is read as the time that it means, in UTC."""
    found = read_time(value)
    assert found == expected
    assert found is not None
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [
        *("n/a", "soon", "", "NA", "-", "Sat Apr 07 17:27:37 CST 2018", "Sat Apr 07 17:27:37 XYZ 2018"),
        *("13/13/2018", "2/30/2018", "99:99", "4/7/2018 25:00", "4/7/2018 13:00 PM", "1/2/3", "4-7/2018"),
        *("9" * 5_000, "9" * 30, {"$date": {"$numberLong": "9" * 5_000}}, {"$date": None}, {"date": "2018"}, {}),
        *(True, [], 10.0**300, -(10**30), "{}", "[1]", "\ud800", "\0", "\uff11" * 10),
    ],
)
def test_what_is_not_a_time(value: Any) -> None:
    """A value that is not a time gives None, however long or strange it is."""
    assert read_time(value) is None


def test_pandas_times() -> None:
    """A Timestamp of pandas is a time, without its nanoseconds."""
    pd = pytest.importorskip("pandas")
    found = read_time(pd.Timestamp("2018-04-07 17:27:37.000000123", tz="UTC"))
    assert found == NOON
    assert type(found) is datetime


def test_the_column_decides() -> None:
    """An ambiguous date is read by what is said of its column; without that, the month comes first."""
    text = "6/7/2022 9:12"
    assert read_time(text) == datetime(2022, 6, 7, 16, 12, tzinfo=UTC)
    assert read_time(text, lambda: True) == datetime(2022, 7, 6, 16, 12, tzinfo=UTC)
    assert read_time(text, lambda: None) is None
    assert [is_day_first(one) for one in ("6/7/2022", "6/20/2022", "20/6/2022", "20.6.2022", "2022/6/20", "x")] == [
        *(None, False, True, None, None, None)
    ]


@given(st.datetimes(datetime(2005, 1, 1), datetime(2060, 1, 1)).map(lambda time: time.replace(tzinfo=UTC)))
def test_written_and_read(time: datetime) -> None:
    """What Python and MongoDB write of a time is read as the same time."""
    assert read_time(time.isoformat()) == time
    assert read_time(f"{time:%Y-%m-%d %H:%M:%S} UTC") == time.replace(microsecond=0)
    assert read_time({"$date": time.isoformat()}) == time
    assert read_time(str(int(time.timestamp()))) == time.replace(microsecond=0)


@given(st.text() | st.from_regex(r"[0-9/.: APMZ+-]{1,30}", fullmatch=True) | st.floats() | st.integers())
def test_nothing_is_raised(value: Any) -> None:
    """No text and no number raises anything."""
    assert read_time(value) is None or isinstance(read_time(value), datetime)
