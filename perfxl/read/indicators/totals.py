"""不在总分行里的总分与等级：写在标题、表头里的 `自评总分：95`、`项目总得分99分`。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from perfxl.cells.boxes import ticked_option
from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import PRINTED_POINTS, bare_key_of, is_one_of, key_of
from perfxl.cells.notation import parse_quantity, read_quantity
from perfxl.cells.quantity import Quantity, fold
from perfxl.filing.verdict import LETTERS
from perfxl.form.form import Form
from perfxl.form.scoring import Grade
from perfxl.read.header_labels import next_cell
from perfxl.read.heading.headings import Heading

_TOTAL = later(
    r"(?:自评总?得?分|项目总得分|总得分|综合得分)(?:\(分\))?[:为]?(\d+(?:\.\d+)?)分?"
    r"(?![\d.%]|分?(?:\(?(?:及|含)?\)?以[上下]|[至~—-]|\(含))"
)
_TOTAL_LABEL = later(
    r"(?:(?:绩效|项目)?(?:自评|评价)(?:总?得分|总分|得分合计)|(?:绩效|项目)?总得分|(?:绩效|项目|自评)?总评分|(?:合计|综合|最终|最后)得分|得分合计"
    r"|(?:自评|最后|最终)?得分=.{0,12}扣分.{0,6}?)"
    r"(?:\((?:分|大写|小写|百分制|满分\d+分?)\))?[:=]?"
)
_LONGEST = 60
_LEVELS = (
    r"(?:产出|效益|效果|满意度|成本|投入|过程|管理|决策|数量|质量|时效|(?:经济|社会|生态)(?:效益)?|可持续影响|"
    r"服务对象满意度|[一二]级)(?:类|方面)?(?:指标)?"
)
_SUBTOTAL = later(
    rf"(?:小计|分项合计)$|^{_LEVELS}(?:自评)?(?:得分|分值)?(?:合计|总计)$|"
    r"^(?:各项)?(?:绩效)?指标(?:自评)?(?:得分|分值)(?:合计)?$"
)
_GRADE = later(r"(?:总评|(?:自评|评价)?(?:等级|等次|结论))[:为](\w+)")
_GRADE_LABEL = later(
    r"(?:总评|(?:综合|总体|项目)?(?:自评|评价|评定)?(?:等级|等次|档次)|(?:综合|总体)(?:评价|评定|结论)"
    r"|(?:自评|评价)结论):?"
)


_LETTERED = 4  # A、B、C、D 对着优、良、中、差


@lru_cache(maxsize=8192)
def is_total_label(text: str) -> bool:
    """写的是总分的名称：绩效自评总分、自评总得分。"""
    return _TOTAL_LABEL.fullmatch(fold(text)) is not None


_NUMBERED = later(
    r"^\s*(?:[一二三四五六七八九十]{1,2}[、.．]|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}、)\s*"
)
# 末行这样写的是总分
_LAST_SCORE = later(r"(?:自评|最后|最终|累计|总计|共计)得分:?|共计(?:\(分\))?:?|合计总分:?")


# 名称和总分写在一格里：总分：99.81分、总得分99.81、合计：98分（优）、总分：98分 自评等级：优
_INSIDE = later(
    r"(?:(?:自评|项目|绩效|综合)*总得?分[:=为]?|(?:合计|总计)(?:得分)?[:=为])(\d{1,3}(?:\.\d+)?)分?"
    r"(?:\((\w{1,3})\)|[,;]?(?:自评|评价|评定|综合)*(?:等级|等次|档次|结论)[:为]?(\w{1,3}))?"
)


@lru_cache(maxsize=8192)
def is_total_name(text: str, names: tuple[str, ...]) -> bool:
    """写的是总分行的名称；`names` 是表样的叫法。后面印着分值的（合计（100分））也是。"""
    text = _NUMBERED.sub("", text)  # 三、合计
    plain = PRINTED_POINTS.sub("", text)
    said = fold(text)
    told = is_total_label(text) or any(each.fullmatch(said) for each in (_LAST_SCORE, _INSIDE))
    return told or is_one_of(text, names) or is_one_of(plain, names)


_LOST_LABEL = later(r"(?:各项|自评)?(?:扣分|扣减分数)(?:合计|总计|总分)|(?:合计|共计?|总)扣分?:?")


@lru_cache(maxsize=8192)
def is_lost_total(text: str) -> bool:
    """写的是扣分合计。"""
    return _LOST_LABEL.fullmatch(fold(text)) is not None


def is_label(text: str) -> bool:
    """写的是总分、扣分合计或等级的名称。"""
    return is_total_label(text) or is_lost_total(text) or is_grade_label(text)


@lru_cache(maxsize=8192)
def is_subtotal(text: str) -> bool:
    """小计、分项合计、指标得分小计：上面几行加起来的，不是一条指标。"""
    return any(_SUBTOTAL.search(key) for key in (key_of(text), bare_key_of(text)))


_PLAIN_SUBTOTAL = later(r"(?:各项)?(?:绩效)?(?:指标)?(?:自评)?(?:得分)?(?:小计|分项合计|合计)")


def is_plain_subtotal(text: str) -> bool:
    """只写“小计”“指标小计”“分项合计”，没有说是哪一类的。"""
    return _PLAIN_SUBTOTAL.fullmatch(bare_key_of(text)) is not None


def read_score(cell: Cell) -> Quantity:
    """总分一格的数；大写的没有写“分”字（九十九点五）也是。"""
    own = read_quantity(cell)
    spelled = parse_quantity(f"{cell.raw}分") if own.kind == "text" else own
    return spelled if spelled.is_number else own


class Totals(NamedTuple):
    """总分行的分值、得分、复核得分，和填报人写的等级。"""

    weight: Field[Quantity] | None = None
    points: Field[Quantity] | None = None
    grade: Field[Quantity] | None = None
    recheck: Field[Quantity] | None = None
    lost: Field[Quantity] | None = None  # 扣分合计
    told: tuple[Field[Quantity], ...] = ()  # 另写在别处的总分、等级


def complete(sheet: Sheet, form: Form, row: Totals, last: int, block: range) -> Totals:
    """总分行里没有的，到表的其他地方找（不过第 `last` 行）；找不到的仍然没有。

    `block` 是指标各行，那里面没有总分。另写着的总分、等级也记下，好与总分行的比。
    """
    words = grade_words(form)
    rows = [each for each in sheet.filled_rows() if each <= last and each not in block]
    totals = list(_each(sheet, rows, _TOTAL, _TOTAL_LABEL))
    grades = list(_each(sheet, rows, _GRADE, _GRADE_LABEL, words))
    points, grade = row.points or next(iter(totals), None), row.grade or next(iter(grades), None)
    known = {field.cell.local for field in (points, grade) if field is not None}
    own = {field.cell.row for field in (row.weight, row.points) if field is not None}  # 总分行
    told = [
        field
        for field in (*totals, *grades)
        if field.cell.local not in known and field.cell.row not in own
    ]
    return row._replace(
        points=points, grade=grade, told=tuple(_in_form(field, form) for field in told)
    )


def grade_words(form: Form) -> list[str]:
    """整份评的等级有哪些写法：表样的名称、叫法，A、B、C、D。"""
    names = (word for grade in form.grade for word in (grade.name, *grade.synonyms))
    return [*names, *LETTERS] if form.grade else []


def grade_called(word: str, form: Form) -> Grade | None:
    """表样的哪一等；写 A、B、C、D 的，等数一样多才照次序对。"""
    ladder = sorted(form.grade, key=lambda grade: grade.low, reverse=True)
    key = key_of(word)
    named = (grade for grade in ladder if key in map(key_of, (grade.name, *grade.synonyms)))
    own = next(named, None)
    if own is None and key in LETTERS[: len(ladder)] and len(ladder) == _LETTERED:
        return ladder[LETTERS.index(key)]
    return own


def total_beside(sheet: Sheet, row: int, heading: Heading, form: Form) -> Field[Quantity] | None:
    """总分挨着它的名称写、不在得分一栏的：自评总分 | 99.5 | 自评等级 | 优。"""
    column = heading.columns.get("points")
    if column is None:
        return None
    own = sheet.at(row, column)
    alone = own.kind == "blank" or own.column != column  # 总分 | 99.5，盖过了得分一栏
    names = form.indicators.total if alone else ()
    cells = sheet.row(row)
    labels = (cell for cell in cells if is_total_label(cell.raw) or is_one_of(cell.raw, names))
    label = next(labels, None)
    if label is None:
        return None
    cell = sheet.at(row, sheet.area(row, label.column).last_column + 1)
    keys = {"weight", "points", "recheck_points"} & heading.columns.keys()
    value = read_score(cell)
    apart = cell.column not in {heading.columns[key] for key in keys}
    # 从分值盖到得分、名称说是得分的：写的是得分。
    over = cell.column < column <= sheet.area(row, cell.column).last_column
    apart = apart or (over and "分" in label.raw and "分值" not in label.raw)
    return Field(value, cell) if value.is_number and apart else None


def totals_inside(cells: Sequence[Cell], form: Form) -> Totals | None:
    """名称和总分写在一格里的；只写满分（总分：100分）的，是分值还是得分，看不出。"""
    for cell in cells:
        match = _INSIDE.fullmatch(fold(cell.raw)) if cell.kind == "text" else None
        points = None if match is None else parse_quantity(match[1])
        if match is None or points is None:
            continue
        told = match[2] or match[3]
        grade = told if told in grade_words(form) else ""
        if points.value == form.indicators.weight and not grade:
            continue
        said = Field(parse_quantity(grade), cell) if grade else None
        return Totals(None, Field(points, cell), said)
    return None


def grade_in(cells: Sequence[Cell], form: Form) -> Field[Quantity] | None:
    """一行里写着的等级；后面可以括着分数段：优（90—100分）。"""
    words = grade_words(form)
    for cell in cells:
        text = fold(cell.raw)
        plain, behind = _BRACKETED.sub("", text), _SCORED.fullmatch(text)
        if text in words:
            return Field(read_quantity(cell), cell)
        said = behind[1] if behind else plain
        if said in words:
            return Field(parse_quantity(said), cell)
    return None


_BRACKETED = later(r"\(.*\)$")
_SCORED = later(r"\d+(?:\.\d+)?分?\((\w+)\)")  # 98.5（优）


def grade_row(grade: Field[Quantity] | None, form: Form) -> Grade | None:
    """填的等级是表样的哪一等。"""
    return None if grade is None else grade_called(grade.value.text or grade.value.raw, form)


def is_grade_label(text: str) -> bool:
    """写的是整份评的等级的名称：总评、自评等级。"""
    return _GRADE_LABEL.fullmatch(fold(text)) is not None


def _in_form(field: Field[Quantity], form: Form) -> Field[Quantity]:
    """另写着的等级照表样的名称：优秀就是优。"""
    said = field.value.text or field.value.raw
    own = grade_called(said, form) if field.value.value is None else None
    name = None if own is None else own.name
    return field if name is None else Field(replace(field.value, text=name), field.cell)


def told_total(sheet: Sheet, last: int) -> Field[Quantity] | None:
    """总分行以外写着的总分：自评得分＝100－扣分合计＝99.1。"""
    rows = [row for row in sheet.filled_rows() if row <= last]
    return next(_each(sheet, rows, _TOTAL, _TOTAL_LABEL), None)


def _each(
    sheet: Sheet,
    rows: Sequence[int],
    inline: re.Pattern[str],
    label: re.Pattern[str],
    words: Sequence[str] = (),
) -> Iterator[Field[Quantity]]:
    """`words` 不空时只认这些字（等级），空着时只认数（总分）。"""
    cells = (cell for row in rows for cell in sheet.row(row))
    for cell in (each for each in cells if each.kind == "text" and len(each.raw) <= _LONGEST):
        text = fold(cell.raw)
        said = (each for each in inline.finditer(text) if not words or each[1] in words)
        match = next(said, None)
        if match:
            yield Field(parse_quantity(match[1]), cell)
            continue
        beside = _beside(sheet, cell) if label.fullmatch(text) else None
        ticked = ticked_option((beside or cell).raw) if words and label.match(text) else ""
        if ticked in words:
            yield Field(parse_quantity(ticked), beside or cell)
        elif beside is not None and _fits(beside, words):
            yield Field(read_score(beside), beside)


def _beside(sheet: Sheet, cell: Cell) -> Cell | None:
    right = next_cell(sheet, cell)
    return None if right.kind == "blank" else right


def _fits(cell: Cell, words: Sequence[str]) -> bool:
    return key_of(cell.raw) in words if words else read_score(cell).is_number
