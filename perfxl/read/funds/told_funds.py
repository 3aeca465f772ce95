"""名称和金额写在一格里的资金：`全年预算：3260万元　全年支出：3162元`、`预算/执行 | 260 / 252`。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, tidy
from perfxl.cells.notation import parse_quantity
from perfxl.cells.quantity import NUMBER, Quantity, fold
from perfxl.cells.units import YUAN
from perfxl.filing.model import FundLine
from perfxl.form.form import FundRow
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.funds_beside import with_points_in
from perfxl.read.funds.inline_funds import kind_of
from perfxl.read.header_labels import next_cell
from perfxl.read.heading.column_names import Names, fund_names
from perfxl.read.heading.headings import texts_above

_AMOUNTS = ("initial", "budget", "executed")
_UNITS = rf"(?:{YUAN}|%)"
_TOLD = later(
    rf"(?P<name>[^\d:;,。、()]{{2,14}}(?:\((?P<unit>{_UNITS})\))?)[:\s]\s*(?P<amount>(?:{NUMBER}){_UNITS}?)"
    rf"(?=$|[\s;,。、)])"
)
# 名称、金额之间什么也没有写的，金额自己要写着单位：年初预算1260万元，执行1221万元。
_JOINED = later(
    rf"(?:^|(?<=[\s;,，。、(]))(?P<name>[^\d:;,。、()\s]{{2,14}})(?P<amount>(?:{NUMBER}){_UNITS})"
    rf"(?=$|[\s;,。、)])"
)
_COLON = later(r"\s*:\s*")
_SHORT_LINE = 60  # 长的是目标、完成情况里的话
_PART = later(rf"(?P<name>[^\d:;,。、()]{{2,12}})[:\s]?\s*(?P<amount>(?:{NUMBER}){_UNITS}?)")
_UNIT_OF = later(rf"\(({_UNITS})\)")
_SHORT = {
    "预算": "全年预算数",
    "年初预算": "全年预算数",
    "执行": "全年执行数",
    "支出": "全年执行数",
}
# 各地叫法不一，看字：计划安排资金、中标金额、采购预算；实际拨付资金、已支付金额、项目支出金额。
_NOUN = r"(?:资金|金额|经费|合同款|款|总额|总价|价款|数|额)"
_OF = r"(?:项目|年度|财政|专项|预算|补助|资金)*"
_PAY = r"(?:支出|执行|支付|拨付|使用|付款|兑付|兑现|发放)"
_BUDGETED = later(
    rf"{_OF}(?:全年|年初|当年度?|本年度?|计划|批复|下达|采购|服务|合同|中标|成交|安排|预算|投入)+(?:{_NOUN}|预算)+"
    rf"|(?:项目|部门|单位|整体|年度|财政|专项|总|支出|经费)+预算{_NOUN}*"
    rf"|应(?:兑付|兑现|发放|发|补|付|支付)(?:{_NOUN}|服务费|费用|费)*|资金(?:安排|预算|计划|下达|批复)(?:情况)?"
)
_EXECUTED = later(
    rf"{_OF}(?:实际|累计|已|全年度?|本年度?|当年度?|年度)+(?:完成)?(?:{_PAY}|付|投入){_NOUN}*|实(?:兑付|兑现|发放|发|付|补|支)(?:{_NOUN}|服务费|费用|费)*"
    rf"|{_OF}{_PAY}{_NOUN}+|资金{_PAY}(?:情况)?|决算(?:支出|金额|数)"
)
_PLANS = later(r"预算|安排|计划|批复|下达|合同|中标|成交|采购|应")


def amount_key(names: Names, name: str) -> str:
    """一格的名称是哪一种金额：先比名称，再看字；都不是的为空。"""
    named = names.find(name)
    if named is not None:
        return named[0]
    key = bare_key_of(name)
    if _EXECUTED.fullmatch(key):
        return "executed"
    return "budget" if _BUDGETED.fullmatch(key) and _PLANS.search(key) else ""


_Told = dict[str, tuple[Cell, Field[Quantity]]]


def told_funds(sheet: Sheet, known: FormRows, before: int, unit: str) -> Iterator[FundLine]:
    """总额，和“其中：财政拨款 450；单位自有 30”里的各笔；预算数、执行数都有才算。"""
    if known.form.stage != "evaluate":
        return
    names, told = fund_names(known.form), dict[str, tuple[Cell, Field[Quantity]]]()
    for cell in texts_above(sheet, before):
        for name, amount in (*_both(sheet, cell), *_inline(cell), *_beside(sheet, cell)):
            # 没有年初一栏的表样，年初预算就是它的预算。
            key = amount_key(names, name) or amount_key(names, _SHORT.get(bare_key_of(name), name))
            if key not in {*_AMOUNTS, "rate"} or key in told:
                continue
            own = _UNIT_OF.search(fold(name))
            default = "%" if key == "rate" else own[1] if own else unit
            value = parse_quantity(amount[0], unit=default)
            if value.is_number:
                told[key] = cell, Field(value, amount[1])
    if "executed" not in told or not {"initial", "budget"} & told.keys():
        return
    yield with_points_in(_total(told), dict.fromkeys(cell for cell, _ in told.values()))
    yield from _parts(sheet, known, told, unit)


_Amount = tuple[str, Cell]


def _both(sheet: Sheet, cell: Cell) -> Iterator[tuple[str, _Amount]]:
    """预算/执行（万元） | 260 / 252.2。"""
    names, unit = bare_key_of(cell.raw).split("/"), _UNIT_OF.search(fold(cell.raw))
    value = next_cell(sheet, cell)
    amounts = fold(value.raw).split("/")
    if len(names) == len(amounts) > 1:
        for name, amount in zip(names, amounts, strict=True):
            named = _SHORT.get(name, name)
            yield f"{named}({unit[1]})" if unit else named, (amount.strip(), value)


def _inline(cell: Cell) -> Iterator[tuple[str, _Amount]]:
    """一格里的一项或几项：全年预算：3260万元　全年支出：3162.2万元。"""
    text = _COLON.sub(":", " ".join(fold(part) for part in cell.raw.split()))
    joined = list(_JOINED.finditer(text)) if len(text) <= _SHORT_LINE else []
    for match in (*_TOLD.finditer(text), *(joined if len(joined) > 1 else ())):
        yield match["name"].strip(), (match["amount"], cell)


def _beside(sheet: Sheet, cell: Cell) -> Iterator[tuple[str, _Amount]]:
    value = next_cell(sheet, cell)
    yield cell.raw, (value.raw, value)


def _total(told: _Told) -> FundLine:
    first = next(told[key][0] for key in _AMOUNTS if key in told)
    values = {key: field for key, (_, field) in told.items()}
    return FundLine(
        Field("年度资金总额", first), "total",
        values.get("initial"), values.get("budget"), values.get("executed"),
        rate=values.get("rate"),
    )  # fmt: skip


def _parts(sheet: Sheet, known: FormRows, told: _Told, unit: str) -> Iterator[FundLine]:
    """写在总额那几行里的“其中”：挨着哪种金额，就是哪一种。"""
    taken: list[FundRow] = []
    key = next((key for key in ("budget", "initial") if key in told), "budget")
    rows = {cell.row for cell, _ in told.values()}
    cells = (cell for row in sorted(rows) for cell in sheet.row(row) if cell.kind == "text")
    for cell in cells:
        text = fold(cell.raw)
        for match in _PART.finditer(text.partition("其中")[2]) if "其中" in text else ():
            name = tidy(match["name"].strip(" :"))
            own = known.fund(name, taken)
            taken += [own] if own else []
            amount = Field(parse_quantity(match["amount"], unit=unit), cell)
            kind = own.kind if own else kind_of(name)
            line = FundLine(Field(name, cell), kind, budget=amount, row=own)
            yield line if key == "budget" else FundLine(line.name, kind, initial=amount, row=own)
