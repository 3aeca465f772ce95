"""旧格式（.xls、.ods）：读出来与 .xlsx 的同一份表一模一样；结果写进副本，原文件不动。"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import random
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import books
import docx
import pytest
import validators
from office import convert_all
from python_calamine import CalamineWorkbook

from perfxl import files, workbook
from perfxl.assess import Assessment, assess
from perfxl.cells.edits import Edits
from perfxl.cells.grid import Cell, Grid
from perfxl.cells.merged import Range
from perfxl.cli.main import main
from perfxl.errors import WorkbookError
from perfxl.form.form import Form
from perfxl.form.load import load_all
from perfxl.workbook import copy

SAMPLES = Path(__file__).parent.parent.parent / "samples"
SOURCES = {
    "良好": SAMPLES / "良好的自评表.xlsx",
    "有错": SAMPLES / "有错的自评表.xlsx",
    "专项": SAMPLES / "河源市2019专项资金" / "河源市2019专项资金自评表.xlsx",
    "部门": SAMPLES / "广开区2022部门整体" / "广开区2022部门整体自评表.xlsx",
}
KINDS = ("xls", "ods")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """四份样例和一份花样多的，各转成两种格式。"""
    folder = tmp_path_factory.mktemp("旧格式")
    rich = books.rich(folder / "花样.xlsx")
    sources = {**SOURCES, "花样": rich}
    for kind in KINDS:
        convert_all(list(sources.values()), kind, folder / "转出")
    return {
        (name, kind): folder / "转出" / f"{source.stem}.{kind}"
        for name, source in sources.items()
        for kind in KINDS
    }


@pytest.fixture(scope="module")
def forms() -> tuple[Form, ...]:
    return load_all()


def seen(value: Any) -> Any:
    """读出来的东西，格只看地址、内容、类别（公式的文字、文件名各格式本来不同）。"""
    if isinstance(value, Cell):
        return value.address, value.raw, value.kind, value.is_percent
    if isinstance(value, Form):
        return value.code
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value) if field.name != "file"]
        return type(value).__name__, {name: seen(getattr(value, name)) for name in names}
    if isinstance(value, (tuple, list)):
        return [seen(one) for one in value]
    if isinstance(value, dict):
        return {key: seen(one) for key, one in value.items()}
    return value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SOURCES)
def test_读出来与xlsx逐项相同(
    converted: dict[tuple[str, str], Path], forms: tuple[Form, ...], name: str, kind: str
) -> None:
    mine = assess(workbook.read(converted[name, kind]), forms)
    theirs = assess(workbook.read(SOURCES[name]), forms)
    assert theirs.filing.indicators
    assert seen(mine.filing) == seen(theirs.filing)
    assert mine.scored.total == theirs.scored.total
    assert _lines(mine) == _lines(theirs)


def _lines(one: Assessment) -> list[tuple[str, tuple[str, ...], str]]:
    return [
        (finding.code, tuple(cell.address for cell in finding.cells), finding.message)
        for finding in one.findings
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_报告与xlsx的一字不差(
    converted: dict[tuple[str, str], Path], forms: tuple[Form, ...], tmp_path: Path, kind: str
) -> None:
    """小数位、千分位照单元格的显示写进报告，所以数字格式也要读得对。"""
    made = []
    for path in (SOURCES["部门"], converted["部门", kind]):
        (found,) = files.judge(path, forms)
        report = files.make_report(path, found, tmp_path / f"{path.suffix[1:]}.docx")
        body = docx.Document(str(report.path)).element
        texts = [one.text for one in body.iter() if str(one.tag).endswith("}t")]
        made.append(("".join(filter(None, texts)), report.loose, report.missing))
    assert len(made[0][0]) > 1000
    assert made[0] == made[1]


@pytest.mark.parametrize("kind", KINDS)
def test_执行率是百分数_不误报(
    converted: dict[tuple[str, str], Path], forms: tuple[Form, ...], kind: str
) -> None:
    """数字格式读得出：0.97 就是 97%，不当作丢了百分号，也不当作百分之零点九七。"""
    found = assess(workbook.read(converted["良好", kind]), forms)
    rates = [line.rate.value for line in found.filing.funds if line.rate and line.rate.value.value]
    assert {rate.unit for rate in rates} == {"%"}
    assert found.scored.execution.rate == Decimal("97.00")
    assert {one.code for one in found.findings} & {"M02", "A05"} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_错误_是否_日期_隐藏的表(converted: dict[tuple[str, str], Path], kind: str) -> None:
    grid = workbook.read(converted["花样", kind])
    sheet = grid.sheets[0]
    assert (sheet.at(5, 6).raw, sheet.at(5, 6).kind) == ("#DIV/0!", "error")
    assert sheet.at(4, 6).raw in {"TRUE", "1"}
    assert (sheet.at(3, 4).raw, sheet.at(3, 4).kind) == ("2021-12-31", "date")
    assert (sheet.at(3, 3).raw, sheet.at(3, 3).is_percent) == ("0.95", True)
    assert sheet.at(3, 5).formula is not None
    assert Range(1, 1, 1, 8) in sheet.merged
    assert sheet.at(3, 6).raw == "普通加粗尾"
    assert [one.hidden for one in grid.sheets] == [False, True]


def test_批注里的字不当作内容(converted: dict[tuple[str, str], Path]) -> None:
    for kind in KINDS:
        assert workbook.read(converted["花样", kind]).sheets[0].at(3, 1).raw.strip() == (
            "指标2 & <第2项>"
        )


@pytest.mark.parametrize("name", [*SOURCES, "花样"])
def test_与calamine读的一样(converted: dict[tuple[str, str], Path], name: str) -> None:
    """另一个人写的读取器作对照：每一格的字与数。"""
    path = converted[name, "xls"]
    grid, count = workbook.read(path), 0
    theirs = CalamineWorkbook.from_path(str(path))
    assert [sheet.name for sheet in grid.sheets] == theirs.sheet_names
    for sheet in grid.sheets:
        rows = theirs.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cells.get((row, column), Cell(sheet.name, row, column))
                if cell.kind == "number":
                    assert Decimal(cell.raw) == Decimal(repr(value))
                elif cell.kind == "text":
                    assert cell.raw == str(value).replace("\x07", "")
                elif cell.kind == "blank":
                    assert value == ""
                count += cell.kind != "blank"
    assert count == sum(
        cell.kind != "blank" for sheet in grid.sheets for cell in sheet.cells.values()
    )


class Test副本:
    @pytest.fixture(params=KINDS)
    def table(
        self,
        request: pytest.FixtureRequest,
        converted: dict[tuple[str, str], Path],
        tmp_path: Path,
    ) -> Path:
        path = tmp_path / f"旧表.{request.param}"
        path.write_bytes(converted["有错", request.param].read_bytes())
        return path

    def test_写进副本_原文件不动_写两次相同(
        self, table: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before, copied = table.read_bytes(), table.with_name("旧表-校验.xlsx")
        assert main(["write", str(table)]) == 1
        out = capsys.readouterr().out
        assert "旧表-校验.xlsx" in out
        assert f"{table.name} 是旧格式，没有改动" in out
        first = copied.read_bytes()
        assert main(["write", str(table)]) == 1
        assert "没有改动" in capsys.readouterr().out
        assert copied.read_bytes() == first
        assert table.read_bytes() == before
        assert {one.name for one in table.parent.iterdir()} == {table.name, copied.name}

    def test_副本的值与原来的相同_结论也相同(self, table: Path, forms: tuple[Form, ...]) -> None:
        main(["write", "--quiet", str(table)])
        source, made = workbook.read(table), workbook.read(table.with_name("旧表-校验.xlsx"))
        result = made.sheet("校验结果")
        assert result is not None
        assert f"“{table.name}”的副本" in result.at(2, 1).raw
        assert _values(source) == {
            place: value
            for place, value in _values(made).items()
            if place[0] not in {"校验结果", "得分明细"}
        }
        assert [set(one.merged) for one in source.sheets] == [
            set(one.merged) for one in made.sheets if one.name not in {"校验结果", "得分明细"}
        ]
        assert _lines(assess(made, forms)) == _lines(assess(source, forms))

    def test_副本合乎规范(self, table: Path) -> None:
        main(["write", "--quiet", str(table)])
        made = table.with_name("旧表-校验.xlsx")
        # 规范不要求主题部件，没有它 Excel 用自己的；另一个检查器也没有话说。
        assert [one for one in validators.audit_errors(made) if "theme" not in one] == []
        assert validators.sdk_errors(made) == []
        assert books.opened(made).sheetnames[-2:] == ["校验结果", "得分明细"]

    def test_不覆盖别人的文件(self, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
        other = table.with_name("旧表-校验.xlsx")
        books.plain(other)
        before = other.read_bytes()
        assert main(["write", str(table)]) == 2
        assert "没有覆盖" in capsys.readouterr().err
        assert other.read_bytes() == before

    def test_副本后来改过_不覆盖(self, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["write", "--quiet", str(table)])
        made = table.with_name("旧表-校验.xlsx")
        books.opened(made).save(made)
        before = made.read_bytes()
        assert main(["run", str(table)]) == 2
        assert "后来改过" in capsys.readouterr().err
        assert made.read_bytes() == before

    def test_文件夹里不把副本再算一份(self, table: Path) -> None:
        main(["write", "--quiet", str(table)])
        assert list(files.files_in([table.parent])) == [table]

    def test_run_出报告_JSON说是副本(
        self, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["run", "--json", "-o", str(tmp_path / "出"), str(table)]) == 1
        made = json.loads(capsys.readouterr().out)
        assert made["written"]["copy"] is True
        assert Path(made["written"]["file"]) == tmp_path / "出" / "旧表-校验.xlsx"
        assert {one.suffix for one in (tmp_path / "出").iterdir()} == {".xlsx", ".docx"}

    def test_没给位置就写_说一句话(self, table: Path) -> None:
        with pytest.raises(WorkbookError, match="旧格式，结果写不进去"):
            workbook.write(table, Edits())


def _values(grid: Grid) -> dict[tuple[str, int, int], tuple[str, str, bool]]:
    return {
        (cell.sheet, cell.row, cell.column): (cell.raw, cell.kind, cell.is_percent)
        for sheet in grid.sheets
        for cell in sheet.cells.values()
        if cell.raw
    }


@pytest.mark.parametrize(
    "text", ["2021-12-31", "2025-11-20 08:30:00", "1900-01-15", "08:30:00", "1900-03-01"]
)
def test_日期换成序号再读回来(text: str) -> None:
    from perfxl.workbook.numformats import iso_date  # noqa: PLC0415

    assert iso_date(copy.serial(text), date1904=False) == text


@pytest.mark.parametrize("kind", KINDS)
def test_弄坏的文件只有一句话(
    converted: dict[tuple[str, str], Path], tmp_path: Path, kind: str
) -> None:
    good = converted["良好", kind].read_bytes()
    chance = random.Random(20251120)  # noqa: S311  # 要的就是每次相同
    path = tmp_path / f"坏.{kind}"
    said = []
    for _ in range(300):
        bad = bytearray(good)
        if chance.random() < 0.3:
            del bad[chance.randrange(len(bad)) :]
        else:
            for _ in range(chance.choice([1, 3, 20, 200])):
                bad[chance.randrange(len(bad))] = chance.choice([0, 255, chance.randrange(256)])
        path.write_bytes(bad)
        try:
            workbook.read(path)
        except WorkbookError as error:
            said.append(str(error))
    assert len(said) > 50
    assert all(one.startswith(f"{path.name}：") and "\n" not in one for one in said)


def test_弄坏的ods部件只有一句话(converted: dict[tuple[str, str], Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(converted["良好", "ods"]) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(7)  # noqa: S311  # 同上
    for name in ("content.xml", "styles.xml"):
        for _ in range(60):
            bad = bytearray(parts[name])
            for _ in range(chance.choice([1, 3])):
                place = chance.randrange(len(bad))
                bad[place : place + chance.randrange(6)] = chance.choice(
                    [b"", b"9999999", b"<", b"-1", b'"', b"\xff"]
                )
            path = books.pack(tmp_path / "坏.ods", {**parts, name: bytes(bad)})
            with contextlib.suppress(WorkbookError):
                workbook.read(path)


def ods(path: Path, body: str, **more: bytes) -> Path:
    """手写的 .ods。"""
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"'
        for key in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="自评表">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return books.pack(path, {"mimetype": kind, "content.xml": content, **more})


def test_ods_重复的行和格_分组里的行(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="{}"{}><text:p>x</text:p>'
    path = ods(
        tmp_path / "手写.ods",
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        "<table:table-row-group><table:table-row>"
        f"{cell.format('1E3', ' table:number-columns-repeated=' + chr(34) + '2' + chr(34))}"
        "</table:table-cell><table:table-cell><text:p>甲<text:s text:c='2'/>乙</text:p>"
        "<text:p>丙</text:p></table:table-cell></table:table-row></table:table-row-group>"
        '<table:table-row table:number-rows-repeated="2">'
        f"{cell.format('0.5', '')}</table:table-cell></table:table-row>",
    )
    sheet = workbook.read(path).sheets[0]
    assert {(cell.local, cell.raw) for cell in sheet.cells.values()} == {
        ("A4", "1000"), ("B4", "1000"), ("C4", "甲  乙\n丙"), ("A5", "0.5"), ("A6", "0.5"),
    }  # fmt: skip


def test_ods_重复得撑爆内存的不读(tmp_path: Path) -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' table:number-columns-repeated="16384"><text:p>字</text:p></table:table-cell>'
        "</table:table-row>"
    )
    with pytest.raises(WorkbookError, match="多得不正常"):
        workbook.read(ods(tmp_path / "弹.ods", row))


def test_ods_加密_缺内容(tmp_path: Path) -> None:
    secret = {"META-INF/manifest.xml": b"<m:encryption-data/>"}
    with pytest.raises(WorkbookError, match="打开密码"):
        workbook.read(ods(tmp_path / "密.ods", "", **secret))
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(WorkbookError, match="缺少内容部件"):
        workbook.read(books.pack(tmp_path / "缺.ods", {"mimetype": kind}))


def test_ods_里的网址不下载_实体不解(tmp_path: Path) -> None:
    path = books.pack(
        tmp_path / "实体.ods",
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        },
    )
    with pytest.raises(WorkbookError, match="实体定义"):
        workbook.read(path)


def test_改了扩展名也认得(converted: dict[tuple[str, str], Path], tmp_path: Path) -> None:
    for kind in KINDS:
        path = tmp_path / f"{kind}.xlsx"
        path.write_bytes(converted["良好", kind].read_bytes())
        assert workbook.read(path).sheet("绩效自评表") is not None


def test_工作表名放不进xlsx的_说清楚() -> None:
    from drawn import drawn  # noqa: PLC0415

    grid = drawn(f"[{'长' * 32}]\n甲 | 1")
    with pytest.raises(WorkbookError, match="不能用"):
        copy.plain_copy(grid, frozenset())
    assert zipfile.is_zipfile(io.BytesIO(copy.plain_copy(drawn("[表]\n甲"), frozenset())))
