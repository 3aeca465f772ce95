"""M 资金之六：金额单位写了两处不一样的，不是人民币的。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Cell, Field
from perfxl.cells.quantity import Quantity, fold
from perfxl.cells.units import factor
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import amounts
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing


@check("M21", Level.VERIFY, on=Filing, english="The money unit is stated twice, differently")
def money_unit_stated_twice(filing: Filing) -> Iterator[Remark]:
    """金额单位写了两处的，应当一样。

    为什么：一处写元、一处写万元，看表和汇总的人不知道照哪一处，差一万倍。
    怎么改：核对金额是以哪个单位填的，把写错的一处改过来。
    例：绩效自评表!A5 金额单位写了两处：A5 写万元，A2 写元，是照万元算的
    """
    used, *others = filing.units or (None,)
    if used is None or not _needs_unit(filing):
        return
    for other in others:
        if other.value == used.value or used.value != filing.money_unit:
            continue
        said = f"{used.cell.local} 写{used.value}，{other.cell.local} 写{other.value}"
        yield Remark((used, other), f"金额单位写了两处：{said}，是照{used.value}算的")


@check("M22", Level.ERROR, on=Filing, english="The money unit is not in yuan")
def money_unit_foreign(filing: Filing) -> Iterator[Remark]:
    """金额应以人民币的元、万元等单位填报。

    为什么：外币的数与别的单位的数不能相加，照万元看就差出汇率的倍数；程序也不换算。
    怎么改：照记账的汇率折成人民币填，表头的单位改成表样规定的；原币金额写进说明。
    例：绩效自评表!A5 金额单位写的是万美元，表样规定为万元；没有当作万元，金额不参加汇总
    """
    unit, form = filing.money_unit, filing.form
    if filing.units and factor(unit, form.money_unit) is None:
        said = f"金额单位写的是{unit}，表样规定为{form.money_unit}"
        message = f"{said}；没有当作{form.money_unit}，金额不参加汇总"
        yield Remark((filing.units[0],), message, "", form.cite(form.funds.source))


def _needs_unit(filing: Filing) -> bool:
    """有一笔金额自己没有带着单位，要照表头的。"""
    fields: list[Field[Quantity] | None] = [
        getattr(line, key) for line in filing.funds for key, _ in amounts(filing)
    ]
    return any(
        field.value.unit == filing.money_unit and filing.money_unit not in _written(field.cell)
        for field in fields
        if field is not None and field.value.value is not None
    )


def _written(cell: Cell) -> str:
    return fold(f"{cell.raw}{cell.number_format}")
