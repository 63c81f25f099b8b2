"""Times as the requester site's files have them, such as `Wed Jun 22 12:52:35 PDT 2022`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: The zones that the site writes, in hours from UTC; a zone that is not here is not guessed.
_ZONES = {"PDT": -7, "PST": -8, "UTC": 0, "GMT": 0}
_TIME = re.compile(
    rf"(?:{'|'.join(_DAYS)}) ({'|'.join(_MONTHS)}) ([0-9]{{1,2}}) "
    rf"([0-9]{{2}}):([0-9]{{2}}):([0-9]{{2}}) ({'|'.join(_ZONES)}) ([0-9]{{4}})"
)


def site_time(text: str) -> datetime | None:
    """The time in a text of the site's; None for any other text."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    month, day, hour, minute, second, zone, year = found.groups()
    offset = timezone(timedelta(hours=_ZONES[zone]))
    whole = (int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second))
    return datetime(*whole, tzinfo=offset)


def site_text(time: datetime) -> str:
    """A time as the site writes it, in UTC and to the second."""
    return f"{_DAYS[time.weekday()]} {_MONTHS[time.month - 1]} {time:%d %H:%M:%S} UTC {time:%Y}"
