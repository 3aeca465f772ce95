"""概况：各个数、各张表说什么、五张图。图画的数都在这张表上，改了跟着变。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfxl.bureau.tables.cellbook import CellBook, CellSheet, Kind
from perfxl.bureau.tables.charts import BLUE, GREY, ORANGE, bars, beside, points
from perfxl.bureau.tables.copied import ALIKE, ALIKE_SHORT, LONG, SHORTEST
from perfxl.bureau.tables.gather import rows, whole_totals
from perfxl.bureau.tables.offices import BAND_COLUMNS, BAND_NAMES
from perfxl.bureau.tables.overview import common, figures, grades
from perfxl.bureau.tables.sheets import FILINGS, OFFICES
from perfxl.cells.grid import column_letters

if TYPE_CHECKING:
    from perfxl.bureau.tables.whole import Whole

NAME = "概况"
_FIRST = 3  # 第一个数在第几行，从 0 起
_WIDTHS = (24, 16, 13, 56, 2)
_CHARTS = len(_WIDTHS)  # 图从哪一列起
_ROWS_OF_CHART = 15
_EXAMPLE = 80  # 例子至多抄这么多字，全文在“结论”


class Front:
    """画概况：从上到下一段段写，记着每段在哪几行，最后放图。"""

    def __init__(self, book: CellBook, whole: Whole) -> None:
        self._book, self._whole = book, whole
        self._paper: CellSheet = book.sheet(NAME)
        self._row = 0
        self._charts: list[Any] = []
        self.places: dict[str, str] = {}  # 各数在哪一格：汇总报告照着记出处

    def draw(self) -> None:
        """全部。"""
        sheet = self._paper.sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for part in (
            self._title, self._figures, self._handed_in, self._grades, self._bands,
            self._common, self._guide, self._scatter,
        ):  # fmt: skip
            part()
        for number, chart in enumerate(self._charts):
            row, column = 2 + number // 2 * _ROWS_OF_CHART, _CHARTS + number % 2 * 7
            sheet.insert_chart(row, column, chart, {"object_position": 3})  # 3：行高变了不跟着变形
        self._paper.printed()
        sheet.freeze_panes(_FIRST, 0)

    # ---- 一行行写 ----

    def _title(self) -> None:
        year = self._whole.bureau.year
        title = f"{year}年度绩效自评汇总" if year else "绩效自评汇总"
        self._paper.sheet.set_row(0, 28)
        self._paper.put(0, 0, title, "text", "title")
        self._paper.put(1, 0, "只摆数和依据，不下结论；通过校验不等于通过审核。", "text", "section")
        self._row = _FIRST - 1
        self._head("名目", "数", "单位", "说明")

    def _head(self, *titles: str) -> None:
        for column, title in enumerate(titles):
            self._paper.put(self._row, column, title, "text", "head")
        self._row += 1

    def _section(self, title: str, *titles: str) -> int:
        """一段的标题和标题行；返回头一行。"""
        self._paper.put(self._row + 1, 0, title, "text", "section")
        self._row += 2
        self._head(*titles)
        return self._row

    def _line(self, *values: tuple[object, Kind]) -> None:
        widths = zip((value for value, _ in values), _WIDTHS, strict=False)
        self._paper.tall(self._row, widths)
        for column, (value, kind) in enumerate(values):
            self._paper.put(self._row, column, value, kind)
        self._row += 1

    def _note(self, name: str, column: str = "B") -> None:
        """这一行的数叫什么。"""
        self.places[name] = f"{NAME}!{column}{self._row + 1}"

    def _cells(self, first: int, column: int) -> tuple[object, ...]:
        """刚写的几行里的一列。"""
        return NAME, first, column, self._row - 1, column

    def _figures(self) -> None:
        for figure in figures(self._whole):
            self._note(figure.name)
            self._line(
                (figure.name, "text"), (figure.value, figure.kind), (figure.unit, "text"),
                (figure.note, "long"),
            )  # fmt: skip

    # ---- 图和它的数 ----

    def _bars(self, title: str, first: int, **look: Any) -> None:
        names, values = self._cells(first, 0), self._cells(first, 1)
        self._charts.append(bars(self._book.book, title, names, values, **look))

    def _handed_in(self) -> None:
        """有名册的画已报、未报；没有的画收到的和重报、没有读成的。"""
        wanted = ("已报", "未报") if self._whole.roster is not None else ("收到的自评表",)
        known = {figure.name: figure for figure in figures(self._whole)}
        first = self._section("报送情况", "情形", "份数")
        for name in (*wanted, "别的年度的", "重报", "多寄的", "没有读成的"):
            self._line((name, "text"), (known[name].value, "whole"))
        self._bars("报送情况", first)

    def _grades(self) -> None:
        first = self._section("等级（核算）", "等级", "份数")
        for name, many in grades(self._whole) or [("—", 0)]:
            self._note(f"等级 {name}")
            self._line((name, "text"), (many, "whole"))
        self._bars("核算等级", first, colour=ORANGE)

    def _bands(self) -> None:
        """一家的分数与其余各家比：选一家，数和图跟着变。"""
        every = self._whole.offices.sort_values("filings", ascending=False, kind="stable")
        chosen = next(iter(every["office"]), "")
        choose = self._section("分数分布：一家与其余各家比", "选一家单位 →") - 1
        self._paper.put(choose, 1, chosen, "text", "choose")
        if len(every):
            source = f"='{OFFICES.name}'!$A$2:$A${len(every) + 1}"
            rule = {"validate": "list", "source": source, "error_message": "请从下拉里选一家"}
            self._paper.sheet.data_validation(choose, 1, choose, 1, rule)
        self._head("总分", "这一家", "其余各家")
        first, look = self._row, self._book.look("percent")
        for number, name in enumerate(BAND_NAMES):
            self._paper.put(self._row, 0, f"{name} 分", "text")
            for column, (formula, value) in enumerate(self._shares(number, choose, chosen), 1):
                self._paper.sheet.write_formula(self._row, column, formula, look, value)
            self._row += 1
        series = {
            BLUE: ((NAME, choose, 1), self._cells(first, 1)),
            GREY: ((NAME, choose + 1, 2), self._cells(first, 2)),
        }
        title = "分数分布：左边选的一家与其余各家"
        self._charts.append(beside(self._book.book, title, self._cells(first, 0), series))

    def _shares(self, band: int, choose: int, chosen: str) -> list[tuple[str, Decimal]]:
        """这一家、其余各家在这一档的份额：公式，和现在的结果。"""
        every = self._whole.offices
        last = len(every) + 1

        def area(first: str, end: str = "") -> str:
            return f"'{OFFICES.name}'!${first}$2:${end or first}${last}"

        letters = [column_letters(_place(column) + 1) for column in BAND_COLUMNS]
        is_mine = f"({area('A')}=$B${choose + 1})"
        here = f"SUMPRODUCT({is_mine}*{area(letters[band])})"
        mine = f"SUMPRODUCT({is_mine}*{area(letters[0], letters[-1])})"
        there, others = f"SUM({area(letters[band])})", f"SUM({area(letters[0], letters[-1])})"
        own = every[every["office"] == chosen]
        counts = _sum(own, [BAND_COLUMNS[band]]), _sum(own, BAND_COLUMNS)
        totals = _sum(every, [BAND_COLUMNS[band]]), _sum(every, BAND_COLUMNS)
        rest = totals[0] - counts[0], totals[1] - counts[1]
        return [
            (f"=IF({mine}=0,0,{here}/{mine})", _share(*counts)),
            (f"=IF({others}={mine},0,({there}-{here})/({others}-{mine}))", _share(*rest)),
        ]

    def _common(self) -> None:
        first = self._section(
            "常见的问题（提示不算）", "规则", "几份", "几家", "规则说什么，一个例子"
        )
        for problem in common(self._whole):
            self._note(f"{problem.code} 几份")
            self._note(f"{problem.code} 几家", "C")
            message = problem.message[:_EXAMPLE] + "…" * (len(problem.message) > _EXAMPLE)
            example = f"{problem.title}例：{problem.path} {problem.cell}：{message}"
            self._line(
                (problem.code, "text"), (problem.filings, "whole"), (problem.offices, "whole"),
                (example, "long"),
            )  # fmt: skip
        if self._row == first:
            self._line(("—", "text"), (0, "whole"), (0, "whole"), ("没有", "text"))
        self._bars("常见的问题（份）", first, colour=GREY, kind="bar")

    def _scatter(self) -> None:
        """执行率低、总分高的在左上。"""
        last = max(1, len(self._whole.bureau.filings))
        rate, total = (
            (FILINGS.name, 1, place, last, place)
            for place in (_titled("执行率"), _titled("核算总分"))
        )
        totals = whole_totals(rows(self._whole.bureau.filings))
        least = int(min(totals, default=0)) // 10 * 10
        self._charts.append(
            points(
                self._book.book, "执行率与总分，一点一份", rate, total,
                axes=("执行率", "核算总分"), least=min(least, 90),
            )
        )  # fmt: skip

    def _guide(self) -> None:
        self._section("各张表", "表", "行数", "", "说什么")
        for name, count, said in guide(self._whole):
            self._line((name, "text"), (count, "whole"), ("", "text"), (said, "long"))
        for note in self._whole.roster.notes if self._whole.roster else ():
            self._line(("名册", "text"), ("", "text"), ("", "text"), (note, "long"))


def _place(column: str) -> int:
    return next(place for place, listed in enumerate(OFFICES.columns) if listed.value == column)


def _titled(title: str) -> int:
    return next(place for place, column in enumerate(FILINGS.columns) if column.title == title)


def _sum(frame: Any, columns: Sequence[str]) -> int:
    return sum(int(frame[column].sum()) for column in columns)


def _share(part: int, whole: int) -> Decimal:
    return Decimal(part) / whole if whole else Decimal(0)


def guide(whole: Whole) -> list[tuple[str, int, str]]:
    """各张表：名称、行数、说什么。"""
    bureau, plan = whole.bureau, whole.plan
    must = f"金额 {plan.large} 万元以上{plan.why_large}、专项、部门整体都查"
    alike = (
        f"不同单位写的话几乎一样（{SHORTEST} 字以上、相似度 {ALIKE} 以上，{LONG} 字以下的 "
        f"{ALIKE_SHORT} 以上），话里写着别人的名称"
    )
    return [
        ("单位", len(whole.offices), "一家一行：报了几份、缺几份、分数、错误"),
        ("项目", len(bureau.filings), "一份自评表一行；点“文件”打开原表"),
        ("指标", len(bureau.indicators), "一条指标一行，各单位的放在一起比"),
        ("资金", len(bureau.funds), "一行资金一行，一律换成万元"),
        ("结论", len(bureau.findings), "校验的结论，一条一行；点“位置”到那一格"),
        ("未报", len(whole.missing), _said_of_roster(whole)),
        ("雷同", len(whole.copied) + len(whole.foreign), alike),
        ("离群", len(whole.outliers), "同名指标里离得远的，打分、写原因的习惯；每一条写着凭什么"),
        ("抽查", len(whole.sample), f"{must}；疑点多的；随机的（种子 {plan.seed}）"),
        ("未读", len(bureau.unread), "没有读成的文件和原因"),
        *([("去年", len(whole.last), "与去年的台账比")] if whole.compared else []),
    ]


def _said_of_roster(whole: Whole) -> str:
    if whole.roster is None:
        return "没有给名册，没有对谁该报；列着重报的、报了别的年度的"
    return "名册里有而没有收到的；名称相近的列出来，没有替人认"
