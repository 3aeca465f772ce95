"""没有另写项目名称的，名称在标题里：`2024年造林绿化项目绩效自评表`。"""

from __future__ import annotations

import re

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.quantity import clean, fold

_TAIL = later(
    r"(?:项目支出|专项支出|支出)?(?:预算)?(?:绩效)?(?:目标)?(?:自评|评价|自评价)(?:情况|结果|评分)?表.*$"
)
# 某某局2023年度……、大河乡2023年……：前面的单位也不是项目名称。
_YEAR = later(
    r"^[\u4e00-\u9fff]{2,12}(?:局|委|厅|办|院|校|所|站|中心|乡|镇|街道|政府)(?=20\d{2}年)"
    r"(?:20\d{2})年?度?|"
    r"^(?:关于)?[(（]?(?:(?:19|20)\d{2}|二[〇零○][一二三四五六七八九〇零○]{2})[)）]?年?度?"
)
# 只由这些词拼成的是表的名称，不是项目的名称。
_GENERIC = later(
    r"(?:中央|国家|省|市|县|区|州|镇|乡|级|本级|市直|省直|区直|财政|预算|部门|单位|项目|专项|资金|支出|政策|转移支付|"
    r"国有资本|经营|政府性基金|社会保险基金|履职|履责|职能|职责|新区|开发区|地区|本地区|"
    r"区域|整体|重点|一般|公共|政府|购买|服务|采购|年度|本年度|绩效|目标|评价|自评|对|地方|及|和|的|附件|表|[()（）、:：\d\-])*"
)
_PART_QUOTED = later(r"[“《][^“”《》]+[”》].+|[^“”《》]+[“《][^“”《》]+[”》]")  # “大喇叭”运维
_LEAST, _MOST = 3, 40


def name_in_title(sheet: Sheet, before: int) -> Field[str] | None:
    """标题里的项目名称；标题分两行写的，名称在上面一行。"""
    above: Cell | None = None
    for place, row in enumerate(sheet.filled_rows()):
        cells = sheet.row(row)
        if row >= before or (len(cells) > 1 and place):
            return None
        if len(cells) > 1:
            continue  # 标题以上一行的填报单位、日期
        cell = cells[0]
        text = fold(cell.raw)
        titled = _TAIL.search(text) if cell.kind == "text" else None
        if titled is None:
            above = cell
            continue
        own = _named(_before_gap(cell.raw) or text[: titled.start()], cell)
        whole = not text[: titled.start()] and above is not None and above.kind == "text"
        return own or (_named(fold(above.raw), above) if whole and above is not None else None)
    return None


def _before_gap(raw: str) -> str:
    """招聘活动经费　项目绩效自评表：空格隔开、后一半只是表的名称的，名称在空格前。"""
    head, _, tail = re.sub(r"\s+", " ", raw.strip()).rpartition(" ")
    return fold(head) if head and _GENERIC.fullmatch(fold(tail)) else ""


def _named(text: str, cell: Cell) -> Field[str] | None:
    name = clean(_YEAR.sub("", text))
    name = name if _PART_QUOTED.fullmatch(name) else name.strip('“”《》"')
    whole = "部门" in name and "整体" in name  # 某区区级部门（单位）整体绩效自评表
    named = _LEAST <= len(name) <= _MOST and not _GENERIC.fullmatch(name) and not whole
    return Field(name, cell) if named else None
