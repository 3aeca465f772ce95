"""测试用的自评表：在内存里搭成 Grid，走完读、核分、校验、写报告整条路。"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import docx
from lxml import etree

from perfxl import workbook
from perfxl.assess import Assessment, assess
from perfxl.blank import load_content, workbook_bytes
from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.form.form import Form
from perfxl.form.load import load
from perfxl.report import Rendered, default_template, render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Value = str | Decimal | int | tuple[Decimal, str] | None


def cell(sheet: str, row: int, column: int, value: Value) -> Cell:
    """文字、数、（数，数字格式）。"""
    if isinstance(value, tuple):
        return Cell(sheet, row, column, f"{value[0]:f}", "number", number_format=value[1])
    if isinstance(value, (Decimal, int)):
        return Cell(sheet, row, column, f"{Decimal(value):f}", "number")
    return Cell(sheet, row, column, value or "", "text" if value else "blank")


def sheet(name: str, rows: Sequence[Sequence[Value]]) -> Sheet:
    cells = {
        (row, column): cell(name, row, column, value)
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
        if value is not None
    }
    return Sheet(name, cells)


D = Decimal
FUNDS: tuple[Sequence[Value], ...] = (
    ("项目资金", None, "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("（万元）", "年度资金总额", None, 1200, D("1180.5"), D("1062.45"), 10,
     (D("0.9"), "0.00%"), 9),
    (None, "其中：当年财政拨款", None, 1000, D("980.5"), D("862.45"), "—", None, "—"),
    (None, "上年结转资金", None, 200, 200, 200, "—", None, "—"),
    (None, "其他资金", None, 0, 0, 0, "—", None, "—"),
)  # fmt: skip
INDICATORS: tuple[Sequence[Value], ...] = (
    (None, "产出指标", "数量指标", "新建高标准农田面积", "≥3.2万亩", "3.25万亩", 10, 10, None),
    (None, None, None, "新修机耕路长度", "≥48公里", D("51.6"), 8, 8, None),
    (None, None, None, "受训农户人次", "≥2500人次", (D(2335), "#,##0"), 8, D("7.47"),
     "三季度两场培训因防汛推迟到次年一月。\n改进措施：培训计划提前到农闲时节，按季调度。"),
    (None, None, "质量指标", "工程验收合格率", (D(1), "0%"), "100%", 8, 8, None),
    (None, None, "时效指标", "主体工程完工时间", "2024年11月30日前", "2024年11月18日", 8, 8, None),
    (None, None, "成本指标", "亩均建设成本", "≤3000元", "2986.4元", 8, 8, None),
    (None, "效益指标", "经济效益指标", "亩均增产粮食", "≥60公斤", "52公斤", 10, D("8.67"),
     "新田第一年地力尚未恢复，春旱影响出苗"),
    (None, None, "社会效益指标", "带动务工的脱贫人口", "≥120人", "186人", 10, 10,
     "年初按单个标段测算，指标值偏低；下年按全部标段测算"),
    (None, None, "生态效益指标", "农田灌溉水利用条件", "明显改善", "达成年度指标", 10, 10, None),
    (None, "满意度指标", "服务对象满意度指标", "受益农户满意度", (D("0.9"), "0%"),
     (D("0.934"), "0.0%"), 10, 10, None),
)  # fmt: skip
NARRATIVES: Mapping[str, str] = {
    "项目概况": (
        "本项目依据《临江市高标准农田建设规划（2021—2030年）》和临财农〔2024〕17号文件立项，"
        "在3个乡镇实施田块整治、灌排渠系和机耕路建设。\n"
        "全年新建高标准农田【新建高标准农田面积】，开挖疏浚渠道【渠道疏浚长度】，"
        "比上年的【渠道疏浚长度|上年】有所增加；共有【参建企业】家企业参与施工。"
    ),
    "资金使用": "资金由市财政国库集中支付，支出凭证齐全，未发现截留、挪用情况。",
    "自评工作": "成立自评工作小组，2025年2月完成数据核对和现场抽查，抽查覆盖率达到30%。",
    "存在问题": (
        "一是预算执行还不够快，执行率为【执行率】。\n二是培训组织受天气影响较大，"
        "实际培训2335人次，与A&B公司承担的满意度<90%的问卷口径尚需统一。"
    ),
    "改进措施": "一是提前做好项目前期工作。二是按月调度，第1个标段先行支付。",
}  # fmt: skip


TOTAL: Value = D("97.14")


def grid(
    *,
    funds: Sequence[Sequence[Value]] = FUNDS,
    indicators: Sequence[Sequence[Value]] = INDICATORS,
    narratives: Mapping[str, str] = NARRATIVES,
    name: str = "2024年高标准农田建设项目",
    total: Value = TOTAL,
) -> Grid:
    """项目支出绩效自评表的工作簿。"""
    heads = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值",
             "得分", "偏差原因分析及改进措施")  # fmt: skip
    rows: list[Sequence[Value]] = [
        ("项目支出绩效自评表",),
        ("（2024年度）",),
        ("项目名称", name),
        ("主管部门", "临江市农业农村局", None, None, "实施单位", "临江市农田建设服务中心"),
        *funds,
        ("年度总体目标", "预期目标", None, None, None, "实际完成情况"),
        (None, "建成高标准农田3.2万亩，改善灌溉条件，提高粮食产能。", None, None, None,
         "建成高标准农田3.25万亩，灌溉条件明显改善；农户培训因防汛未完成计划。"),
        heads,
        *indicators,
        ("总分", None, None, None, None, None, 100, total),
    ]  # fmt: skip
    data: list[Sequence[Value]] = [
        ("名称", "数值", "单位", "上年值", "备注"),
        ("渠道疏浚长度", (D("86.4"), "0.0"), "公里", (D("72"), "0.0"), ""),
        ("参建企业", 7, "家", None, ""),
    ]
    texts: list[Sequence[Value]] = [("栏目", "正文"), *narratives.items()]
    evidence: list[Sequence[Value]] = [
        ("三级指标", "材料名称", "文号或编号", "存放位置"),
        ("工程验收合格率", "竣工验收鉴定书", "临农验〔2024〕6号", "档案室"),
        ("受益农户满意度", "满意度问卷汇总表", "", "项目科"),
    ]
    return Grid(
        "自评表.xlsx",
        (
            sheet("绩效自评表", rows),
            sheet("数据项", data),
            sheet("佐证材料", evidence),
            sheet("报告文字", texts),
        ),
    )


def form(code: str = "mof-2020") -> Form:
    return load(code)


def assessment(the_grid: Grid | None = None, code: str = "mof-2020") -> Assessment:
    return _usual(code) if the_grid is None else assess(the_grid, (form(code),))


@cache
def _usual(code: str) -> Assessment:
    """没有另给表的都用这一份，不可改，读一次、算一次就够。"""
    return assess(grid(), (form(code),))


@cache
def filled(code: str) -> Grid:
    """没有另写样本的表样，用 tests/forms 里填好的一份。"""
    content = load_content(Path(__file__).parents[1] / "forms" / f"{code}.toml")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        path.write_bytes(workbook_bytes(form(code), content))
        return workbook.read(path)


def special() -> Grid:
    """广东省级专项资金绩效自评指标表。"""
    rows: list[Sequence[Value]] = [
        ("省级专项资金绩效自评指标表",),
        ("（2019年度）",),
        ("项目名称", "2019年省级农产品质量安全专项资金"),
        ("主管部门", "省农业农村厅", None, None, "项目承担单位", "临江市农业农村局"),
        ("填报人姓名", "综合科", None, None, "填报日期", "2020年3月12日"),
        ("专项资金", None, "", "安排资金", "累计支出", "支出率"),
        ("（万元）", "省级专项资金总额", None, 320, D("241.6"), (D("0.755"), "0.00%")),
        (None, "本系统资金", None, 290, D("221.6")),
        (None, "带帽资金", None, 30, 20),
        ("绩效目标", "项目绩效目标", None, None, "目标完成情况"),
        (None, "抽检批次达到1200批次。", None, None, "抽检1266批次。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "自评得分",
         "扣分原因及改进措施"),
        (None, "投入", "资金落实", "资金到位率", "100%", "100%", 5, 5, None),
        (None, "过程", "财务管理", "资金支出率", "100%", "75.5%", 9, D("6.8"), "机构改革影响进度"),
        (None, "产出", "效率性", "抽检批次", "≥1200批次", "1266批次", 10, 10, None),
        (None, "效益", "公平性", "公共属性", "满意", "满意", 5, 5, None),
        ("总分", None, None, None, None, None, 100, D("26.8")),
    ]  # fmt: skip
    details: list[Sequence[Value]] = [
        ("类别", "子项目名称", "安排资金", "已支出", "结转结余", "结转结余原因"),
        ("抽检类", "蔬菜抽检", 180, D("150.5"), D("29.5"), "检测合同跨年结算"),
        ("抽检类", "畜禽抽检", 90, D("71.1"), D("18.9"), ""),
        ("能力类", "检测室改造", 50, 20, 30, "招标推迟"),
    ]
    texts: list[Sequence[Value]] = [
        ("栏目", "正文"),
        ("资金安排情况", "根据临财农〔2019〕8号文件安排【全年预算数】，累计支出【全年执行数】。"),
        ("项目立项", "立项论证充分。"),
        ("加快执行进度", "一是建立台账。\n二是按月通报。"),
    ]
    return Grid(
        "自评表.xlsx",
        (
            sheet("绩效自评指标表", rows),
            sheet("资金明细", details),
            sheet("报告文字", texts),
        ),
    )


def department(more: Sequence[Sequence[Value]] = ()) -> Grid:
    """部门整体支出绩效自评表；`more` 添几条指标。"""
    rows: list[Sequence[Value]] = [
        ("部门整体支出绩效自评表",),
        ("（2022年度）",),
        ("部门名称", "临江区水务局"),
        ("部门整体收支", None, "", "全年预算数", "全年执行数", "完成率"),
        ("（万元）", "部门整体支出", None, (D("8152.27"), "#,##0.00"), (D("7980.45"), "#,##0.00")),
        ("按资金来源", "一般公共预算财政拨款", None, D("8152.27"), D("7980.45")),
        (None, "政府性基金预算财政拨款", None, 0, 0),
        (None, "国有资本经营预算财政拨款", None, 0, 0),
        (None, "其他资金", None, 0, 0),
        ("按支出性质", "基本支出", None, D("993.6"), D("993.6")),
        (None, "项目支出", None, D("7158.67"), D("6986.85")),
        ("年度整体绩效目标", "部门整体支出绩效目标", None, None, "整体绩效目标完成情况"),
        (None, "供水水质达标率不低于98%。", None, None, "供水水质达标率99.2%。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值",
         "偏差原因分析及改进措施"),
        (None, "产出指标", "数量指标", "改造老旧管网", "≥25公里", "23.3公里", "受疫情影响工期"),
        (None, None, "质量指标", "供水水质达标率", "≥98%", "99.2%", None),
        *more,
        ("总分",),
    ]  # fmt: skip
    tasks: list[Sequence[Value]] = [
        ("任务名称", "主要内容", "完成情况", "预算数", "支出数"),
        ("管网改造", "改造城区老旧管网", "改造23.3公里，完成率93.2%。", 3200, D("3055.1")),
        ("河道清淤", "清淤河道三条", "全部完成。", "/", "/"),
    ]
    texts: list[Sequence[Value]] = [
        ("栏目", "正文"),
        ("部门职能", "1. 负责供水管理。\n2. 负责河道管理。"),
        ("自评结论", "全年改造管网【改造老旧管网】，完成率【改造老旧管网|完成率】。"),
    ]
    return Grid(
        "自评表.xlsx",
        (
            sheet("部门整体支出自评表", rows),
            sheet("重点工作任务", tasks),
            sheet("报告文字", texts),
        ),
    )


@dataclass(frozen=True)
class Made:
    """一份写好的报告，测试里怎样看它。"""

    rendered: Rendered

    @property
    def path(self) -> Path:
        return self.rendered.path

    def part(self, name: str = "word/document.xml") -> etree._Element:
        with ZipFile(self.path) as package:
            return etree.fromstring(package.read(name))

    @property
    def paragraphs(self) -> list[str]:
        """正文各段（不含表格里的），按先后。"""
        body = self.part().find(f"{W}body")
        assert body is not None
        return [text_of(paragraph) for paragraph in body.iterfind(f"{W}p")]

    @property
    def text(self) -> str:
        return "\n".join(text_of(paragraph) for paragraph in self.part().iter(f"{W}p"))

    def table(self, head: str) -> list[list[str]]:
        """标题行里有 `head` 的第一张表：各行各格的字，被并掉的格为 `↑`。"""
        for table in self.part().iter(f"{W}tbl"):
            rows = [[_cell_text(box) for box in row.iterfind(f"{W}tc")]
                    for row in table.iterfind(f"{W}tr")]  # fmt: skip
            if head in rows[0]:
                return rows
        raise AssertionError(f"没有标题行含“{head}”的表")

    def controls(self) -> list[tuple[str, str, str]]:
        """每个内容控件：（标题、标记、里面的字）。"""
        controls = []
        for sdt in self.part().iter(f"{W}sdt"):
            alias, tag = sdt.find(f"{W}sdtPr/{W}alias"), sdt.find(f"{W}sdtPr/{W}tag")
            assert alias is not None
            assert tag is not None
            controls.append((alias.get(f"{W}val", ""), tag.get(f"{W}val", ""), text_of(sdt)))
        return controls


def text_of(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def _cell_text(cell: etree._Element) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and merge.get(f"{W}val") != "restart":
        return "↑"
    return "\n".join(text_of(paragraph) for paragraph in cell.iterfind(f"{W}p"))


def made(
    folder: Path, the_grid: Grid | None = None, code: str = "mof-2020", template: Path | None = None
) -> Made:
    """写一份报告。"""
    return Made(render(assessment(the_grid, code), folder / "报告.docx", template=template))


def edited(folder: Path, change: Callable[[Any], None], code: str = "mof-2020") -> Path:
    """办事人员在 Word 里改过的模板：用 python-docx 打开、改、另存。"""
    path = folder / "改过的模板.docx"
    document = docx.Document(BytesIO(default_template(form(code))))
    change(document)
    document.save(str(path))
    return path


def with_lines(folder: Path, *lines: str, code: str = "mof-2020") -> Path:
    """模板末尾加几段字。"""

    def add(document: Any) -> None:
        for line in lines:
            document.add_paragraph(line)

    return edited(folder, add, code)
