"""读一张小表，看它的结论、指标、资金。"""

from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.filing.findings import Level
from perfxl.form.load import load_all

FORMS = load_all()


def made(text: str) -> Assessment:
    return assess(drawn(text), FORMS)


def errors(one: Assessment, *levels: Level) -> list[str]:
    levels = levels or (Level.ERROR, Level.VERIFY)
    return [found.line() for found in one.findings if found.level in levels]


def rows(one: Assessment) -> list[tuple[str, str]]:
    return [(row.target.value.shown, row.actual.value.shown) for row in one.filing.indicators]


def money(one: Assessment) -> list[str]:
    total = one.filing.total_fund
    fields = (total.initial, total.budget, total.executed) if total is not None else ()
    return ["" if field is None else field.value.raw for field in fields]
