"""Days and hours as Vietnam counts them."""

from datetime import UTC, date, datetime, timedelta

# Vietnam keeps UTC+7 all year.
_AHEAD = timedelta(hours=7)


def vietnam_time(ms: int) -> datetime:
    """The wall clock in Vietnam (without a zone) at a moment in UTC milliseconds."""
    return (datetime.fromtimestamp(ms / 1000, UTC) + _AHEAD).replace(tzinfo=None)


def vietnam_day(ms: int) -> date:
    """The calendar day in Vietnam at a moment in UTC milliseconds."""
    return vietnam_time(ms).date()


def moment_ms(wall: datetime) -> int:
    """The moment, in UTC milliseconds, at which Vietnamese clocks show `wall`."""
    return round((wall - _AHEAD).replace(tzinfo=UTC).timestamp() * 1000)
