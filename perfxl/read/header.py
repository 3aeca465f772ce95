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
from perfxl.read.header_labels import (
    COLUMN_NAMES,
    is_itself,
    is_office,
    kind_of_label,
    labelled,
    may_be_label,
    may_be_said,
    next_cell,
    said_cell,
)
from perfxl.read.heading.headings import labels, texts_above
from perfxl.read.money_unit import is_money_unit
from perfxl.read.title_name import name_in_title
from perfxl.read.year import is_year_label, read_year, year_again


def text_field(cell: Cell) -> Field[str]:
    """一格文字；不适用的记号（—、/）照原样留着，由用的人判断。"""
    return Field("" if cell.kind == "error" else clean(cell.raw), cell)


def read_header(sheet: Sheet, form: Form, before: int) -> dict[str, Field[str]]:
    """表头各项：字段名 → 值。表里没有这一项的不在其中；有而空着的值为空。"""
    found = _read_header(sheet, form, before)
    return {key: each._replace(value=_SEALED.sub("", each.value)) for key, each in found.items()}


def _read_header(sheet: Sheet, form: Form, before: int) -> dict[str, Field[str]]:
    every = [name for field in form.header for name in (field.title, *field.synonyms)]
    fields: dict[str, Field[str]] = {}
    for field in form.header:
        value = (
            read_year(sheet, before)
            if field.key == "year"
            else _value_of(sheet, field, every, before)
        )
        if value is not None:
            fields[field.key] = value
    fields = (
        _plain_name(sheet, before)
        | _plain_unit(sheet, before)
        | _by_ending(sheet, form, before, fields)
        | fields
    )
    again = year_again(sheet, before, fields.get("year"))
    fields |= {"year_again": again} if again else {}
    asked = {field.key for field in form.header} & {"authority", "unit"}
    if len(asked) > len(asked & fields.keys()):
        fields = _both_in_one(sheet, before) | fields
    if form.stage != "evaluate":
        return fields
    if "name" not in fields and "部门" not in form.title:
        titled = name_in_title(sheet, before)
        fields |= {"name": titled} if titled else {}
    return _of_department(sheet, form, before, fields) | fields


def _plain_name(sheet: Sheet, before: int) -> dict[str, Field[str]]:
    """名称的格只写“项目”两个字的，右边写着的就是项目名称；一行里有数的是别的一块的列名。"""
    for cell in texts_above(sheet, before):
        head, said = at_colon(cell.raw)
        if fold(head) not in _PLAIN:
            continue
        value = cell if said.strip() else next_cell(sheet, cell)
        text = clean(said) if said.strip() else text_field(value).value
        numbers = any(other.kind == "number" for other in sheet.row(cell.row))
        named = value.kind == "text" and len(text) >= _LEAST_NAME and not may_be_label(text)
        if named and not numbers and not is_one_of(text, COLUMN_NAMES):
            return {"name": Field(text, value)}
    return {}


def _plain_unit(sheet: Sheet, before: int) -> dict[str, Field[str]]:
    """只写“单位：某某局”的，冒号后面是一家单位就是填表的单位；单位：万元 说的是金额。"""
    for cell in texts_above(sheet, before):
        head, said = at_colon(cell.raw)
        said = _SEAL.sub("", clean(said))
        if fold(head) == "单位" and is_office(said):
            return {"unit": Field(said, cell)}
    return {}


_SEALED = later(r"\s*[(（](?:加?盖章|公章|签章|章)[)）]$")  # 某某局（盖章）
_SEAL = later(r"^[(（](?:盖章|公章|签章|章)[)）]\s*")  # 单位：（盖章）某某局
_PLAIN = frozenset({"项目", "项目名", "自评项目", "评价项目"})
_LEAST_NAME = 4


def _by_ending(
    sheet: Sheet, form: Form, before: int, fields: dict[str, Field[str]]
) -> dict[str, Field[str]]:
    """没有照列出的叫法写的，看名称的末几个字：学校名称、归口管理部门；标题里有名称的不找名称。"""
    known = {key: field.cell for key, field in fields.items()}
    asked = {field.key for field in form.header} - known.keys()
    found: dict[str, Field[str]] = {}
    sure = False
    every = [name for field in form.header for name in _names(field)]
    named = list(labelled(sheet, form, before, known)) if form.stage == "evaluate" else []
    named.sort(key=lambda pair: "实施" not in pair[1].raw)  # 实施机构在先
    for key, label in named:
        head, said = (part.strip() for part in at_colon(label.raw))
        cell = label if said else said_cell(sheet, label)
        if cell is None or (
            is_one_of(head, every) and (not is_itself(head) or cell in known.values())
        ):
            continue  # 列出的叫法，上面已经看过；部门（单位）、主管部门都写了的，前一个是单位
        value = clean(said) if said else text_field(cell).value
        told = bool(said) or may_be_said(cell)
        if key in asked and key not in found and told and not is_money_unit(value):
            found[key] = Field(value, cell)
            sure = sure or (key == "name" and _SURE_NAME.search(head) is not None)
    if "name" in found and not sure and name_in_title(sheet, before) is not None:
        del found["name"]
    return found


_SURE_NAME = later(r"项目|专项|资金|转移支付|政策")  # 写明是项目的名称，标题里的就不是
_WHO = r"(?:主管|实施|承担|执行|使用)(?:部门|单位)"
_BOTH = later(rf"(?:项目)?({_WHO})(?:及|和|与|暨|、|/|\()(?:项目)?({_WHO}|(?<!\()单位)\)?:?")


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


def _value_of(
    sheet: Sheet, field: HeaderField, every: Sequence[str], before: int
) -> Field[str] | None:
    exact = [name for name in field.synonyms if _EXACT.search(name)]
    blank: Field[str] | None = None  # 主管部门（盖章）：空着，下面又有一栏写着的，取写着的
    for label in (
        *labels(sheet, (field.title,), before=before),  # 填报单位、实施单位都写了的，看实施单位
        *labels(sheet, exact, before=before),  # 单位名称、项目实施单位都写了的，也是
        *labels(sheet, field.synonyms, before=before),
    ):
        inline = _inline(label.raw, every)
        if inline and not is_money_unit(inline):
            return Field(inline, label)
        right = said_cell(sheet, label)
        if inline or right is None or is_money_unit(right.raw):
            continue  # 单位：万元 说的是金额
        if right.kind == "text" and (
            is_one_of(right.raw, every) or is_one_of(right.raw, COLUMN_NAMES)
        ):
            continue
        if right.kind != "blank":
            return text_field(right)
        blank = blank or text_field(right)
    said = _in_passing(sheet, field, every, before) or blank
    return said or _spaced(sheet, field, every, before)


def _inline(text: str, every: Sequence[str]) -> str:
    """`主管部门：甲局　实施单位：乙中心` 里第一个冒号后、下一个名称前的字。"""
    _, said = at_colon(text)
    if not said:
        return ""
    names = "|".join(re.escape(name) for name in every)
    own = re.split(rf"[\s；;，,]+(?:{names})\s*[：:]|[；;][^；;：:\s]{{2,8}}[：:]", said)[0]
    return _SEAL.sub("", clean(_SIGNED.split(own)[0]))


# 后面跟着签字的地方：甲图书馆　主要领导签字：
_SIGNED = later(
    r"[\s；;，,]+[\u4e00-\u9fff]{0,6}(?:签字|签章|签名|盖章|领导|负责人|联系人|经办人|填报人|填表人|电话|日期)"
    r"(?:[（(][^（）()]{1,6}[）)])?\s*[：:]"
)


def _in_passing(
    sheet: Sheet, field: HeaderField, every: Sequence[str], before: int
) -> Field[str] | None:
    """几项写在同一格里、这一项不在最前面的。"""
    names = "|".join(re.escape(name) for name in (field.title, *field.synonyms))
    pattern = re.compile(rf"[\s；;，,](?:{names})\s*[：:]")
    for cell in texts_above(sheet, before):
        match = pattern.search(cell.raw)
        said = _inline(cell.raw[match.start() + 1 :], every) if match else ""
        if match and not is_money_unit(said):
            return Field(said, cell)
    return None


def _spaced(
    sheet: Sheet, field: HeaderField, every: Sequence[str], before: int
) -> Field[str] | None:
    """名称和内容写在一格里、只隔着空格的：`项目名称　　森林防火专项`。"""
    names = "|".join(re.escape(name) for name in (field.title, *field.synonyms))
    pattern = re.compile(rf"\s*(?:{names})[ \u3000\xa0]{{2,}}(\S[^：:\n]*)")
    for cell in texts_above(sheet, before):
        match = pattern.fullmatch(cell.raw)
        if match and not is_one_of(match[1], every) and not is_one_of(match[1], COLUMN_NAMES):
            return Field(clean(match[1]), cell)
    return None


def is_head_label(text: str) -> bool:
    """表头里另外几种名称：年度、主管部门及实施单位。"""
    both = _BOTH.fullmatch(fold(text)) is not None
    both = both or fold(at_colon(text)[0]) in _PLAIN
    return is_year_label(text) or both or is_office_label(text) or bool(kind_of_label(text))
