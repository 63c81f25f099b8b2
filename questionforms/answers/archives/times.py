"""Times as written in the requester site's files, such as `Wed Jun 22 12:52:35 PDT 2022`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: The time zones that the site writes, as hours from UTC; no other zone is guessed.
_ZONES = {"PDT": -7, "PST": -8, "UTC": 0, "GMT": 0}
_TIME = re.compile(
    rf"(?:{'|'.join(_DAYS)}) ({'|'.join(_MONTHS)}) ([0-9]{{1,2}}) "
    rf"([0-9]{{2}}):([0-9]{{2}}):([0-9]{{2}}) ({'|'.join(_ZONES)}) ([0-9]{{4}})"
)


def site_time(text: str) -> datetime | None:
    """The time in a text that the site wrote; None for any other text."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    month, day, hour, minute, second, zone, year = found.groups()
    offset = timezone(timedelta(hours=_ZONES[zone]))
    whole = (int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second))
    return datetime(*whole, tzinfo=offset)


def site_text(time: datetime) -> str:
    """A time as the site writes it, in Pacific time and to the second; in UTC if the system does not know that zone."""
    local = _pacific(time.astimezone(UTC))
    day = f"{_DAYS[local.weekday()]} {_MONTHS[local.month - 1]} {local.day:02}"
    return f"{day} {local:%H:%M:%S} {local.tzname()} {local.year:04}"


def _pacific(time: datetime) -> datetime:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        local = time.astimezone(ZoneInfo("America/Los_Angeles"))
    except (ZoneInfoNotFoundError, OverflowError):
        return time
    return local if local.tzname() in _ZONES else time
