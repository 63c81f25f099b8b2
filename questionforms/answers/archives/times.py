"""Times as the requester site, Amazon's API and tools, spreadsheets, R, pandas and MongoDB write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    #: Says whether the day comes first in ambiguous dates; None if that cannot be known.
    DayFirst = Callable[[], bool | None]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: Names of time zones, as hours from UTC. A name with several meanings, such as CST, is not guessed.
ZONES = {
    "PDT": -7,
    "PST": -8,
    "MDT": -6,
    "MST": -7,
    "CDT": -5,
    "EDT": -4,
    "EST": -5,
    "AKDT": -8,
    "AKST": -9,
    "HST": -10,
    "UTC": 0,
    "GMT": 0,
}
_ZONE = "|".join(ZONES)
#: A time as the site writes it, as a regular expression that Arrow understands, too.
SITE_TIME = (
    rf"(?:{'|'.join(_DAYS)}) ({'|'.join(MONTHS)}) +([0-9]{{1,2}}) "
    rf"([0-9]{{1,2}}):([0-9]{{2}}):([0-9]{{2}}) ({_ZONE}) ([0-9]{{4}})"
)
_TIME = re.compile(SITE_TIME)
#: The commonest spellings of ISO 8601.
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
#: `2018-04-07 17:27:37 UTC`, and ISO 8601 with a blank before the offset.
_NAMED_ZONE = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ][0-9:.]+) ?({_ZONE})")
_BLANK_OFFSET = re.compile(r"([0-9]{4}-.*[0-9]) ([+-][0-9]{2}:?[0-9]{2})")
#: The dates of spreadsheets: numbers divided by slashes, dots or hyphens, with or without a time of the day.
_SHEET = re.compile(
    r"([0-9]{1,4})([/.-])([0-9]{1,2})\2([0-9]{1,4})"
    r"(?:,? +([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(?: ?([AaPp])\.?[Mm]\.?)?)?"
)
_EPOCH = re.compile(r"-?[0-9]{9,10}(?:\.[0-9]+)?|-?[0-9]{12,13}")
#: Larger numbers are milliseconds: in seconds this is the year 5138.
_MILLISECONDS = 10**11
#: The first month that spreadsheets show as a number above the months.
_MONTHS_IN_YEAR = 12
#: Two digits are a year of this century.
_CENTURY, _SHORT_YEAR, _LONG_YEAR = 2000, 2, 4


def read_time(value: Any, day_first: DayFirst | None = None) -> datetime | None:
    """A time in UTC, from any of these spellings or a Python value; None if the value is not a time.

    A time without a zone is in UTC, or in Pacific time if a spreadsheet wrote it, since the site showed that. In
    `6/7/2022` the month comes first, unless `day_first` says otherwise.
    """
    try:
        if isinstance(value, str):
            return _read_text(value.strip(), day_first)
        if isinstance(value, datetime):
            return _in_utc(value)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return _from_epoch(float(value))
        return _from_mongo(value["$date"]) if isinstance(value, dict) and len(value) == 1 and "$date" in value else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def is_day_first(text: str) -> bool | None:
    """Whether the day comes first in a spreadsheet's date; None if it could be either, or is not such a date."""
    found = _SHEET.fullmatch(text.strip())
    if found is None or found[2] == ".":
        return None
    first, second = int(found[1]), int(found[3])
    if len(found[1]) > _SHORT_YEAR or (first <= _MONTHS_IN_YEAR) == (second <= _MONTHS_IN_YEAR):
        return None
    return first > _MONTHS_IN_YEAR


def is_sheet_date(text: str) -> bool:
    """Whether a text is a date as spreadsheets write it."""
    return _SHEET.fullmatch(text.strip()) is not None


def site_time(text: str) -> datetime | None:
    """The time in a text that the site wrote; None for any other text."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    month, day, hour, minute, second, zone, year = found.groups()
    offset = timezone(timedelta(hours=ZONES[zone]))
    whole = (int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second))
    return datetime(*whole, tzinfo=offset)


def site_text(time: datetime) -> str:
    """A time as the site writes it, in Pacific time and to the second; in UTC if the system does not know that zone."""
    local = _pacific(time.astimezone(UTC))
    day = f"{_DAYS[local.weekday()]} {MONTHS[local.month - 1]} {local.day:02}"
    return f"{day} {local:%H:%M:%S} {local.tzname()} {local.year:04}"


def _read_text(text: str, day_first: DayFirst | None) -> datetime | None:
    if _ISO.fullmatch(text):
        return _in_utc(datetime.fromisoformat(text))
    if found := site_time(text):
        return found.astimezone(UTC)
    if named := _NAMED_ZONE.fullmatch(text):
        local = datetime.fromisoformat(named[1])
        return (local - timedelta(hours=ZONES[named[2]])).replace(tzinfo=UTC)
    if _EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    try:
        return _in_utc(datetime.fromisoformat(_BLANK_OFFSET.sub(r"\1\2", text)))
    except ValueError:
        sheet = _SHEET.fullmatch(text)
        return None if sheet is None else _from_sheet(sheet, day_first)


def _in_utc(time: datetime) -> datetime:
    convert = getattr(time, "to_pydatetime", None)  # a Timestamp of pandas
    if convert is not None:
        time = convert(warn=False)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _from_epoch(number: float) -> datetime:
    return datetime.fromtimestamp(number / 1_000 if abs(number) >= _MILLISECONDS else number, UTC)


def _from_mongo(value: Any) -> datetime | None:
    """The time under `$date`: a text, or a number of milliseconds."""
    if isinstance(value, dict):
        value = int(value["$numberLong"]) if len(str(value.get("$numberLong"))) <= len(str(_MILLISECONDS)) + 4 else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1_000, UTC)
    return read_time(value) if isinstance(value, str) else None


def _from_sheet(found: re.Match[str], day_first: DayFirst | None) -> datetime | None:
    """A spreadsheet's date, in Pacific time."""
    first, sign, second, third, hour, minute, seconds, half = found.groups()
    if len(first) == _LONG_YEAR:
        year, month, day = int(first), int(second), int(third)
        if sign == "-" and len(second) == len(third) == _SHORT_YEAR:  # ISO 8601 has no Pacific time
            return _in_utc(datetime(year, month, day, int(hour or 0), int(minute or 0), int(seconds or 0)))
    elif len(first) <= _SHORT_YEAR and len(third) in {_SHORT_YEAR, _LONG_YEAR}:
        year = int(third) + (_CENTURY if len(third) == _SHORT_YEAR else 0)
        by_day = True if sign == "." else _decided(int(first), int(second), day_first)
        if by_day is None:
            return None
        day, month = (int(first), int(second)) if by_day else (int(second), int(first))
    else:
        return None
    hours = int(hour or 0)
    if half is not None:
        if not 1 <= hours <= _MONTHS_IN_YEAR:
            return None
        hours = hours % 12 + (12 if half in "Pp" else 0)
    return _from_pacific(datetime(year, month, day, hours, int(minute or 0), int(seconds or 0)))


def _decided(first: int, second: int, day_first: DayFirst | None) -> bool | None:
    if first > _MONTHS_IN_YEAR or second > _MONTHS_IN_YEAR:
        return first > _MONTHS_IN_YEAR
    return False if day_first is None else day_first()


def _from_pacific(local: datetime) -> datetime | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return local.replace(tzinfo=ZoneInfo("America/Los_Angeles")).astimezone(UTC)
    except ZoneInfoNotFoundError:
        return None


def _pacific(time: datetime) -> datetime:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        local = time.astimezone(ZoneInfo("America/Los_Angeles"))
    except (ZoneInfoNotFoundError, OverflowError):
        return time
    return local if local.tzname() in {"PDT", "PST"} else time
