"""K 几份之间：同一个工作簿里的几份自评表，重不重、抄没抄。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, bare, plain
from perfxl.cells.units import factor
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import fund_name, title_of
from perfxl.filing.amounts import money, number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, FundLine, Indicator
from perfxl.filing.together import Together

_DIFFERENT = 2
_TELLING = 8  # 短于这么多字的（“无”“已完成”）谁写都一样


@check("K01", Level.WARNING, on=Together, english="The same project is filed twice in the workbook")
def project_twice(together: Together) -> Iterator[Remark]:
    """一个项目一年只报一份自评表。

    为什么：报了两份，汇总时金额、得分都算两遍；两份还不一样的，不知道以哪份为准。
    怎么改：留下要报的一份，另一份删去；本来是两个项目的，把名称写清楚。
    例：绩效自评表!B3 “街道图书馆改造”（2023年度）报了 2 份
    """
    same: dict[tuple[str, str], list[Filing]] = {}
    for filing in together.filings:
        if filing.name is not None and filing.name.value:
            year = filing.year.value if filing.year else ""
            same.setdefault((bare(filing.name.value), year), []).append(filing)
    for (_, year), filings in same.items():
        if len(filings) > 1:
            names = [filing.name for filing in filings]
            when = f"（{year}年度）" if year else ""
            said = f"“{names[0].value if names[0] else ''}”{when}报了 {len(filings)} 份"
            yield Remark(tuple(names), said)


@check("K02", Level.WARNING, on=Together, trial=True,
       english="The same reason is given in several projects")  # fmt: skip
def reason_copied(together: Together) -> Iterator[Remark]:
    """各个项目的偏差原因应各写各的。

    为什么：几个项目的原因一字不差，多半是照抄的，说不清这个项目为什么没有完成。
    怎么改：写清这个项目自己的原因和改进措施；确实是同一件事引起的，可以保留。
    例：绩效自评表!I14 2 个项目的偏差原因一字不差：“读者少于预期，明年加强宣传推广”
    """
    same: dict[str, list[tuple[Filing, Indicator]]] = {}
    for filing in together.filings:
        for indicator in filing.indicators:
            text = "" if indicator.reason is None else bare(indicator.reason.value)
            if len(text) >= _TELLING:
                same.setdefault(text, []).append((filing, indicator))
    for rows in same.values():
        projects = {
            filing.name.value or filing.table if filing.name else filing.table for filing, _ in rows
        }
        if len(projects) > 1:
            reasons = tuple(indicator.reason for _, indicator in rows)
            text = reasons[0].value if reasons[0] else ""
            yield Remark(reasons, f"{len(projects)} 个项目的偏差原因一字不差：“{text}”")


@check("K04", Level.WARNING, on=Together, english="The filings are of different years")
def years_differ(together: Together) -> Iterator[Remark]:
    """一起报的几份自评表，应是同一个年度的。

    为什么：照去年的表改的，常忘了改标题里的年度，汇总时就归到别的年度去了。
    怎么改：核对标题、年度一栏，改成一致；真是两个年度的，分开报。
    例：照去年改的!A2 这一份是 2022 年度，别的 2 份是 2023 年度
    """
    years = [filing.year for filing in together.filings if filing.form.stage == "evaluate"]
    known = [field for field in years if field is not None and field.value]
    counts = Counter(field.value for field in known)
    if len(counts) < _DIFFERENT:
        return
    (most, times), *_ = counts.most_common()
    for field in known:
        if field.value != most and times > counts[field.value]:
            said = f"这一份是 {field.value} 年度，别的 {times} 份是 {most} 年度"
            yield Remark((field,), said)
    if all(times == many for many in counts.values()):
        yield from _same_project(together)


def _same_project(together: Together) -> Iterator[Remark]:
    """同一个项目几个年度的：去年的表也在这个工作簿里。"""
    same: dict[str, list[Filing]] = {}
    for filing in (each for each in together.filings if each.form.stage == "evaluate"):
        if filing.name is not None and filing.year is not None and filing.year.value:
            same.setdefault(bare(filing.name.value), []).append(filing)
    for filings in same.values():
        years = [filing.year for filing in filings if filing.year is not None]
        if len({year.value for year in years}) < _DIFFERENT or filings[0].name is None:
            continue
        each = "、".join(f"{year.cell.sheet}当作 {year.value} 年度" for year in years)
        said = f"“{filings[0].name.value}”有几个年度的表：{each}，各照自己的年度核"
        fix = "年度写错的改正；往年的表移出这个文件，要与它比的，校验时另外给"
        yield Remark(tuple(years), said, fix)


@check("K03", Level.VERIFY, on=Together, english="Projects do not add up to the department's")
def projects_total(together: Together) -> Iterator[Remark]:
    """部门整体表的项目支出应等于各个项目之和。

    为什么：两处说的是同一笔钱，不等，不是漏了项目，就是有一份填错。
    怎么改：核对各项目的金额；没有全放在这个工作簿里、口径不同的，写明差在哪里，可以保留。
    例：部门表!D12 项目支出的全年预算数是 600 万元，2 个项目合计 180 万元，差 420 万元
    """
    departments = [filing for filing in together.filings if "部门整体" in filing.form.what]
    projects = [filing for filing in together.filings if filing not in departments]
    if len(departments) != 1 or not projects:
        return  # 几个部门放在一起的，哪个项目是哪个部门的说不清
    department, limit = departments[0], departments[0].form.limit_of("money_difference")
    line = next((line for line in department.funds if _is_projects(line)), None)
    if line is None or limit is None:
        return
    for key in ("budget", "executed"):
        mine, unit = money(getattr(line, key), department.money_unit), department.money_unit
        parts = _totals(projects, key, unit)
        added = sum((value for _, value in parts), Decimal(0))
        if mine is None or len(parts) < len(projects) or abs(mine - added) <= limit.value:
            continue
        if len(parts) == 1 and added < mine:
            continue  # 只放了一个项目，别的不在这个工作簿里
        message = (
            f"{fund_name(line)}的{title_of(department, key)}是 {plain(mine)} {unit}，"
            f"{len(parts)} 个项目合计 {plain(added)} {unit}，差 {plain(abs(mine - added))} {unit}"
        )
        yield Remark((getattr(line, key), *(field for field, _ in parts)), message)


def _is_projects(line: FundLine) -> bool:
    """部门的资金块里按支出性质分的“项目支出”一行。"""
    return line.row is not None and line.row.title.endswith("项目支出")


def _totals(
    projects: Sequence[Filing], key: str, unit: str
) -> list[tuple[Field[Quantity], Decimal]]:
    """各项目的资金总额，换成部门表的金额单位；没有填的没有。"""
    fields: list[Field[Quantity] | None] = [
        getattr(project.total_fund, key) if project.total_fund else None for project in projects
    ]
    values = [
        (field, _in_unit(field, project, unit))
        for field, project in zip(fields, projects, strict=True)
    ]
    return [(field, value) for field, value in values if field is not None and value is not None]


def _in_unit(field: Field[Quantity] | None, filing: Filing, unit: str) -> Decimal | None:
    value = money(field, filing.money_unit)
    scale = factor(filing.money_unit, unit)
    return None if value is None or scale is None else value * scale


@check("K05", Level.ERROR, on=Filing, english="The summary sheet says something else")
def summary_differs(filing: Filing) -> Iterator[Remark]:
    """汇总表上一个项目的金额、得分、等级，应与它的自评表相同。

    为什么：局里看的是汇总表，与分表不同，报上去的就不是评出来的。
    怎么改：照自评表改汇总表；自评表后来改过的，汇总表随之改。
    例：汇总表!F3 汇总表写“街道图书馆改造”的得分 94.1，自评表是 99.1
    """
    line = filing.total_fund
    own: dict[str, Field[Quantity] | None] = {"total": filing.total}
    for key in ("initial", "budget", "executed") if line is not None else ():
        own[key] = getattr(line, key)
    for key, field in filing.summary.items():
        mine = own.get(key)
        one, other = _value(field, filing, key), _value(mine, filing, key)
        if mine is None or one is None or other is None or one == other:
            continue
        title = "得分" if key == "total" else title_of(filing, key)
        message = (
            f"汇总表写“{filing.called}”的{title} {field.value.shown}，自评表是 {mine.value.shown}"
        )
        yield Remark((field, mine), message)


def _value(field: Field[Quantity] | None, filing: Filing, key: str) -> Decimal | None:
    return number(field) if key == "total" else money(field, filing.money_unit)
