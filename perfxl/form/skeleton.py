"""新表样的草稿：从现成的一张改起，常改的几处照抄在注释里，去掉行首的 # 就生效。

说明以“# ”开头，可以启用的行以“#”紧接着键名开头。
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from perfxl.cells.quantity import plain
from perfxl.form.form import Form, Level1, Level2, Level3
from perfxl.form.scoring import LIMITS


def skeleton(code: str, parent: Form, today: date) -> str:
    """草稿的文字：原样就能装载，与 `parent` 只差代码、标题、机关和一条待填的出处。"""
    parts = (
        _head(code, parent, today),
        _source(today),
        _look(parent),
        _funds(parent),
        _level1(parent),
        _columns(parent),
        _scoring(parent),
        _grades(parent),
        _limits(parent),
        _caps(),
        _checks(),
    )
    return "\n".join(line for part in parts for line in (*part, ""))


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _year(code: str, today: date) -> int:
    """代码末尾写着年份的照它（某市-项目-2025），没有的是今年。"""
    match = re.search(r"(?:19|20)\d{2}$", code)
    return int(match[0]) if match else today.year


def _head(code: str, parent: Form, today: date) -> Iterator[str]:
    yield f"# 从 {parent.code}（{parent.title}）改起：没有写的，都与它相同。"
    yield "# 常改的几处照抄在下面；要改哪一组，去掉从 [[…]] 起到 source 为止各行行首的 #，再改数。"
    yield "# 各部分的意思见 docs/表样.md。改好以后："
    yield f"#   perfxl forms show {code} --forms 本文件夹   每个数出自哪里"
    yield f"#   perfxl new {code} --forms 本文件夹          画空白表"
    yield ""
    yield f"code = {_text(code)}"
    yield f"extends = {_text(parent.code)}"
    yield "# 标题里写上地名：一样的标题分不清是哪一张，会认成原来那一张。"
    yield f"title = {_text(_local(parent.title))}"
    yield f"keywords = [{_text(_local(parent.title))}]"
    yield 'authority = "某地财政局"'
    yield f"year = {_year(code, today)}"
    yield f"#money_unit = {_text(parent.money_unit)}"


def _local(title: str) -> str:
    return f"某地{title}"


def _source(today: date) -> Iterator[str]:
    yield "# 出处：下面改过的每个数都要指到它。对过原文才把 verified 写成 true。"
    yield "[[source]]"
    yield 'id = "local"'
    yield 'number = "（文号）"'
    yield 'title = "（文件标题）"'
    yield f"#date = {today.isoformat()}  # 印发日期"
    yield f"checked = {today.isoformat()}"
    yield "verified = false"
    yield '#seen = ["（哪个单位哪一年的自评表）"]  # 填报表上见过这些数的，一份一项'


def _look(parent: Form) -> Iterator[str]:
    yield "# 印在空白表最上面的标题。"
    yield "[look]"
    yield f"title = {_text(_local(parent.look.title))}"


def _group(table: str, **values: str | Decimal | None) -> Iterator[str]:
    """可以启用的一组：`table` 一行，各键一行；没有值的键不写。"""
    yield f"#{table}"
    for key, value in values.items():
        if value is not None:
            yield f"#{key} = {_text(value) if isinstance(value, str) else plain(value)}"


def _funds(parent: Form) -> Iterator[str]:
    yield "# 资金：执行率的分值（不单独计分的没有 weight）。"
    yield "# rate_over：执行率除以全年（budget）还是年初（initial）预算数。"
    funds = parent.funds
    yield from _group("[funds]", source="local", weight=funds.weight, rate_over=funds.rate_over)


def _level1(parent: Form) -> Iterator[str]:
    yield "# 分值：各一级指标加上执行率，合计应等于总分值。"
    yield "# 不要的一级指标，在 name 下面写 drop = true；新加的，照样子另写一组。"
    for level1 in parent.level1:
        yield from _row("[[level1]]", level1)
        for level2 in level1.level2:
            weighed = [level3 for level3 in level2.level3 if level3.weight is not None]
            if level2.weight is None and not weighed:
                continue
            yield from _row("[[level1.level2]]", level2)
            for level3 in weighed:
                yield from _row("[[level1.level2.level3]]", level3)


def _row(table: str, level: Level1 | Level2 | Level3) -> Iterator[str]:
    return _group(table, name=level.name, weight=level.weight, source="local")


def _columns(parent: Form) -> Iterator[str]:
    yield "# 各列印着的名称；各地别的叫法写进 synonyms（写了就整组换掉）。"
    for column in parent.indicators.column:
        if column.drawn and not column.reserved:
            yield from _group("[[indicators.column]]", key=column.key, title=column.title)


def _scoring(parent: Form) -> Iterator[str]:
    yield "# 计分方法：名称见 docs/表样.md；反向指标常用 reverse_ratio 或 reverse_linear。"
    yield from _group("[scoring]", source="local")
    yield from _group("[scoring.methods]", **parent.scoring.methods)
    for band in parent.scoring.band:
        yield from _group("[[scoring.band]]", name=band.name, low=band.low, high=band.high)


def _grades(parent: Form) -> Iterator[str]:
    yield "# 等级：总分不低于 low 分。要加、减一级，第一行下面写 replace = true，把各级写全。"
    for grade in parent.grade:
        yield from _group("[[grade]]", name=grade.name, low=grade.low, source="local")


def _limits(parent: Form) -> Iterator[str]:
    yield "# 界线。"
    for limit in parent.limit:
        words = LIMITS[limit.key]
        example = f"（{plain(limit.value)} 即 {plain(limit.value * 100)}%）"
        yield f"# {words.means}{example if words.unit == '%' else ''}"
        yield from _group("[[limit]]", key=limit.key, value=limit.value, source="local")


def _caps() -> Iterator[str]:
    yield "# 封顶和扣分：有文件规定的才启用，没有的整段删去；数是示例。"
    yield "# 执行率低于 80% 的，总分不高于 89 分："
    yield "#[[cap]]"
    yield '#name = "执行率低于80%"'
    yield "#execution_below = 0.8"
    yield "#points = 89"
    yield '#source = "local"'
    yield "# 没有填报成本指标的，成本指标不高于 5 分："
    yield "#[[cap]]"
    yield '#name = "没有填报成本指标"'
    yield '#of = "成本指标"'
    yield "#points = 5"
    yield '#source = "local"'
    yield "# 完成值高出指标值 30% 及以上的，该指标减 2 分："
    yield "#[[deduction]]"
    yield '#name = "偏离30%"'
    yield "#line = 0.3"
    yield "#points = 2"
    yield '#source = "local"'


def _checks() -> Iterator[str]:
    yield "# 某条校验换级别：error、verify、warning、info，不用写 off。例：超过界线不说明是错误。"
    yield from _group("[[check]]", code="V02", level="error", source="local")
