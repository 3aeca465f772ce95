"""表样规定而表里没有的：列、表头项、资金块、总分行、目标块；各有多要紧。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, is_one_of, key_of
from perfxl.cells.quantity import clean, fold
from perfxl.filing.model import Filing
from perfxl.filing.reading import Gap
from perfxl.form.form import Form
from perfxl.read.account.gap_levels import levels_told, two_levels
from perfxl.read.account.reason_gap import SKIPPED, reason_gap
from perfxl.read.heading.headings import Heading, labels, texts_above
from perfxl.read.indicators.verdicts import has_ticks, scored_in_words
from perfxl.read.years_above import year_gap

# 各地的版式常常没有的几栏
_SOFT = frozenset({"weight", "points", "reason", "initial", "recheck_actual"})
_OFTEN = frozenset({"initial", "recheck_actual"})  # 标题认得的，也常常没有
_ROW_LABELS = ("序号", "绩效指标", "指标", "备注")  # 不算另外的列
_CUT_OFF = "照表样补上这一行；表后面的内容没有抄全的，一并补上"


def gaps_of(
    filing: Filing, sheet: Sheet, heading: Heading, funds: Heading | None, *, named: bool
) -> tuple[Gap, ...]:
    """`named` 是标题或工作表名认得：不认得的，是照默认的表样读的别的版式。

    标题认得、而多出别的列或缺了好几栏的，也是各地自己的版式：没有的栏不是填报人漏的，不算错。
    """
    form, here = filing.form, heading.first_cell
    pointless = _pointless(form, heading)
    hard, soft = _columns(form, sheet, heading, funds)
    told = levels_told(filing)
    missing = sum(not told.get(gap.what, False) for gap in hard)
    hard = [gap for gap in hard if gap.what not in told]
    two = two_levels(filing, heading, sheet)
    gaps = [gap for gap in hard if gap.what in two]
    hard = [gap for gap in hard if gap.what not in two]
    lacking, span = _header(filing), _span(filing, sheet, heading)
    lacking = [what for what in lacking if span is None or what != _YEAR]
    # 缺几列就有几列认不得的，是列名被改过。
    others = _others(form, sheet, heading) > len(hard) + len(soft)
    if _by_criteria(heading):
        hard, soft, missing = [], {}, 0
    named = named and len(lacking) < 2 and missing < 2 and not others
    gaps = [replace(gap, level="info", fix=SKIPPED) for gap in gaps]
    gaps += hard if named else [replace(gap, level="warning") for gap in hard]
    gaps += _not_counted(form, heading)
    for what in _read_elsewhere(filing, heading):
        soft.pop(what, None)
    gaps += _soft_gaps(soft, here, pointless=pointless, named=named)
    reason = soft.pop("reason", None)
    official = named and not soft and not _others(form, sheet, heading)
    if reason is not None:
        gaps.append(reason_gap(reason, filing, sheet, pointless=pointless, official=official))
    local = _owner_only(lacking, form) and not _has_own_title(form, sheet, heading)
    required = named and form.stage == "evaluate" and not local
    gaps += _lacking(lacking, filing, required=required)
    gaps += [] if span is None else [_several_years(span)]
    gaps += _blocks(filing, sheet, heading, funds, named=named)
    gaps += (gap for one in (heading, funds) for gap in year_gap(filing, sheet, one))
    return tuple(gaps)


def _read_elsewhere(filing: Filing, heading: Heading) -> Iterator[str]:
    """没有这一列、从别处读到了的栏。"""
    if scored_in_words(heading, filing.form) is not None:
        yield "points"
    if filing.indicators and all(row.weight is not None for row in filing.indicators):
        yield "weight"  # 写在名称里的：免费开放天数（20分）
    total = filing.total_fund
    if total is not None and total.initial is not None:  # 取的是申报一半的
        yield "initial"


def _owner_only(lacking: Sequence[str], form: Form) -> bool:
    """只少主管部门、单位中的一样：各地的版式多只写一个。"""
    owners = [f"“{field.title}”" for field in form.header if field.key in {"authority", "unit"}]
    return len(lacking) == 1 and lacking[0] in owners


def _not_counted(form: Form, heading: Heading) -> Iterator[Gap]:
    """不核的说一句：按评分标准打分的没有指标值，评档次的、不计分的没有得分。"""
    here, worded = heading.first_cell, scored_in_words(heading, form)
    if _by_criteria(heading) and any(column.key == "target" for column in form.indicators.column):
        said = "这种版式按评分标准打分，不设指标值，有关的核对跳过"
        yield Gap("“年度指标值”“实际完成值”两列", here, "info", said)
    if worded is not None:
        what = f"得分的数：“{worded.raw.strip()}”一栏写的是评的档次"
        yield Gap(what, worded, "info", "得分不核；要计分的，各条的得分、总分写成数")
    elif _pointless(form, heading) and form.indicators.scored:
        said = "这张表不计分，分数不核对；要计分的，照表样补上这两列"
        yield Gap("“分值”“得分”两列", here, "info", said)


def _several_years(span: Cell) -> Gap:
    said = f"单独的一个年度：表上写的是“{clean(span.raw)}”"
    return Gap(said, span, "info", "跨几年的表，照一个年度核的跳过")


def _soft_gaps(soft: dict[str, Gap], here: Cell, *, pointless: bool, named: bool) -> Iterator[Gap]:
    """各地常常没有的几栏（偏差原因另说）：别的版式的、不止一栏的，合成一句。"""
    soft = {key: gap for key, gap in soft.items() if not pointless or key in {"reason", "initial"}}
    several = len(soft) > 1
    soft.pop("reason", None)
    if soft and (pointless or not named or several or set(soft) <= _OFTEN):
        yield Gap("、".join(gap.what for gap in soft.values()), here, "info", SKIPPED)
    else:
        yield from soft.values()


_YEAR = "“年度”"
_SPAN = later(r"(?<!\d)(?:19|20)\d{2}年?度?[—–\-~至到、]+(?:19|20)\d{2}(?![\d.])")


def _span(filing: Filing, sheet: Sheet, heading: Heading) -> Cell | None:
    """跨几年的表：（2021—2023年）；另写着年度的不是。"""
    if filing.year is not None:
        return None
    above = texts_above(sheet, heading.first_row)
    short = (cell for cell in above if len(cell.raw) <= _TITLE_LENGTH)
    return next((cell for cell in short if _SPAN.search(fold(cell.raw))), None)


_TITLE_LENGTH = 40
_YEARS = later(r"(?:[(（]\s*)?(?:19|20)\d{2}年?度?(?:\s*[)）])?|[(（].*[)）]$")


def _has_own_title(form: Form, sheet: Sheet, heading: Heading) -> bool:
    """标题就是表样的标题，前后没有地名、项目名：各地自己的表样可以少一项。"""
    labels_too = {name for field in form.header for name in (field.title, *field.synonyms)}
    names = {key_of(name) for name in (form.title, *form.keywords) if name not in labels_too}
    rows = (row for row in sheet.filled_rows() if row < heading.first_row)
    cells = (cell for row in rows for cell in sheet.row(row) if cell.kind == "text")
    return any(key_of(_YEARS.sub("", cell.raw)) in names for cell in cells)


def _lacking(lacking: Sequence[str], filing: Filing, *, required: bool) -> list[Gap]:
    """表头里缺的几项：规定要有的一项一条，各地版式没有的归成一条。"""
    area = filing.area  # 摞着几份的，说在自己的一份上
    place = (
        Cell(filing.sheet, area.first_row, area.first_column) if area else Cell(filing.sheet, 1, 1)
    )
    if required or not lacking:
        return [Gap(what, place) for what in lacking]
    said = "这种版式没有这几栏，有关的核对跳过；表里有的，把名称改成表样的"
    return [Gap("".join(lacking), place, "info", said)]


def _blocks(
    filing: Filing, sheet: Sheet, heading: Heading, funds: Heading | None, *, named: bool
) -> Iterator[Gap]:
    """缺的资金块、总分行、目标块；按评分标准打分的表常常没有资金块、目标块。"""
    form, here = filing.form, heading.first_cell
    whole = not _by_criteria(heading)
    # 附表里的资金明细不是资金块。
    own = {filing.sheet, *filing.parts}
    written = any(line.name.cell.sheet in own for line in filing.funds)
    empty = funds is None or not filing.funds  # 有表头、一行资金也没有读到的，一样没有
    if whole and empty and form.funds.required and not written:
        hard = named and form.stage == "evaluate"  # 各地的申报表、监控表资金写法不一
        yield Gap(f"“{form.funds.title}”一块", here, "error" if hard else "warning")
    listed = filing.name is not None and filing.name.cell.row > heading.row  # 一行一条指标的
    worded = scored_in_words(heading, form) is not None
    # 总分行在，只是没有得分一列：说缺那一列就够了。
    bare = "points" not in heading.columns and filing.total_weight is not None
    if (
        form.indicators.scored
        and filing.total is None
        and not (worded or bare or _pointless(form, heading))
    ):
        gap = Gap(f"“{form.indicators.total[0]}”行", here, "warning", _CUT_OFF)
        yield replace(gap, level="info", fix=SKIPPED) if listed else gap
    goals = whole and form.goals.required and filing.goal is None
    if goals and not _has_goals(form, sheet, heading):
        gap = Gap(f"“{form.goals.title}”一块", here, "warning")
        yield replace(gap, level="info", fix=SKIPPED) if listed else gap


def _pointless(form: Form, heading: Heading) -> bool:
    """表样有分值、得分，这张表两列都没有。"""
    drawn = {column.key for column in form.indicators.column if column.drawn}
    return bool(drawn & {"weight", "points"}) and not {"weight", "points"} & set(heading.columns)


def _by_criteria(heading: Heading) -> bool:
    return not {"target", "actual"} & set(heading.columns)


def _columns(
    form: Form, sheet: Sheet, heading: Heading, funds: Heading | None
) -> tuple[list[Gap], dict[str, Gap]]:
    """缺的列：关键的，和各地常常没有的（按字段名）。偏差原因写成表下一行的不算缺。"""
    hard: list[Gap] = []
    soft: dict[str, Gap] = {}
    for column in form.indicators.column:
        if not column.required or column.key in heading.columns:
            continue
        names = (column.title, *column.synonyms)
        if column.key == "reason" and _stands_below(sheet, heading, names):
            continue
        if column.key == "actual" and has_ticks(heading):
            continue  # 在完成、未完成下面打勾的
        gap = Gap(f"“{column.title}”列", heading.first_cell)
        if column.key in _SOFT:
            soft[column.key] = gap
        else:
            hard.append(gap)
    for column in form.funds.column if funds else ():
        if funds and column.required and column.key not in funds.columns:
            gap = Gap(f"资金的“{column.title}”列", funds.first_cell)
            if column.key in _SOFT:
                soft[column.key] = gap
            else:
                hard.append(gap)
    return hard, soft


def _stands_below(sheet: Sheet, heading: Heading, names: tuple[str, ...]) -> bool:
    rows = (row for row in sheet.filled_rows() if row > heading.row)
    firsts = (cell for row in rows for cell in sheet.row(row)[:1] if cell.kind == "text")
    heads = (at_colon(cell.raw)[0] for cell in firsts)  # 写在一格里的
    return any(is_one_of(head, names) for head in heads)


def _has_goals(form: Form, sheet: Sheet, heading: Heading) -> bool:
    """目标块的名称在（湖北的“年度绩效目标1（40分）”），只是没有写内容的地方。"""
    names = (form.goals.title, form.goals.goal, *form.goals.goal_synonyms)
    return any(labels(sheet, names, before=heading.row + 1))


def _others(form: Form, sheet: Sheet, heading: Heading) -> int:
    """表头那一行里表样没有的列有几个。"""
    drawn = {column.key for column in form.indicators.column if column.drawn}
    known = {cell.local for key, cell in heading.cells.items() if key != "share" or key in drawn}
    return sum(
        cell.kind == "text"
        and cell.local not in known
        and not is_one_of(cell.raw, (form.indicators.title, *_ROW_LABELS))
        for cell in sheet.row(heading.first_row)
    )


def _header(filing: Filing) -> list[str]:
    """表样规定而没有找到的表头项。"""
    own = {
        "name": filing.name, "authority": filing.authority, "unit": filing.unit,
        "year": filing.year, **filing.header,
    }  # fmt: skip
    return [
        f"“{field.title}”"
        for field in filing.form.header
        if field.required and own.get(field.key) is None
    ]
