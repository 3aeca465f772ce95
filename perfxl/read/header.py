"""表头：项目名称、主管部门、实施单位、年度；部门整体的表，部门的名称。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, is_one_of
from perfxl.cells.quantity import clean, fold
from perfxl.form.form import Form, HeaderField
from perfxl.read.header_labels import kind_of_label, labelled, may_be_label, may_be_said
from perfxl.read.heading.headings import labels, texts_above
from perfxl.read.title_name import name_in_title

# 文号里的年份（〔2020〕10号、2020年10号）不是年度。
_YEAR = later(r"(?<!\d)((?:19|20)\d{2})\)?年(?!\d+号|第?\d+号)")
_YEAR_INLINE = later(r"(?:年度|年份)[:(]*((?:19|20)\d{2})(?![\d.,万亿元]|[)〕\]】]\d+号)")
_TITLE_WORDS = ("表", "自评", "绩效", "情况")
_BRACKETED_YEAR = later(r"表\(((?:19|20)\d{2})\)$")  # 绩效自评表（2023）
_DAY = later(r"年\d{1,2}月")
_YEAR_LABEL = later(
    r"\(?(?:评价|自评|预算|所属|项目|服务|合同|履约|实施|执行|考核|绩效|填报|财政|资金|会计)?(?:年度|年份)\)?:?$"
)


def text_field(cell: Cell) -> Field[str]:
    """一格文字；不适用的记号（—、/）照原样留着，由用的人判断。"""
    return Field("" if cell.kind == "error" else clean(cell.raw), cell)


def read_header(sheet: Sheet, form: Form, before: int) -> dict[str, Field[str]]:
    """表头各项：字段名 → 值。表里没有这一项的不在其中；有而空着的值为空。"""
    every = [name for field in form.header for name in (field.title, *field.synonyms)]
    fields: dict[str, Field[str]] = {}
    for field in form.header:
        value = (
            _year(sheet, before) if field.key == "year" else _value_of(sheet, field, every, before)
        )
        if value is not None:
            fields[field.key] = value
    fields = _by_ending(sheet, form, before, fields) | fields
    asked = {field.key for field in form.header} & {"authority", "unit"}
    if len(asked) > len(asked & fields.keys()):
        fields = _both_in_one(sheet, before) | fields
    if form.stage != "evaluate":
        return fields
    if "name" not in fields and "部门" not in form.title:
        titled = name_in_title(sheet, before)
        fields |= {"name": titled} if titled else {}
    return _of_department(sheet, form, before, fields) | fields


def _by_ending(
    sheet: Sheet, form: Form, before: int, fields: dict[str, Field[str]]
) -> dict[str, Field[str]]:
    """没有照列出的叫法写的，看名称的末几个字：学校名称、归口管理部门；标题里有名称的不找名称。"""
    known = {key: field.cell for key, field in fields.items()}
    asked = {field.key for field in form.header} - known.keys()
    found: dict[str, Field[str]] = {}
    every = [name for field in form.header for name in _names(field)]
    named = list(labelled(sheet, form, before, known)) if form.stage == "evaluate" else []
    named.sort(key=lambda pair: "实施" not in pair[1].raw)  # 实施机构在先
    for key, label in named:
        if is_one_of(at_colon(label.raw)[0], every):
            continue  # 列出的叫法，上面已经看过
        said = at_colon(label.raw)[1].strip()
        cell = label if said else next_cell(sheet, label)
        value = clean(said) if said else text_field(cell).value
        told = bool(said) or may_be_said(cell)
        if key in asked and key not in found and told and not _is_money_unit(value):
            found[key] = Field(value, cell)
    if "name" in found and name_in_title(sheet, before) is not None:
        del found["name"]
    return found


_WHO = r"(?:主管|实施|承担|执行|使用)(?:部门|单位)"
_BOTH = later(rf"(?:项目)?({_WHO})(?:及|和|与|暨|、|/|\()(?:项目)?({_WHO})\)?:?")


def _both_in_one(sheet: Sheet, before: int) -> dict[str, Field[str]]:
    """主管部门及实施单位合写一栏的：写着两个的各是各的，写着一个的两项都是它。"""
    for cell in texts_above(sheet, before):
        head, said = at_colon(cell.raw)
        asked = _BOTH.fullmatch(fold(head))
        owners = [name.startswith("主管") for name in asked.groups()] if asked else []
        if sorted(owners) != [False, True]:
            continue
        field = Field(clean(said), cell) if said.strip() else text_field(next_cell(sheet, cell))
        parts = re.split(r"[\s、/;；,，]+", field.value)
        parts = parts if len(parts) == len(owners) else [field.value] * len(owners)
        keys = ("authority" if owner else "unit" for owner in owners)
        return {key: field._replace(value=part) for key, part in zip(keys, parts, strict=True)}
    return {}


# 部门整体的表，部门的名称写在这里。
_OFFICE = later(
    r"(?:被评价|预算|填报|一级)*(?:部门(?:[及和或、/]?单位|\(单位\))?|单位(?:[及和或、/]?部门|\(部门\)))"
    r"(?:名称|全称)(?:\(.*\))?|部门\(单位\)"
)
_WHOLE = later(r"(?:部门|单位).{0,4}整体|整体(?:支出|绩效)")


def is_office_label(text: str) -> bool:
    """部门名称、部门（单位）名称（盖章）：……"""
    return _OFFICE.fullmatch(fold(at_colon(text)[0])) is not None


def _of_department(
    sheet: Sheet, form: Form, before: int, fields: dict[str, Field[str]]
) -> dict[str, Field[str]]:
    """部门整体的表，部门就是它的名称，也是它的单位；写着项目名称的不是。"""
    known = [name for field in form.header if field.key == "name" for name in _names(field)]
    offices = [name for name in known if "项目" not in name and ("部门" in name or "单位" in name)]
    above = (cell for cell in texts_above(sheet, before) if is_office_label(cell.raw))
    label = next(chain(above, labels(sheet, offices, before=before)), None)
    own = None
    if label is not None:
        inline = _inline(label.raw, known)
        own = Field(inline, label) if inline else text_field(next_cell(sheet, label))
    elif any(_WHOLE.search(fold(cell.raw)) for cell in texts_above(sheet, before)[:_TITLES]):
        own = fields.get("unit") or fields.get("authority")
    if own is None or not own.value or fields.get("name", own).cell != own.cell:
        return {}
    return {"name": own, "unit": own}


_TITLES = 4  # 标题在最上面几格


def _names(field: HeaderField) -> tuple[str, ...]:
    return field.title, *field.synonyms


_EXACT = later(r"实施|项目|承担|主管")


# 单位 | 全年预算 | 执行数：是一张表的列名，不是单位叫“全年预算”。
_COLUMN_NAMES = (
    "年初预算", "年初预算数", "全年预算", "全年预算数", "调整预算", "预算数", "全年执行数",
    "执行数", "支出数", "执行率", "分值", "得分", "权重", "目标值", "指标值", "完成值", "数量",
    "金额", "合计",
)  # fmt: skip


def _value_of(
    sheet: Sheet, field: HeaderField, every: Sequence[str], before: int
) -> Field[str] | None:
    exact = [name for name in field.synonyms if _EXACT.search(name)]
    for label in (
        *labels(sheet, (field.title,), before=before),  # 填报单位、实施单位都写了的，看实施单位
        *labels(sheet, exact, before=before),  # 单位名称、项目实施单位都写了的，也是
        *labels(sheet, field.synonyms, before=before),
    ):
        inline = _inline(label.raw, every)
        if inline and not _is_money_unit(inline):
            return Field(inline, label)
        right = next_cell(sheet, label)
        if inline or _is_money_unit(right.raw):
            continue  # 单位：万元 说的是金额
        if right.kind == "text" and (
            is_one_of(right.raw, every) or is_one_of(right.raw, _COLUMN_NAMES)
        ):
            continue
        return text_field(right)
    return _in_passing(sheet, field, every, before)


def _is_money_unit(text: str) -> bool:
    return (
        re.fullmatch(r"(?:人民币)?[亿百万千]*(?:元|美元)(?:、分)?|[亿万]|%", fold(text)) is not None
    )


def _inline(text: str, every: Sequence[str]) -> str:
    """`主管部门：甲局　实施单位：乙中心` 里第一个冒号后、下一个名称前的字。"""
    _, said = at_colon(text)
    if not said:
        return ""
    names = "|".join(re.escape(name) for name in every)
    return clean(re.split(rf"[\s；;，,]+(?:{names})\s*[：:]|[；;][^；;：:\s]{{2,8}}[：:]", said)[0])


def _in_passing(
    sheet: Sheet, field: HeaderField, every: Sequence[str], before: int
) -> Field[str] | None:
    """几项写在同一格里、这一项不在最前面的。"""
    names = "|".join(re.escape(name) for name in (field.title, *field.synonyms))
    pattern = re.compile(rf"[\s；;，,](?:{names})\s*[：:]")
    for cell in texts_above(sheet, before):
        match = pattern.search(cell.raw)
        said = _inline(cell.raw[match.start() + 1 :], every) if match else ""
        if match and not _is_money_unit(said):
            return Field(said, cell)
    return None


def next_cell(sheet: Sheet, cell: Cell) -> Cell:
    """右边挨着的格：跨过本格的合并区域；右边空着而更右有字时取最近有字的格。"""
    column = _after(sheet, cell)
    near = sheet.at(cell.row, column)
    if near.kind != "blank":
        return near
    for other in sheet.row(cell.row):
        if other.column > column and sheet.area(near.row, near.column).last_column < other.column:
            short = other.kind == "text" and len(fold(other.raw)) <= 6
            labelled = short and not fold(other.raw)[:1].isdigit()  # 95% 不是名称
            return near if labelled and may_be_label(other.raw) else other
    return near


def _year(sheet: Sheet, before: int) -> Field[str] | None:
    """年度：标题或年度行里的四位年份；`（    年度）`没有填的，值为空。"""
    empty: Field[str] | None = None
    for row in sheet.filled_rows():
        if row >= before:
            break
        for cell in sheet.row(row):
            text = _digits_of(fold(cell.raw)) if len(cell.raw) < 60 else ""
            match = _YEAR.search(text) if "年度" in text or "自评表" in text else None
            match = match or _YEAR_INLINE.search(text)
            if match:
                return Field(match[1], cell)
            if "年度" in cell.number_format and re.fullmatch(r"(?:19|20)\d{2}", cell.raw):
                return Field(cell.raw, cell)  # 空白表的格式：填 2025，显示（2025年度）
            if is_year_label(text) and empty is None and not _heads_a_column(sheet, cell):
                right = next_cell(sheet, cell)
                year = re.match(
                    r"(?:19|20)\d{2}", _digits_of(fold(right.raw))
                )  # ２０２３、二〇二三
                empty = Field(year[0], right) if year else Field("", cell)
    return _titled_year(sheet, before) or empty


def _heads_a_column(sheet: Sheet, cell: Cell) -> bool:
    """年度 | 预算数 | 支出数：是一列的名称，下面一行一年。"""
    right, under = next_cell(sheet, cell), sheet.at(_below(sheet, cell), cell.column)
    yearly = re.match(r"(?:19|20)\d{2}", _digits_of(fold(under.raw))) is not None
    return is_one_of(right.raw, _COLUMN_NAMES) or (yearly and under.row > cell.row)


def _below(sheet: Sheet, cell: Cell) -> int:
    return sheet.area(cell.row, cell.column).last_row + 1


_SPELLED_YEAR = later(r"二[〇零○O0][一二三四五六七八九〇零○]{2}(?=年|$)")
_SPELLED = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


def _digits_of(text: str) -> str:
    """二〇二三年 → 2023年。"""
    return _SPELLED_YEAR.sub(lambda match: match[0].translate(_SPELLED), text)


def is_year_label(text: str) -> bool:
    """年度另写一格的，它的名称：评价年度。"""
    return _YEAR_LABEL.match(fold(text)) is not None


def is_head_label(text: str) -> bool:
    """表头里另外几种名称：年度、主管部门及实施单位。"""
    both = _BOTH.fullmatch(fold(text)) is not None
    return is_year_label(text) or both or is_office_label(text) or bool(kind_of_label(text))


def _titled_year(sheet: Sheet, before: int) -> Field[str] | None:
    """只在标题（独占一行、在各项名称以上）或工作表名里写着 `2024年` 的；日期里的年份不是。"""
    for row in sheet.filled_rows():
        cells = sheet.row(row)
        if row >= before or len(cells) > 1:
            break
        text = fold(cells[0].raw)
        alone = re.fullmatch(r"[(（]?(?:19|20)\d{2}年[)）]?", text)  # 标题下面单独一行的（2024年）
        if cells[0].kind == "text" and (alone or any(word in text for word in _TITLE_WORDS)):
            match = (
                None if _DAY.search(text) else _YEAR.search(text) or _BRACKETED_YEAR.search(text)
            )
            if match:
                return Field(match[1], cells[0])
    match = None if _DAY.search(sheet.name) else _YEAR.search(fold(sheet.name))
    return Field(match[1], Cell(sheet.name, 1, 1)) if match else None


def _after(sheet: Sheet, cell: Cell) -> int:
    """本格（或它的合并区域）右边一列。"""
    return sheet.area(cell.row, cell.column).last_column + 1
