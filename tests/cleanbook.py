"""三张表样填得全对的表，各格的写法、行列、单位随意变：`filing(代码, 随机数)` 给出画好的表。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

import cleanrows
from cleanrows import COUNTS, RATES, SOCIAL, STATES, TIMES, UNIT_COSTS, YEAR, ZERO
from cleansides import sides
from pen import SHORT, Pen, Row, half_up, plain

from perfxl.form.form import Form
from perfxl.form.load import load

GRADES = {
    "mof-2020": ((90, "优 优秀"), (80, "良 良好"), (60, "中 中等"), (0, "差 较差")),
    "gd-special-2019": ((90, "优 优秀"), (80, "良 良好"), (70, "中 中等"), (60, "低"), (0, "差")),
}
GROUPS = {
    "mof-2020": ((0, 1, 2),),
    "gd-special-2019": ((0, 1),),
    "gd-department-2022": ((0, 1, 2, 3), (4, 5)),
}
Money = tuple[Decimal, Decimal, Decimal]  # 年初、预算、执行


@dataclass
class Page:
    """正在画的一张表：指标表的各行和得分的合计。"""

    pen: Pen
    form: Form
    unit: str
    total: Money
    rows: list[list[str]] = field(default_factory=list)
    earned: Decimal = Decimal(0)
    order: tuple[str, ...] = ()  # 指标块各列的先后

    @property
    def rate(self) -> Decimal:
        return self.total[2] / self.total[1]

    def add(self, *cells: str) -> None:
        self.rows.append(list(cells))

    def title(self, text: str, names: Sequence[str]) -> str:
        return self.pen.label(self.pen.one([text, *names]))


def filing(code: str, random: Random) -> str:
    """一张填得全对的表，写成 drawn.py 的画法。"""
    pen, form = Pen(random), load(code)
    unit = pen.one(["万元", "万元", "元"])
    funds = [list(_split(pen, len(group), unit)) for group in GROUPS[code]]
    total = _sum(funds[0])
    for later in funds[1:]:  # 另一种分法：各行按同一比例分，加起来仍是总额
        share = pen.one([Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal(1)])
        later[:] = [_part(total, share), _part(total, 1 - share)]
    page = Page(pen, form, unit, total)
    _head(page)
    _funds(page, [line for lines in funds for line in lines])
    _goals(page)
    _indicators(page)
    name = pen.one([form.sheets.main, *form.sheets.aliases, "Sheet1"])
    body = "\n".join(" | ".join(row) if row else "|" for row in page.rows)
    return f"[{name}]\n{body}\n{_side(page)}"


def _split(pen: Pen, count: int, unit: str) -> Iterator[Money]:
    """几行资金：有的没有金额，执行率不低于 80%。"""
    scale = Decimal(10000) if unit == "元" else Decimal(1)
    for place in range(count):
        if place and pen.often():
            yield (Decimal(0),) * 3
            continue
        budget = half_up(Decimal(pen.number(100, 900000)) / 100) * scale
        initial = pen.one([budget, budget, budget + 10 * scale])
        percent = pen.one([100, 100, pen.number(80, 100)])
        yield initial, budget, half_up(budget * percent / 100, 4)


def _sum(lines: Sequence[Money]) -> Money:
    first, second, third = (sum(column, Decimal(0)) for column in zip(*lines, strict=True))
    return first, second, third


def _part(whole: Money, share: Decimal) -> Money:
    first, second, third = (value * share for value in whole)
    return first, second, third


def _head(page: Page) -> None:
    pen, form = page.pen, page.form
    if pen.often():
        page.add(pen.one(["附件1", "附件 1", "附件3-2"]))
    page.add(pen.label(form.title), "<", "<", "<", "<")
    if pen.often():
        page.add()
    page.add(pen.one([f"（{YEAR}年度）", f"( {YEAR} 年度 )", f"{YEAR}年度"]), "<", "<", "<", "<")
    if pen.often():
        page.add(f"金额单位：{page.unit}", "<", "<")
    values = {
        "name": "街道图书馆改造", "authority": "区文化和旅游局", "unit": "区图书馆",
        "contact": "填表岗", "date": "2024年2月28日",
    }  # fmt: skip
    for item in form.header:
        if item.key != "year":
            label = page.title(item.title, item.synonyms)
            page.add(pen.one([label, label, f"{label}："]), values[item.key], "<", "<")


def _money(pen: Pen, value: Decimal) -> str:
    text = plain(value)
    return pen.one([text, text, f"'{value:,f}", f"'{text}", f"=A1 → {text}"])


def _rate(pen: Pen, line: Money) -> str:
    if not line[1]:
        return pen.one(["—", "", "/", "-"])
    percent = line[2] / line[1] * 100
    text = f"{half_up(percent)}"
    return pen.one([f"{text}%%", f"{text}%", text, f"{half_up(percent, 1)}%", f"=A1 → {text}%%"])


def _funds(page: Page, lines: Sequence[Money]) -> None:
    pen, form = page.pen, page.form
    columns = [column for column in form.funds.column if column.key in _FUND_KEYS]
    block = f"{form.funds.title}（{page.unit}）"
    page.add(
        pen.label(block), "", *(page.title(column.title, column.synonyms) for column in columns)
    )
    for row, line in zip(form.funds.row, (page.total, *lines), strict=True):
        cells = dict(
            zip(("initial", "budget", "executed"), (_money(pen, v) for v in line), strict=True)
        )
        cells |= {"rate": _rate(pen, line), "weight": "—", "points": pen.one(["—", "", "/"])}
        if row.kind == "total" and form.funds.weight is not None:
            points = half_up(page.rate * form.funds.weight)
            cells |= {"weight": plain(form.funds.weight), "points": pen.score(points)}
        name = pen.one([row.title, row.title, f"{row.title}：", f" {row.title}"])
        page.add(pen.one(["^", "^"]), name, *(cells[column.key] for column in columns))


_FUND_KEYS = ("initial", "budget", "executed", "weight", "rate", "points")


def _goals(page: Page) -> None:
    pen, goals = page.pen, page.form.goals
    wanted = "改造旧阅览室，添置图书，全年接待读者六万人次以上"
    done = "阅览室改造完工开放，图书已上架，全年接待读者五万七千人次"
    wanted, done = wanted + _planned(page), done + _spent(page)
    left, right = pen.label(goals.goal), pen.label(goals.achievement)
    if pen.often():
        page.add(goals.title, left, "<", "<", right, "<", "<")
        page.add("^", wanted, "<", "<", done, "<", "<")
    else:
        page.add(left, wanted, "<", "<")
        page.add(right, done, "<", "<")


def _planned(page: Page) -> str:
    """目标里有的写预算、期限：与资金表、年度一致，或四舍五入，或说的不是总额。"""
    pen, (initial, budget, _) = page.pen, page.total
    return pen.one([
        "", f"，{YEAR}年12月底前完成", f"，年初预算{plain(initial)}{page.unit}",
        f"，安排资金{half_up(budget, pen.number(0, 2))}{page.unit}",
        f"，参照{YEAR - 1}年的做法，每册补助12.5元",
    ])  # fmt: skip


def _spent(page: Page) -> str:
    """完成情况里有的写支出：与执行数一致，或四舍五入，或写着相加的算式。"""
    pen, spent = page.pen, page.total[2]
    part = half_up(spent / 3)
    return pen.one([
        "", f"，全年支出{half_up(spent, pen.number(0, 2))}{page.unit}",
        f"，共支出{plain(spent)}{page.unit}（{plain(part)}+{plain(spent - part)}{page.unit}）",
        f"，支出{plain(spent)}{page.unit}，其中购书{plain(part)}{page.unit}",
        f"，支出约{half_up(spent, 0)}{page.unit}",
    ])  # fmt: skip


def _indicators(page: Page) -> None:
    pen, form = page.pen, page.form
    page.order = pen.one(_ORDERS)
    columns = {column.key: column for column in form.indicators.column}
    page.add(*(page.title(columns[key].title, columns[key].synonyms) for key in page.order))
    scored = form.indicators.scored or pen.often()
    for level1, items in _LAYOUTS[form.code](page):
        name = pen.one([level1, level1, *_printed(level1, items)]) if scored else level1
        _block(page, name, items, scored=scored)
    if not scored:
        return
    if form.funds.weight is not None:
        page.earned += half_up(page.rate * form.funds.weight)
    ladder = GRADES.get(form.code, GRADES["gd-special-2019"])
    words = next(words for low, words in ladder if page.earned >= low)
    total = pen.one(["总分", "总 分", *form.indicators.total])
    grade = pen.one(["", pen.one(words.split())])
    score = pen.one([plain(page.earned), f"=A1 → {plain(page.earned)}"])
    cells = {"weight": "100", "points": score, "reason": grade}
    page.add(total, "<", "<", *(cells.get(key, "") for key in page.order[3:]))
    page.rows += pen.one(_FEET)


_ORDERS = (
    ("level1", "level2", "name", "target", "actual", "weight", "points", "reason"),
    ("level1", "level2", "name", "target", "actual", "weight", "points", "reason"),
    ("level1", "level2", "name", "weight", "target", "actual", "points", "reason"),
    ("level1", "level2", "name", "weight", "target", "actual", "reason", "points"),
)
_FEET: tuple[list[list[str]], ...] = (
    [],
    [["注：1. 得分最高不能超过分值。", "<", "<", "<", "<", "<"]],
    [[], ["填表人：填表岗", "", "联系电话：", "", "填报日期：2024年2月28日"]],
)


def _printed(level1: str, items: Sequence[tuple[str, str, Row]]) -> list[str]:
    """一级指标里写明分值的几种写法。"""
    points = plain(sum((_weight(row) for _, _, row in items), Decimal(0)))
    return [
        f"{level1}（{points}分）", f"{level1}({points}分)", f"{level1}⏎（{points} 分）",
        f"{level1}（{points}）", f"一、{level1}",
    ]  # fmt: skip


def _weight(row: Row) -> Decimal:
    folded = row.weight.strip("'分").translate({ord("．"): "."})
    return Decimal(0) if folded in {"/", "—", ""} else Decimal(folded)


def _block(page: Page, level1: str, items: Sequence[tuple[str, str, Row]], *, scored: bool) -> None:
    """一个一级指标：一级合并、只写第一行，或行行都写；二级相同的合并。"""
    style, before = page.pen.one(["^", "", level1]), ""
    for place, (level2, name, row) in enumerate(items):
        level1_text = level1 if place == 0 else style
        level2_text = "^" if place and level2 == before and style == "^" else level2
        weight, points = (row.weight, row.points) if scored else ("", "")
        numbered = page.pen.one([name, name, f"指标{place + 1}：{name}"])
        cells = {
            "level1": level1_text,
            "level2": level2_text,
            "name": numbered,
            "target": row.target,
        }
        cells |= {"actual": row.actual, "weight": weight, "points": points, "reason": row.reason}
        page.add(*(cells[key] for key in page.order))
        page.earned += row.earned if scored else 0
        before = level2


Layout = Iterator[tuple[str, list[tuple[str, str, Row]]]]


def _quantities(pen: Pen, weights: Sequence[Decimal], level2: str) -> list[tuple[str, str, Row]]:
    """几条不重名的数量指标。"""
    rows = zip(pen.some(COUNTS, len(weights)), weights, strict=True)
    return [(level2, name, cleanrows.count(pen, weight, unit)) for (name, unit), weight in rows]


def _mof(page: Page) -> Layout:
    pen = page.pen
    money = (page.total[1], page.total[2], page.unit)
    many = pen.number(1, 4)
    weights = pen.parts(50, many + 4)
    name, unit = pen.one(UNIT_COSTS)
    cost = ("项目总成本", cleanrows.total_cost(pen, weights[-1], money))
    if pen.often():
        cost = (name, cleanrows.unit_cost(pen, weights[-1], unit))
    yield (
        "产出指标",
        [
            *_quantities(pen, weights[:many], "数量指标"),
            ("质量指标", pen.one(RATES), cleanrows.rate(pen, weights[many])),
            ("质量指标", pen.one(ZERO), cleanrows.nothing_happened(pen, weights[many + 1])),
            ("时效指标", pen.one(TIMES), cleanrows.deadline(pen, weights[many + 2])),
            ("成本指标", *cost),
        ],
    )
    weights = pen.parts(30, 3)
    yield (
        "效益指标",
        [
            ("社会效益指标", pen.one(SOCIAL), cleanrows.count(pen, weights[0], "人次")),
            ("经济效益指标", "周边商户营业收入", cleanrows.growth(pen, weights[1])),
            ("可持续影响指标", pen.one(STATES), cleanrows.state(pen, weights[2])),
            *_not_applicable(pen),
        ],
    )
    satisfied = cleanrows.rate(pen, Decimal(10))
    yield "满意度指标", [("服务对象满意度指标", "读者满意度", satisfied)]


def _not_applicable(pen: Pen) -> list[tuple[str, str, Row]]:
    """有的表留着用不上的二级指标，整行写不适用。"""
    mark = pen.one(["/", "—", ""])
    row = Row(mark, mark, mark, mark, mark, Decimal(0))
    return [("生态效益指标", pen.one(["不适用", "无", "/"]), row)] if pen.number(0, 3) == 0 else []


def _department(page: Page) -> Layout:
    pen = page.pen
    weights = pen.parts(50, 4)
    yield (
        "产出指标",
        [
            *_quantities(pen, weights[:2], "数量指标"),
            ("质量指标", pen.one(RATES), cleanrows.rate(pen, weights[2])),
            ("时效指标", pen.one(TIMES), cleanrows.deadline(pen, weights[3])),
        ],
    )
    weights = pen.parts(30, 2)
    yield (
        "效益指标",
        [
            ("社会效益指标", pen.one(SOCIAL), cleanrows.count(pen, weights[0], "人次")),
            ("可持续影响指标", pen.one(STATES), cleanrows.own(pen, weights[1])),
        ],
    )
    satisfied = cleanrows.rate(pen, Decimal(10))
    yield "满意度指标", [("服务对象满意度指标", "群众满意度", satisfied)]


def _special(page: Page) -> Layout:
    """表样规定了名称和分值的照规定，效率性、效果性自设。"""
    pen = page.pen
    for level1 in page.form.level1:
        items: list[tuple[str, str, Row]] = []
        for level2 in level1.level2:
            for level3 in level2.level3:
                row = _prescribed(page, level3.name, level3.weight or Decimal(0))
                items.append((level2.name, level3.name, row))
            if level2.name == "效率性":
                items += _quantities(pen, pen.parts(25, 4), "效率性")
            if level2.name == "效果性":
                social, satisfied = pen.parts(25, 2)
                items.append((level2.name, pen.one(SOCIAL), cleanrows.count(pen, social, "人次")))
                items.append((level2.name, "企业满意度", cleanrows.rate(pen, satisfied)))
        yield level1.name, items


def _prescribed(page: Page, name: str, weight: Decimal) -> Row:
    pen = page.pen
    if name == "资金支出率":
        percent = f"{half_up(page.rate * 100)}%"
        earned = half_up(page.rate * weight)
        reason = "" if earned == weight else pen.one(SHORT)
        return Row("100%", percent, pen.score(weight), pen.score(earned), reason, earned)
    if name == "资金到位率":
        return cleanrows.rate(pen, weight)
    return cleanrows.own(pen, weight)


_LAYOUTS = {"mof-2020": _mof, "gd-special-2019": _special, "gd-department-2022": _department}


def _side(page: Page) -> str:
    """附表：有的有，有的没有。"""
    pen = page.pen
    text = ""
    if pen.often():
        details = page.form.table_of("details") is not None
        _, budget, executed = page.total
        text += "\n" + sides(pen, budget, executed, page.unit, details=details)
    if pen.often():
        text += f"\n[校验结果]\n代码 | 单元格 | 说明\nM04 | {page.form.sheets.main}!F6 | 已核"
    return text
