"""门面：perfxl.assess、write、report、forms、PerfxlError；装载得轻，什么时候都叫得动，说话是一句中文。"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, assert_type

import docx
import openpyxl
import pytest

import perfxl
import perfxl.report.blank.build
from perfxl import workbook
from perfxl.assess import Assessment
from perfxl.cli.main import main
from perfxl.form.form import Form
from perfxl.results.document import document

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
BAD = ROOT / "samples" / "有错的自评表.xlsx"
HEAVY = {
    "pandas",
    "numpy",
    "openpyxl",
    "docx",
    "docxtpl",
    "jinja2",
    "xlsxwriter",
    "xlwings",
    "lxml",
}


def _python(code: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_装载得轻() -> None:
    code = "import sys, perfxl; perfxl.PerfxlError; print(*sorted(sys.modules))"
    loaded = set(_python(code).split())
    assert not HEAVY & loaded
    mine = {name for name in loaded if name.split(".")[0] == "perfxl"}
    assert mine == {"perfxl", "perfxl.errors", "perfxl.version"}


def test_校验不装载用不着的() -> None:
    code = f"import sys, perfxl; perfxl.assess({str(GOOD)!r}); print(*sys.modules)"
    assert not (HEAVY - {"lxml"}) & set(_python(code).split())


def test_门面上有什么() -> None:
    assert dir(perfxl) == sorted([*perfxl.__all__, "__version__"])
    for name in perfxl.__all__:
        assert getattr(perfxl, name).__doc__


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import perfxl.report.blank.build",
        "import perfxl.assess, perfxl.report",
        "from perfxl.assess import assess as pipe; from perfxl.report import render",
        "import perfxl; perfxl.report(perfxl.assess(source)[0], place)",
        "import importlib, perfxl; importlib.reload(perfxl)",
    ],
)
def test_同名的模块装载前后都叫得动(before: str, tmp_path: Path) -> None:
    """perfxl.report 是函数也是文件夹，perfxl.assess 是函数也是模块：两样都照常。"""
    code = f"""
import sys
source, place = {str(BAD)!r}, {str(tmp_path / "报告.docx")!r}
{before}
import perfxl
first, second = perfxl.assess(source), perfxl.assess(source)
assert first[0].findings == second[0].findings
print(perfxl.report(first[0], place), perfxl.report(assessment=first[0], output=place))
import perfxl.report.blank.build, perfxl.report as module
from perfxl.report import render
from perfxl.assess import Assessment
assert module.render is render and perfxl.report.blank.build is module.blank.build
assert isinstance(first[0], Assessment)
"""
    assert _python(code) == f"{tmp_path / '报告.docx'} {tmp_path / '报告.docx'}"


def test_问参数和说明_装载前后一样() -> None:
    code = """
import inspect, perfxl
before = [(inspect.signature(one), one.__doc__) for one in (perfxl.assess, perfxl.report)]
import perfxl.assess, perfxl.report
after = [(inspect.signature(one), one.__doc__) for one in (perfxl.assess, perfxl.report)]
print(before == after and "template" in str(after[1][0]))
"""
    assert _python(code) == "True"


def test_结果可以送到别的进程() -> None:
    (found,) = perfxl.assess(BAD)
    again = pickle.loads(pickle.dumps(found))  # noqa: S301  # 自己刚写的
    assert again.findings == found.findings
    assert again.scored.total == found.scored.total
    assert again.form == found.form


def test_没有别的模块占住门面的名字() -> None:
    """新添一个与门面同名的模块，要么改名，要么像 report 一样登记。"""
    here = {path.stem for path in (ROOT / "perfxl").iterdir() if path.suffix in {"", ".py"}}
    folders = {name for name in here if (ROOT / "perfxl" / name).is_dir()}
    named = {name for name in perfxl.__all__ if name in here}
    without_code = {
        name for name in folders if not (ROOT / "perfxl" / name / "__init__.py").exists()
    }
    assert named - without_code == {"assess", "report"}


def _document(source: Any) -> object:
    (found,) = perfxl.assess(source)
    return document(found, "表")


@pytest.mark.parametrize("path", [GOOD, BAD], ids=lambda path: path.stem)
def test_几种来源说的一样(path: Path) -> None:
    expected = _document(path)
    assert _document(str(path)) == expected
    assert _document(path.read_bytes()) == expected
    assert _document(io.BytesIO(path.read_bytes())) == expected
    with path.open("rb") as file:
        assert _document(file) == expected
        file.seek(0)
        assert perfxl.assess(file)[0].filing.file == path.name


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("没有.xlsx", "没有.xlsx：找不到这个文件"),
        (ROOT, "是文件夹"),
        (b"", "是空文件"),
        ("名称,得分".encode(), "工作簿：其实是文本文件"),
        (io.BytesIO(b"PK\x03\x04"), "工作簿："),
        (io.StringIO("字"), "读不了 StringIO；可以给路径、字节、以 rb 打开的文件"),
        (3, "读不了 int；可以给路径"),
        (None, "读不了 NoneType；可以给路径"),
        (openpyxl.Workbook(), "是空的，一格也没有写；请选填好的自评表"),
    ],
    ids=lambda part: part if isinstance(part, str) else type(part).__name__,
)
def test_读不了的说一句(source: Any, said: str) -> None:
    with pytest.raises(perfxl.PerfxlError, match=r"^[^\n]+$") as caught:
        perfxl.assess(source)
    assert said in str(caught.value)


def test_点名表样_自己的表样(tmp_path: Path) -> None:
    text = 'code = "我的-2026"\nextends = "mof-2020"\ntitle = "我市项目支出绩效自评表"\n'
    (tmp_path / "我的-2026.toml").write_text(text, encoding="utf-8")
    for folders in ([tmp_path], (str(tmp_path),), str(tmp_path)):
        (found,) = perfxl.assess(GOOD, form="我的-2026", forms=folders)
        assert found.form.title == "我市项目支出绩效自评表"
        assert "我的-2026" in {form.code for form in perfxl.forms(folders)}
    assert "我的-2026" not in {form.code for form in perfxl.forms()}
    with pytest.raises(perfxl.PerfxlError, match="没有文件夹"):
        perfxl.forms([tmp_path / "没有"])
    with pytest.raises(perfxl.PerfxlError, match="“没有这张”的表样"):
        perfxl.assess(GOOD, form="没有这张")


def test_写回_写到别处_写两次(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(BAD.read_bytes())
    other = perfxl.write(path, output=tmp_path / "另存" / "结果.xlsx")
    assert other == tmp_path / "另存" / "结果.xlsx"
    assert path.read_bytes() == BAD.read_bytes()
    assert perfxl.write(str(path), output=str(tmp_path / "夹")) == tmp_path / "夹" / "自评表.xlsx"
    assert perfxl.write(path) == path
    once = path.read_bytes()
    assert {"校验结果", "得分明细"} <= {sheet.name for sheet in workbook.read(path).sheets}
    assert perfxl.write(path) == path
    assert path.read_bytes() == once == other.read_bytes()


def test_给错了东西_说怎么办(tmp_path: Path) -> None:
    """assess 给的是 tuple：整个交给 report、没有连起来就交给 frames，是最容易写错的。"""
    found = perfxl.assess(GOOD)
    with pytest.raises(perfxl.PerfxlError, match="给的是 tuple；report 一次一份"):
        perfxl.report(found, tmp_path / "报告.docx")  # type: ignore[arg-type]  # 写错了
    with pytest.raises(perfxl.PerfxlError, match="给的是 tuple；frames 要 assess 给的 tuple"):
        perfxl.frames([found])  # type: ignore[list-item]  # 写错了
    with pytest.raises(perfxl.PerfxlError, match="给的是一份；frames 要"):
        perfxl.frames(found[0])  # type: ignore[arg-type]  # 写错了
    with pytest.raises(perfxl.PerfxlError, match="给的是 Workbook；脚本里开着的工作簿请先存盘"):
        perfxl.write(openpyxl.load_workbook(GOOD))  # type: ignore[arg-type]  # 写错了


def test_报告_给文件名或文件夹(tmp_path: Path) -> None:
    (found,) = perfxl.assess(GOOD)
    one = perfxl.report(found, tmp_path / "报告.docx")
    other = perfxl.report(found, str(tmp_path / "报告"))
    assert (one.name, other.name) == ("报告.docx", "良好的自评表-自评报告.docx")
    assert one.read_bytes() == other.read_bytes()
    mine = docx.Document()
    mine.add_paragraph("{{ 项目名称 }}")
    mine.save(str(tmp_path / "模板.docx"))
    short = perfxl.report(found, tmp_path / "短.docx", template=tmp_path / "模板.docx")
    assert found.filing.name is not None
    with short.open("rb") as file:
        # 每个数、每个名称是一个内容控件，段落的 text 不算它里面的字。
        assert found.filing.name.value in docx.Document(file).element.xpath("string(//w:body)")
    with pytest.raises(perfxl.PerfxlError, match="打不开报告模板"):
        perfxl.report(found, tmp_path / "短.docx", template="没有.docx")


def test_报告_一个工作簿里几份写进同一个文件夹(tmp_path: Path) -> None:
    """一份一份地出，也与命令行取一样的名字，后一份不盖掉前一份。"""
    book = openpyxl.load_workbook(GOOD)
    sheet = book["绩效自评表"]
    for title, project in (("二", "乙项目/一期"), ("三", "乙项目一期")):
        more = book.copy_worksheet(sheet)
        more.title = title
        more["C4"] = project
    book.save(tmp_path / "几份 [新].xlsx")
    judged = perfxl.assess(tmp_path / "几份 [新].xlsx")
    reports = [perfxl.report(one, tmp_path / "库") for one in judged]
    assert [report.name for report in reports] == [
        "几份 [新]-禾源县图书馆阅览室改造及全民阅读项目-自评报告.docx",
        "几份 [新]-乙项目一期-自评报告.docx",
        "几份 [新]-乙项目一期(2)-自评报告.docx",
    ]
    command = ["report", str(tmp_path / "几份 [新].xlsx"), "-o", str(tmp_path / "命令行")]
    assert main(command) == 0
    assert {path.name for path in (tmp_path / "命令行").iterdir()} == {
        report.name for report in reports
    }


def test_开着的Book走活动工作簿的门(monkeypatch: pytest.MonkeyPatch) -> None:
    class Book:
        name, names, sheets = "开着.xlsx", (), ()
        app = SimpleNamespace(screen_updating=True)

    monkeypatch.setitem(sys.modules, "xlwings", SimpleNamespace(Book=Book))
    with pytest.raises(perfxl.PerfxlError, match=r"开着\.xlsx 是空的"):
        perfxl.assess(Book())  # type: ignore[arg-type]  # 假的


def test_开着的Book断了_说一句(monkeypatch: pytest.MonkeyPatch) -> None:
    class ExcelBusyError(Exception):
        """xlwings 试够了次数。"""

    class Book:
        @property
        def app(self) -> Any:
            raise ExcelBusyError

    monkeypatch.setitem(sys.modules, "xlwings", SimpleNamespace(Book=Book))
    with pytest.raises(perfxl.PerfxlError, match="Excel 正忙"):
        perfxl.assess(Book())  # type: ignore[arg-type]  # 假的


def test_没有pandas的_说一句() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\nimport perfxl\n"
        "try:\n    perfxl.frames(())\nexcept perfxl.PerfxlError as error:\n    print(error)"
    )
    assert _python(code) == "没有装 pandas，做不了 frames；请运行 pip install pandas"


def test_使用者那边查得出类型(tmp_path: Path) -> None:
    """assert_type 和用不着的 type: ignore 由 mypy 查（test_house 里的那一遍）。"""
    found = perfxl.assess(GOOD)
    assert_type(found, tuple[Assessment, ...])
    assert_type(perfxl.forms(), tuple[Form, ...])
    assert_type(perfxl.report(found[0], tmp_path / "报告.docx"), Path)
    assert_type(perfxl.write(GOOD, output=tmp_path), Path)
    with pytest.raises(TypeError):
        perfxl.report(found[0])  # type: ignore[call-arg]  # 少写了放在哪里
    with pytest.raises(TypeError):
        perfxl.assess(GOOD, None)  # type: ignore[call-arg]  # form 要写名字
