"""The calendar as a value: public holidays and the zone of the plan; months and working days (domain 4)."""

from calendar import monthrange
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ketenhub.domain.moment import NEDERLAND
from ketenhub.domain.waarde import Kort, Waarde

MAANDEN = 12
MAANDNAMEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
ZATERDAG = 5


class Kalender(Waarde):
    """The public holidays around today and the zone in which a day is a day; built in `flow`."""

    feestdagen: frozenset[date] = frozenset()
    zone: Kort = NEDERLAND

    @property
    def tijdzone(self) -> ZoneInfo:
        """Give the zone by its name."""
        return ZoneInfo(self.zone)


def add_months(dag: date, maanden: int) -> date:
    """Give the same day so many calendar months later, or the last day of that month (VISIE-18)."""
    number = dag.year * MAANDEN + dag.month - 1 + maanden
    year, month = divmod(number, MAANDEN)
    return date(year, month + 1, min(dag.day, monthrange(year, month + 1)[1]))


def is_working_day(dag: date, kalender: Kalender) -> bool:
    """Tell whether it is neither weekend nor public holiday."""
    return dag.weekday() < ZATERDAG and dag not in kalender.feestdagen


def add_working_days(dag: date, werkdagen: int, kalender: Kalender) -> date:
    """Give the day on which that many working days have passed; the first day does not count."""
    while werkdagen > 0:
        dag += timedelta(days=1)
        werkdagen -= is_working_day(dag, kalender)
    return dag
