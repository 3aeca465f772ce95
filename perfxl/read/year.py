"""年度：标题、年度一行、单独一格里的年份；都没有的看实施期限。另有一处写着别的年度的，也记着。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, is_one_of
from perfxl.cells.quantity import fold
from perfxl.read.header_labels import COLUMN_NAMES, next_cell
from perfxl.read.heading.headings import texts_above

# 文号里的年份（〔2020〕10号、2020年10号）不是年度。
_YEAR = later(r"(?<!\d)((?:19|20)\d{2})\)?年(?!\d+号|第?\d+号)")
_YEAR_INLINE = later(r"(?:年度|年份)[:(]*((?:19|20)\d{2})(?![\d.,万亿元]|[)〕\]】]\d+号)")
# 连着“年度”写的在先：2024年结转2025年度。
_YEAR_OWN = later(r"(?<!\d)((?:19|20)\d{2})\)?年度(?!\d+号|第?\d+号)")
_DATE = later(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")  # 填报日期：2026年3月1日
_TITLE_WORDS = ("表", "自评", "绩效", "情况")
_BRACKETED_YEAR = later(r"表\(((?:19|20)\d{2})\)$")  # 绩效自评表（2023）
_DAY = later(r"年\d{1,2}月")
_YEAR_LABEL = later(
    r"\(?(?:评价|自评|预算|所属|项目|服务|合同|履约|实施|执行|考核|绩效|填报|财政|资金|会计)?(?:年度|年份)\)?:?$"
)
_START = later(r"(?:19|20)\d{2}")
_ANNEX = later(r"^\s*附[件表]\s*[\d一二三四五六七八九十]{0,3}[\s:：.、]+")  # 附件2 2022年度……


def read_year(sheet: Sheet, before: int) -> Field[str] | None:
    """年度：标题或年度行里的四位年份；`（    年度）`没有填的，值为空。"""
    empty: Field[str] | None = None
    for cell in _above(sheet, before):
        text = _digits_of(fold(_ANNEX.sub("", cell.raw))) if len(cell.raw) < 60 else ""
        if match := _in_line(text):
            return Field(match[1], cell)
        if "年度" in cell.number_format and re.fullmatch(r"(?:19|20)\d{2}", cell.raw):
            return Field(cell.raw, cell)  # 空白表的格式：填 2025，显示（2025年度）
        if is_year_label(text) and empty is None and not _heads_a_column(sheet, cell):
            empty = _beside(sheet, cell)
    if empty is not None and empty.value:
        return empty
    return _titled_year(sheet, before) or _alone(sheet, before) or empty or _period(sheet, before)


def _in_line(text: str) -> re.Match[str] | None:
    """一格里写着的年度；同一格里的填报日期不是。"""
    own = _YEAR_OWN.search(text) or _YEAR_INLINE.search(text)
    if own or not ("年度" in text or "自评表" in text):
        return own
    return _YEAR.search(_DATE.sub("", text) if "填" in text or "日期" in text else text)


def _above(sheet: Sheet, before: int) -> Iterator[Cell]:
    """指标块以上的每一格。"""
    for row in sheet.filled_rows():
        if row >= before:
            return
        yield from sheet.row(row)


def _beside(sheet: Sheet, label: Cell) -> Field[str] | None:
    """年度 | 2023、２０２３年、二〇二三年度、一个日期；没有填的为空，跨几年的（2022-2023）不是。"""
    right = next_cell(sheet, label)
    first, *after = sheet.row(label.row)
    if label in after[:1] and re.fullmatch(r"\(?(?:19|20)\d{2}\)?", fold(first.raw)):
        right = first  # 2023 | 年度；总投资 | 2000 | 年度 的 2000 不是
    text = _digits_of(fold(right.raw))
    year = _START.match(text)
    if len(set(_START.findall(text))) > 1:
        return None
    return Field(year[0], right) if year else Field("", label)


def _heads_a_column(sheet: Sheet, cell: Cell) -> bool:
    """年度 | 预算数 | 支出数：是一列的名称，下面一行一年。"""
    area = sheet.area(cell.row, cell.column)
    right, under = next_cell(sheet, cell), sheet.at(area.last_row + 1, cell.column)
    yearly = _START.match(_digits_of(fold(under.raw))) is not None
    return is_one_of(right.raw, COLUMN_NAMES) or (yearly and under.row > cell.row)


_SPELLED_YEAR = later(r"二[〇零○O0][一二三四五六七八九〇零○]{2}(?=年|$)")
_SPELLED = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


def _digits_of(text: str) -> str:
    """二〇二三年 → 2023年。"""
    return _SPELLED_YEAR.sub(lambda match: match[0].translate(_SPELLED), text)


def is_year_label(text: str) -> bool:
    """年度另写一格的，它的名称：评价年度。"""
    return _YEAR_LABEL.match(fold(text)) is not None


def _titles(sheet: Sheet, before: int) -> Iterator[Cell]:
    """最上面独占一行的各格：标题、标题下面的（2024年）。"""
    for row in sheet.filled_rows():
        cells = sheet.row(row)
        if row >= before or len(cells) > 1:
            return
        yield cells[0]


def _titled_year(sheet: Sheet, before: int) -> Field[str] | None:
    """只在标题（独占一行、在各项名称以上）或工作表名里写着 `2024年` 的；日期里的年份不是。"""
    for cell in _titles(sheet, before):
        text = fold(cell.raw)
        alone = re.fullmatch(r"[(（]?(?:19|20)\d{2}年[)）]?", text)  # 标题下面单独一行的（2024年）
        if cell.kind == "text" and (alone or any(word in text for word in _TITLE_WORDS)):
            match = (
                None if _DAY.search(text) else _YEAR.search(text) or _BRACKETED_YEAR.search(text)
            )
            if match:
                return Field(match[1], cell)
    match = None if _DAY.search(sheet.name) else _YEAR.search(fold(sheet.name))
    return Field(match[1], Cell(sheet.name, 1, 1)) if match else None


# 一行里只有年份的：2023、（ | 2023 | ）、（ | 2023 | 年度）；年份也可以是只显示年的日期。
_ONLY_YEAR = later(r"[(\[]?(?P<year>(?:19|20)\d{2})(?:-\d\d-\d\d)?年?度?[)\]]?")
# 写成一段的一个年度：（2025年1月-12月）、2025年1-12月、2025年1月1日至2025年12月31日；2025财年。
_SPAN = later(
    r"[(\[]?(?P<year>(?:19|20)\d{2})(?:年?(?:财年|财政年度|会计年度)|年全年"
    r"|[年.]\d{1,2}(?:月(?:\d{1,2}日)?)?[-~至到](?:(?P=year)[年.])?\d{1,2}(?:月(?:\d{1,2}日)?)?)[)\]]?"
)
_SHOWS_DAY = later(r"[md月日]", re.IGNORECASE)


def _alone(sheet: Sheet, before: int) -> Field[str] | None:
    """标题旁边、下面一行，只有年份（连着括号、“年度”各占一格的也算）。"""
    for row in sheet.filled_rows():
        if row >= before:
            return None
        cells = [cell for cell in sheet.row(row) if not _is_title(cell)]
        match = _ONLY_YEAR.fullmatch("".join(fold(cell.raw) for cell in cells))
        written = [cell for cell in cells if _START.match(fold(cell.raw).lstrip("(["))]
        if match and len(written) == 1 and (len(cells) > 1 or _is_year_only(written[0])):
            return Field(match["year"], written[0])
        first = cells[0] if cells else None  # 左边有名称的是实施期限
        if first is not None and (span := _SPAN.fullmatch(fold(first.raw))):
            return Field(span["year"], first)
    return None


def _is_title(cell: Cell) -> bool:
    text = fold(cell.raw) if cell.kind == "text" else ""
    return text.endswith(("表", "报告")) and any(word in text for word in _TITLE_WORDS)


def _is_year_only(cell: Cell) -> bool:
    """单独一格的日期，显示着月日的是填报日期。"""
    if cell.kind != "date":
        return len(fold(cell.raw)) <= len("(2023年度)")
    return "y" in cell.number_format.lower() and not _SHOWS_DAY.search(cell.number_format)


def around_year(cell: Cell, year: Field[str] | None) -> bool:
    """年份旁边另占一格的括号、“年度）”。"""
    near = year is not None and (year.cell.sheet, year.cell.row) == (cell.sheet, cell.row)
    return near and re.fullmatch(r"[()\[\]]|\(?年度?\)?", fold(cell.raw)) is not None


_PERIOD = later(
    r"(?:项目|资金|采购|工程|计划)*(?:服务|合同|实施|执行|建设|履约|履行|使用|实施起止|起止|活动|工作)*"
    r"(?:期限|期间|周期|起止|起止(?:时间|日期|年月)|时间|时段|工期|年限|期)"
)


def _period(sheet: Sheet, before: int) -> Field[str] | None:
    """哪里也没有写年度的：起止都在一年里的实施（服务、合同）期限，就是这一年；跨年的不猜。"""
    for label in texts_above(sheet, before):
        name, said = at_colon(label.raw)
        if not _PERIOD.fullmatch(fold(name)):
            continue
        cell = label if said.strip() else next_cell(sheet, label)
        years = set(_START.findall(_digits_of(fold(said.strip() or cell.raw))))
        if len(years) == 1:
            return Field(years.pop(), cell)
    return _from_to(sheet, before)


_END = later(
    r"(?:项目|计划|实施|建设|执行)*(?:开始|起始|启动|开工|结束|完成|终止|截止|完工|竣工)(?:时间|日期|年月)"
)


def _from_to(sheet: Sheet, before: int) -> Field[str] | None:
    """开始时间、结束时间各写一格的，都在一年里的就是这一年。"""
    names = (cell for cell in texts_above(sheet, before) if _END.fullmatch(fold(cell.raw)))
    cells = [next_cell(sheet, name) for name in names]
    years = [year for cell in cells for year in _START.findall(_digits_of(fold(cell.raw)))]
    both = len(cells) == len(years) > 1 and len(set(years)) == 1
    return Field(years[0], cells[-1]) if both else None


_OWN_LABEL = later(r"\(?(?:评价|自评|预算|所属|考核|绩效|会计)?(?:年度|年份)\)?:?$")
_WHOLE_YEAR = later(r"\(?((?:19|20)\d{2})(?:-\d\d-\d\d|年?度?)\)?")
_SEVERAL = later(r"(?:19|20)\d{2}.*(?:19|20)\d{2}")


def year_again(sheet: Sheet, before: int, year: Field[str] | None) -> Field[str] | None:
    """又写了一遍而年份不同的：标题里一个、年度一行里另一个。服务、合同年度可以不同，不比。"""
    if year is None or not year.value:
        return None
    for cell in _said_again(sheet, before):
        match = _WHOLE_YEAR.fullmatch(cell.value)
        if match and match[1] != year.value and cell.cell != year.cell:
            return Field(match[1], cell.cell)
    return None


def _said_again(sheet: Sheet, before: int) -> Iterator[Field[str]]:
    """标题里、年度一行里写着的各个年份；一格里写着几年的不是。"""
    for cell in _titles(sheet, before):
        text = _digits_of(fold(cell.raw))
        match = None if _SEVERAL.search(text) or _DAY.search(text) else _YEAR.search(text)
        if match and ("年度" in text or "自评表" in text or match[0] == text.strip("()")):
            yield Field(match[1], cell)
    for label in texts_above(sheet, before):
        name, said = at_colon(label.raw)
        if _OWN_LABEL.match(fold(name)) and not _heads_a_column(sheet, label):
            cell = label if said.strip() else next_cell(sheet, label)
            yield Field(_digits_of(fold(said.strip() or cell.raw)), cell)


def year_number(year: Field[str] | None) -> int | None:
    """年度，数；没有写的为 None。"""
    return int(year.value) if year and year.value else None
