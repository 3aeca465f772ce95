"""表头各项没有列出的叫法：学校名称、补贴企业、归口管理部门、险种名称，看名称的末几个字认。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, bare_key_of, is_one_of
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import fold
from perfxl.form.form import Form
from perfxl.read.heading.headings import texts_above

_LEVEL = r"(?:中央|国家|[省市县区州镇乡]{1,2}|本)?级?"
_OWNER = later(
    rf"{_LEVEL}(?:项目|预算|资金|行业|业务|归口|上级|财务)*(?:主管|归口|监管|管理|业务|行业|上级|牵头)"
    r"(?:主管|管理|监管|业务|预算)?(?:部门|单位|机关|局|厅|委)(?:名称|全称)?"
)
_WHOSE = (
    rf"{_LEVEL}(?:项目|预算|资金|基层|实施|承担|承办|责任|组织|建设|使用|用款|执行|管护|运营|经办|报送|填表|填报|"
    r"作业|申请|获补|受补|申报|受益|补贴|补助|奖补|扶持|收款|实际|具体|所属|基金|服务)"
)
_WHO = r"(?:单位|学校|院校|高校|医院|企业|公司|机构|园所|幼儿园|主体|乡镇|街道|中心|站所)"
_PLACE = r"(?:馆|院|校|所|站|场|中心|园|社)"  # 博物馆名称、敬老院名称
_OFFICE = later(rf"{_WHOSE}+{_WHO}(?:名称|全称)?|{_WHO}(?:名称|全称)|.{{0,5}}{_PLACE}名称")
_NAME = later(r"[\u4e00-\u9fff、/]{2,8}名称|[\u4e00-\u9fff]{0,4}(?:险种|课题)")
_NOT_NAME = later(
    r"任务|指标|单位|部门|债券|银行|账户|科目|产品|设备|文件|附件|材料|来源|明细|表|功能|经济"
)
_NOT_OFFICE = later(
    r"委托|承接|供应|中标|监理|设计|施工|评价|第三方|审计|金额|计量|度量|资金单位|货币"
)
# 右边的格也是一个名称的，不是它的内容。
_LABEL = later(
    r".{0,6}(?:名称|编码|代码|内容|数|金额|依据|日期|时间|标准|情况|部门|单位|人|方式|类别|性质|类型|年度)"
)
# 部门（单位）、被考核单位：说的是填这张表的单位自己。
_ITSELF = later(
    r"(?:填报|预算|项目)?(?:部门\(单位\)|单位\(部门\))(?:名称)?(?:\(盖?章\))?|"
    r"被?(?:考核|评价|检查|抽查|评审|监督|绩效评价)(?:对象|单位)(?:名称)?|自评单位(?:名称)?"
)
_KINDS = (("authority", _OWNER), ("unit", _OFFICE), ("name", _NAME))
_LONGEST = 14


# 单位 | 全年预算 | 执行数：是一张表的列名，不是单位叫“全年预算”。
COLUMN_NAMES = (
    "年初预算", "年初预算数", "全年预算", "全年预算数", "调整预算", "预算数", "全年执行数",
    "执行数", "支出数", "执行率", "分值", "得分", "权重", "目标值", "指标值", "完成值", "数量",
    "金额", "合计",
)  # fmt: skip


def is_itself(head: str) -> bool:
    """部门（单位）、被考核单位：填表的单位自己。"""
    return _ITSELF.fullmatch(fold(head)) is not None


def kind_of_label(text: str) -> str:
    """末几个字说的是表头的哪一项：name、authority、unit；都不是的为空。"""
    head = at_colon(text)[0]
    plain = bare_key_of(head)
    if _REAL.fullmatch(plain):
        return ""  # 县服务中心、县财务管理局：真有这么一家
    if is_itself(head):
        return "unit"
    if len(plain) > _LONGEST or _NOT_OFFICE.search(plain):
        return ""
    kind = next((key for key, words in _KINDS if words.fullmatch(plain)), "")
    return "" if kind == "name" and _NOT_NAME.search(plain) else kind


def labelled(
    sheet: Sheet, form: Form, before: int, known: Mapping[str, Cell]
) -> Iterator[tuple[str, Cell]]:
    """表上这样写的名称：是哪一项，名称的格。`known` 是照列出的叫法已经认得的各项的格。"""
    taken = set(known.values())
    asides = {*form.words.aside}
    for cell in texts_above(sheet, before):
        kind = kind_of_label(cell.raw)
        if not kind or kind in known or cell in taken or is_one_of(at_colon(cell.raw)[0], asides):
            continue
        left = [near for near in sheet.row(cell.row) if near.column < cell.column]
        beside = left[-1] if left and not at_colon(left[-1].raw)[1].strip() else None
        if beside is not None and kind_of_label(beside.raw) and beside not in taken:
            taken.add(cell)  # 它是左边那个名称的内容
            continue
        yield kind, cell


def may_be_said(cell: Cell) -> bool:
    """像内容：写着字，不是数，也不是另一个名称。"""
    plain = fold(cell.raw)
    return (
        cell.kind == "text"
        and not read_quantity(cell).is_number
        and _LABEL.fullmatch(plain) is None
        and not kind_of_label(plain)
    )


_AN_OFFICE = later(
    r"[\u4e00-\u9fff]+(?:局|厅|委|办|院|校|所|站|中心|公司|厂|场|馆|社|会|处|队|学院|大学|中学|小学|政府|乡|镇|街道|村)"
)


def is_office(text: str) -> bool:
    """写的是一家单位：县民政局、某某学院。"""
    return _AN_OFFICE.fullmatch(fold(text)) is not None


# 名称前面写着地方的，是一家单位；市主管局、县承办学校说的还是哪一类。
_REAL = later(
    r"[\u4e00-\u9fff]{0,6}[省市县区州镇乡](?!级)(?!.*(?:主管|归口|牵头|监管|业务|实施|承[办担]|责任|组织|使用|用款|执行|"
    r"[获受]补|受益|补[贴助]|所属|填[表报]|名称)).+(?:局|厅|委|院|校|所|站|中心|公司|厂|馆|社|处|队)"
)

_ENDS = later(
    r"(?:名称|编码|代码|部门|单位|主体|机构|科室|年度|年份|日期|时间|期限|类别|类型|属性|性质|级次|数|额|率|值|分|权重|"
    r"目标|指标|情况|完成|实际|实现|达成|预期|预设|年初|内容|人|电话|方式|地址|地点|依据|标准|等级|等次|档次|备注|说明|"
    r"原因|措施|问题|金额|资金|预算|支出|执行|其中|合计)$"
)
_BRACKETED = later(r"\([^()]*\)$")


def may_be_label(text: str) -> bool:
    """几个字的一格像名称（主管部门、执行率），不像内容（县民政局、设备更新）。"""
    plain = fold(text)
    core = _BRACKETED.sub("", plain)  # 县农业农村局（本级）、农村公路（二期）：括号前面的说了算
    ended = plain.endswith(":") or not core or _ENDS.search(core) is not None
    return bool(kind_of_label(plain)) or (ended and _AN_OFFICE.fullmatch(core) is None)


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


def _after(sheet: Sheet, cell: Cell) -> int:
    """本格（或它的合并区域）右边一列；拆开了合并、名称重写一遍的，也跨过去。"""
    column = sheet.area(cell.row, cell.column).last_column + 1
    while cell.kind == "text" and sheet.at(cell.row, column).raw == cell.raw:
        column = sheet.area(cell.row, column).last_column + 1
    return column


_LEAST_HEADS = 2


def said_cell(sheet: Sheet, label: Cell) -> Cell | None:
    """内容的格：右边的；一行写的都是名称的（项目名称 | 主管部门 | 实施单位），是下面的。

    下面是清单（写着金额的、不止一行的），右边的也是名称，都不是内容的为 None。
    """
    row = sheet.row(label.row)
    kinds = set(filter(None, (kind_of_label(cell.raw) for cell in row)))
    columns = [cell.column for cell in row]
    after = [sheet.area(cell.row, cell.column).last_column + 1 for cell in row]
    under = sheet.at(sheet.area(label.row, label.column).last_row + 1, label.column)
    below = _once(sheet.row(under.row))
    # 中间空着的（主管部门 | | 实施单位 |）是还没有填；一格对着下面一格的，是拆开了合并
    matched = len(row) > _LEAST_HEADS and [cell.column for cell in below] == columns
    tight = after[:-1] == columns[1:] or (matched and not any(may_be_label(c.raw) for c in below))
    if not tight or len(kinds) < _LEAST_HEADS or not all(may_be_label(cell.raw) for cell in row):
        return next_cell(sheet, label)
    listed = any(_FIGURES.search(fold(cell.raw)) for cell in row)
    listed = listed or len(_once(sheet.row(under.row + 1))) == len(below)
    named = any(kind_of_label(cell.raw) for cell in below)
    whole = under.kind != "blank" and {cell.column for cell in below} <= set(columns)
    return under if whole and not (listed or named) else None


def _once(row: Sequence[Cell]) -> list[Cell]:
    """拆开了合并、每一格都写一遍的，只算头一格。"""
    return [cell for place, cell in enumerate(row) if place == 0 or row[place - 1].raw != cell.raw]


_FIGURES = later(r"金额|[数额率分]$|权重|预算|支出|执行")
