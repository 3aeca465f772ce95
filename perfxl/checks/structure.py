"""S 结构：表样认出来之后，该有的栏目、行、名称在不在，公式好不好。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfxl.cells.grid import Cell, Field
from perfxl.cells.units import factor
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.borrowed import borrowed
from perfxl.checks.vocabulary.magnitude import doubted
from perfxl.checks.vocabulary.rows import TOTAL_CODES, is_cut_off, level1_present, own_level1
from perfxl.checks.vocabulary.unsummed import as_number, unsummed
from perfxl.filing.amounts import is_fund_row
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.form.once import once


@check("S01", Level.ERROR, on=Filing, english="A part that the form requires was not found")
def part_missing(filing: Filing) -> Iterator[Remark]:
    """表样规定的表头、列、行都应在表里。

    为什么：少一列，审核和汇总就取不到这一项；程序也只能跳过与它有关的核对。
    怎么改：照表样补上这一栏；名称被改过的，改回表样的名称。
    例：绩效自评表!B12 没有找到“偏差原因分析及改进措施”列
    """
    source = filing.form.cite(filing.form.indicators.source)
    for gap in filing.gaps:
        message = f"没有找到{gap.what}"
        yield Remark((gap.place,), message, gap.fix, source, Level(gap.level))


@check("S02", Level.WARNING, on=Filing, english="A level-1 name is not one of the form's")
def level1_unknown(filing: Filing) -> Iterator[Remark]:
    """一级指标的名称应是表样规定的几个之一。

    为什么：分值按一级指标规定，名称对不上就无从核对分值，汇总时也会另成一类。
    怎么改：改成表样规定的名称；本地印发的表就有这个名称的，不要改，校验时写明用本地的表样；确需另设一级指标的，
    先与主管部门商定。
    例：绩效自评表!B13 一级指标“投入指标”不在表样里，表样有 产出指标、效益指标、满意度指标
    """
    form = filing.form
    if not form.level1 or not any(indicator.level1.value for indicator in filing.indicators):
        yield from _all_blank(filing)
        return
    if filing.guessed is not None and all(
        indicator.place.level1 is None for indicator in filing.indicators
    ):
        return  # 不是这张表样：由 S09 报告
    names = "、".join(level1.name for level1 in form.level1)
    source = form.cite(form.level1[0].source)
    others = own_level1(filing)
    if len(others) > 1:
        said = "、".join(f"“{row.level1.value}”" for row in others)
        message = f"一级指标{said}不在表样里，表样有 {names}，照表样规定的分值不核"
        fix = "本地印发的表就是这几个一级指标的，不要改，校验时写明用本地的表样"
        places = tuple(row.level1 for row in others)
        yield Remark(places, message, fix, source, Level.INFO)
        return
    for indicator in filing.indicators:
        name = indicator.level1.value
        if is_fund_row(indicator):
            continue
        if indicator.place.level1 is None and not indicator.place.bonus:
            said = f"一级指标“{name}”不在表样里" if name else "没有写一级指标"
            at = indicator.level1 if name else indicator.name
            fix = "" if name else "填上它属于哪一个一级指标；拆开了合并的，每一行都填"
            yield Remark((at,), f"{said}，表样有 {names}", fix, source)


def _all_blank(filing: Filing) -> Iterator[Remark]:
    """一级指标有列，而一条也没有写；整列没有的由 S01 报告。"""
    form, rows = filing.form, filing.indicators
    title = next((each.title for each in form.indicators.column if each.key == "level1"), "")
    if not form.level1 or not rows or any(f"“{title}”列" in gap.what for gap in filing.gaps):
        return
    source = form.cite(form.level1[0].source)
    message = f"{len(rows)} 条指标都没有写{title}，照{title}规定的分值不核"
    fix = "填上各条属于哪一个一级指标；写成一行小标题的，写在那一列里"
    yield Remark(tuple(row.name for row in rows), message, fix, source)


@check("S03", Level.WARNING, on=Filing, english="A level-2 name stands under the wrong level 1")
def level2_misplaced(filing: Filing) -> Iterator[Remark]:
    """二级指标应放在它所属的一级指标下面。

    为什么：放错了一级，分值就算到别的一级里去，两个一级的合计都不对。
    怎么改：把这几行移到所属的一级指标下，或改正二级指标的名称。
    例：绩效自评表!C18 二级指标“数量指标”属于产出指标，却放在效益指标下
    """
    form, present = filing.form, level1_present(filing)
    for indicator in filing.indicators:
        mine, owner = indicator.place.level1, indicator.place.owner
        if mine is None or owner is None:
            continue
        # 有的版式把满意度指标放在效益指标下，不另设一级：二级写的就是一级的名称。
        if owner in present or indicator.place.level2_as_level1 is not owner:
            message = f"二级指标“{indicator.level2.value}”属于{owner.name}，却放在{mine.name}下"
            yield Remark((indicator.level2,), message, "", form.cite(owner.source))


@check("S04", Level.VERIFY, on=Filing, english="A level 1 of the form has no indicator")
def level1_absent(filing: Filing) -> Iterator[Remark]:
    """表样规定了分值的每个一级指标都应有指标。

    为什么：整类指标没有设，这一类的分值就没有着落，成效也看不全。
    怎么改：补设这一类指标；确实不适用的，写明理由和它的分值调到了哪里。
    例：绩效自评表!B13 没有一条满意度指标，表样给它 10 分
    """
    present = level1_present(filing)
    if not present or not all(present) or is_cut_off(filing) or not filing.form.indicators.scored:
        return  # 有另外叫法的一级，由 S02 报告
    inner = {indicator.place.level2_as_level1 for indicator in filing.indicators}
    for level1 in filing.form.level1:
        if level1.weight is not None and level1 not in present:
            if level1 in inner:
                continue
            message = f"没有一条{level1.name}，表样给它 {level1.weight} 分"
            first = filing.indicators[0].level1
            yield Remark((first,), message, "", filing.form.cite(level1.source))


@check("S05", Level.INFO, on=Filing, english="The money unit is not the form's")
def money_unit_differs(filing: Filing) -> Iterator[Remark]:
    """金额单位宜与表样规定的相同。

    为什么：汇总时各单位的数直接相加，一份用元、一份用万元，加起来就差一万倍。
    怎么改：把金额换算成表样的单位，并改表头写的单位。
    例：绩效自评表!A5 表头的金额单位是元，表样规定为万元
    """
    form, line = filing.form, filing.total_fund
    if doubted(filing) is not None:
        return  # 金额像是差了一万倍，由 M17 报告：核对以前换算，越换越错
    if line is not None and factor(filing.money_unit, form.money_unit) not in {None, 1}:
        message = f"表头的金额单位是{filing.money_unit}，表样规定为{form.money_unit}"
        stated = next((one for one in filing.units if one.value == filing.money_unit), line.name)
        yield Remark((stated,), message, "", form.cite(form.funds.source))


@check("S06", Level.ERROR, on=Filing, english="A cell shows a formula error")
def formula_error(filing: Filing) -> Iterator[Remark]:
    """单元格里不应有公式错误。

    为什么：出错的格没有值，引用它的合计、得分也都跟着出错。
    怎么改：改正公式（多为除数为零、引用的行被删），或直接填数。
    例：绩效自评表!H6 执行率的公式出错（#DIV/0!）
    """
    for what, cell in cells_of(filing):
        if cell.kind == "error":
            yield Remark((cell,), f"{what}的公式出错（{cell.raw}）")


@check("S07", Level.WARNING, on=Filing, english="A formula has no stored result")
def formula_without_result(filing: Filing) -> Iterator[Remark]:
    """公式格应存有计算结果。

    为什么：文件由程序生成或没有重新计算就保存，公式格里是空的，别人打开、汇总时取不到数。
    怎么改：用 Excel 或 WPS 打开这份文件，等它算完，保存一次。
    例：绩效自评表!H13 得分的公式没有存下结果
    """
    own = {line.kind: line for line in filing.funds}.get("total")
    sums = {
        field.cell
        for field in (
            filing.total, filing.total_weight,
            *((own.initial, own.budget, own.executed, own.rate, own.points) if own else ()),
        )
        if field is not None
    }  # fmt: skip
    uncomputed = [(what, cell) for what, cell in cells_of(filing) if cell.is_uncomputed]
    filled = [(what, cell) for what, cell in uncomputed if cell not in sums]
    # 合计格程序自己会算，不耽误核对；填报的格没有结果就等于没有填。
    totals = [(what, cell) for what, cell in uncomputed if cell in sums]
    cells = [*filled, *totals]
    if cells:
        titles = "、".join(dict.fromkeys(what for what, _ in cells))
        many = f" {len(cells)} 个格" if len(cells) > 1 else ""
        at = tuple(cell for _, cell in cells)
        level = None if filled else Level.INFO
        yield Remark(at, f"{titles}{many}的公式没有存下结果", level=level)


@check(
    "S13", Level.ERROR, on=Filing, english="A sum leaves out a number stored as text",
    explains=("M01", "M02", "M03", "M04", "M05", "M15", *TOTAL_CODES, "V06", "W03", "W04", "F03"),
)  # fmt: skip
def text_not_summed(filing: Filing) -> Iterator[Remark]:
    """公式求和的各格，数应存成数，不存成文字。

    为什么：存成文字的数看着一样，求和公式不加它，合计、执行率、总分跟着都错。
    怎么改：改成数，不带单位、千分位逗号；或选中这些格，用表格软件的“转换为数字”。
    例：绩效自评表!D7 写的“80”是文字，D6 的求和公式没有加上
    """
    cells = [cell for _, cell in cells_of(filing)]
    for total, texts in unsummed(cells):
        written = "、".join(f"“{cell.raw.strip()}”" for cell in texts)
        message = f"写的{written}是文字，{total.local} 的求和公式没有加上"
        fixes = tuple(fix for cell in texts for fix in as_number(cell))
        yield Remark((*texts, total), message, fixes=fixes)


@once
def cells_of(filing: Filing) -> tuple[tuple[str, Cell], ...]:
    """填报人填的各格，和各格叫什么。"""
    return tuple(_cells_of(filing))


def _cells_of(filing: Filing) -> Iterator[tuple[str, Cell]]:
    money = {column.key: column.title for column in filing.form.funds.column} | {
        "balance": "结转结余"
    }
    for line in filing.funds:
        yield from _cells(
            line, money, ("initial", "budget", "executed", "rate", "points", "balance")
        )
    titles = {column.key: column.title for column in filing.form.indicators.column}
    for indicator in filing.indicators:
        yield from _cells(indicator, titles, ("target", "actual", "weight", "points"))
    yield from _cells(
        filing, {"total_weight": "总分行分值", "total": "总分"}, ("total_weight", "total")
    )
    for item in filing.data:
        yield from _cells(item, {"value": "数值", "last_year": "上年值"}, ("value", "last_year"))


def _cells(
    row: object, titles: Mapping[str, str], keys: tuple[str, ...]
) -> Iterator[tuple[str, Cell]]:
    for key in keys:
        field: Field[object] | None = getattr(row, key)
        if field is not None:
            yield titles.get(key, "数"), field.cell


@check("S08", Level.WARNING, on=Filing, english="The funds block has no total line")
def fund_total_line_missing(filing: Filing) -> Iterator[Remark]:
    """资金块应有年度资金总额一行。

    为什么：执行率按总额行的预算数和执行数算，没有这一行，程序只能把各行加起来算。
    怎么改：在其中各行上面补一行年度资金总额。
    例：绩效自评表!B7 资金块没有“年度资金总额”一行
    """
    lines = [line for line in filing.funds if line.kind != "detail"]
    title = next((row.title for row in filing.form.funds.row if row.kind == "total"), None)
    if len(lines) > 1 and title and filing.total_fund is None:  # 只有一行的，它就是总额
        source = filing.form.cite(filing.form.funds.source)
        yield Remark((lines[0].name,), f"资金块没有“{title}”一行", "", source)


@check("S09", Level.WARNING, on=Filing, english="The form was guessed: the title is not known")
def form_guessed(filing: Filing) -> Iterator[Remark]:
    """表的标题应认得出是哪一张表样。

    为什么：标题认不得，只能照最像的表样核对；本地另有规定的，分值、得分就核错了。
    怎么改：本地另有表样的，校验时写明用哪一张，或让程序记住放表样的文件夹（见“表样”一页）；就是这一张的，
    把标题改成它的。
    例：绩效自评表!A1 标题“街道年终考核表”不是已有的表样，是照“项目支出绩效自评表”（财政部）核的
    """
    cell, form = filing.guessed, filing.form
    if cell is not None:
        title = " ".join(cell.raw.split())
        said = f"标题“{title}”不是已有的表样" if title else "没有写标题，不知道是哪一张表样"
        if form.title in title:
            said = f"标题“{title}”各地都用，看不出是哪里的表样"
        yield Remark((cell,), f"{said}，是照“{form.title}”（{form.authority}）核的")
    elif (found := borrowed(filing)) is not None:
        at, why = found
        said = f"标题“{' '.join(at.raw.split())}”各地都用，表上{why}，不像{form.authority}的这一张"
        yield Remark((at,), f"{said}，是照它核的{'' if form.verified else '，它也未核实'}")
