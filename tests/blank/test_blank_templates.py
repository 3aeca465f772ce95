"""随程序给的空白表就是表样说的样子：表样改了，空白表没有重画，这里就不通过。"""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from blankbook import FILLED, FORMS, MOF, TEMPLATES, beside, opened, place_of, texts

from perfxl.blank import build, workbook_bytes
from perfxl.cells.quantity import plain
from perfxl.form.form import Form
from perfxl.form.load import load
from perfxl.form.scoring import LIMITS

EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)


def _template(form: Form) -> Path:
    folder = TEMPLATES if form.default else TEMPLATES / form.code
    return folder / "indicator_table.xlsx"


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@EVERY_FORM
def test_随程序给的空白表与表样一致(form: Form) -> None:
    path = _template(form)
    how = f"{path.relative_to(TEMPLATES.parent)} 与表样不同，请重画：python samples/build.py"
    assert path.is_file(), how
    # 比内容，不比压缩后的字节：压缩库的版本不同，字节就不同。
    assert _parts(path.read_bytes()) == _parts(workbook_bytes(form)), how


def test_没有多出来的空白表() -> None:
    found = set(TEMPLATES.rglob("indicator_table.xlsx"))
    assert found == {_template(form) for form in FORMS}


@EVERY_FORM
def test_两次画的字节相同(form: Form) -> None:
    assert workbook_bytes(form) == workbook_bytes(form)


def test_填好的两次画也相同(tmp_path: Path) -> None:
    build(MOF, tmp_path / "一.xlsx", FILLED)
    build(MOF, tmp_path / "二.xlsx", FILLED)
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["一.xlsx", "二.xlsx"]


@EVERY_FORM
def test_工作表是表样里的那些(form: Form) -> None:
    order = ("tasks", "details", "data", "evidence", "narratives")
    tables = [table.sheet for key in order if (table := form.table_of(key))]
    assert opened(form).sheetnames == [form.sheets.guide, form.sheets.main, *tables]


@EVERY_FORM
def test_各列的名称和先后照表样(form: Form) -> None:
    book = opened(form)
    main = book[form.sheets.main]
    for columns in (form.funds.column, form.indicators.column):
        titles = [one.title for one in columns if one.drawn]
        if not titles:  # 表样没有资金块
            continue
        row = place_of(main, titles[0]).row
        assert [cell.value for cell in main[row] if cell.value in titles] == titles
    for table in form.table:
        titles = [one.title for one in table.column if one.drawn]
        heading = [cell.value for cell in book[table.sheet][3]]
        assert heading[: len(titles)] == titles


@EVERY_FORM
def test_表头项目和目标栏都在(form: Form) -> None:
    written = texts(opened(form)[form.sheets.main])
    for one in form.header:
        title = "（        年度）" if one.key == "year" else one.title
        assert (title in written) == one.drawn
    goals = {form.goals.title, form.goals.goal, form.goals.achievement}
    assert goals <= set(written) or goals == {""}  # 都空着的表样没有目标块
    assert [row.title for row in form.funds.row if row.title not in written] == []
    assert set(form.look.notes) <= set(written)


@EVERY_FORM
def test_指标行照表样留(form: Form) -> None:
    main = opened(form)[form.sheets.main]
    first = place_of(main, form.indicators.title).row + 1
    titles = {one.key: one.title for one in form.indicators.column}
    name = place_of(main, titles["name"]).column
    after = [*form.indicators.total[:1], *form.look.notes]  # 不打分的表没有总分行
    total = min(cell.row for row in main for cell in row if cell.value in after)
    expected = [[f"指标{place}：" for place in range(1, form.indicators.rows + 1)]]
    for level1 in form.level1:
        for level2 in level1.level2:
            blank = [f"指标{place}：" for place in range(1, level2.rows + 1)]
            expected.append([one.name for one in level2.level3] or blank)
    written = [main.cell(row, name).value for row in range(first, total)]
    assert written == [one for run in expected for one in run]


@EVERY_FORM
def test_表样规定的每个数都写着(form: Form) -> None:
    book = opened(form)
    guide = "\n".join(texts(book[form.sheets.guide]))
    main = texts(book[form.sheets.main])
    for weight in (form.funds.weight, form.indicators.weight, *(one.weight for one in form.level1)):
        assert weight is None or f"{plain(weight)} 分" in guide
    for grade in form.grade:
        assert f"{grade.name} {plain(grade.low)}" in guide
    for band in form.scoring.band:
        assert f"{plain(band.high * 100)}% 至 {plain(band.low * 100)}%（含）" in guide
    for limit in form.limit:
        assert LIMITS[limit.key].title in guide
        assert any(plain(value) in guide for value in (limit.value, limit.value * 100))
    assert "超过 100 万元" in guide  # 平均每人百万元，不是一百元
    for level1 in form.level1:
        for level2 in level1.level2:
            for one in level2.level3:
                assert one.name in main
                assert one.weight is None or plain(one.weight) in main


@EVERY_FORM
def test_每个出处都写明可信到哪一步(form: Form) -> None:
    guide = opened(form)[form.sheets.guide]
    rows = [[cell.value for cell in row] for row in guide.iter_rows()]
    others = {one.source for one in form.earlier}  # 申报表、监控表的，不是这张表的
    assert others
    for source in form.source:
        found = [row for row in rows if row[0] == source.number and source.title in row]
        assert len(found) == (source.id not in others)
        assert all(str(row[1]).endswith(f"（{source.ground}）") for row in found)


def test_国家表样的九列和合并照印出来的样子() -> None:
    main = opened(MOF)[MOF.sheets.main]
    merged = {str(one) for one in main.merged_cells.ranges}
    assert main.max_column == 9
    assert main["A1"].value == "附件1"
    assert {"A2:I2", "A3:I3", "C4:I4"} <= merged  # 标题、年度、项目名称通栏
    assert {"A6:A10", "B7:C7", "B8:C8"} <= merged  # 项目资金竖着合并，资金名称占两列
    assert {"A13:A31", "B14:B21", "C14:C15"} <= merged  # 绩效指标、一级、二级竖着合并
    assert [cell.value for cell in main[6]][3:] == [
        "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分",
    ]  # fmt: skip


def test_分项资金的分值和得分印着横线() -> None:
    main = opened(MOF)[MOF.sheets.main]
    for row in ("其中：当年财政拨款", "上年结转资金", "其他资金"):
        assert beside(main, row, "分值").value == "—"
        assert main.cell(place_of(main, row).row, 9).value == "—"


@EVERY_FORM
def test_填报说明的例子_用表样自己的列名和说法(form: Form) -> None:
    guide = texts(opened(form)[form.sheets.guide])
    titles = {one.key: one.title for one in form.indicators.column}
    if "target" in titles:
        drawn = {one.key for one in form.indicators.column if one.drawn}
        apart = {"sign", "unit"} <= drawn  # 另有这两栏的，一个指标值分三格写
        whole = f"{titles['sign']} ≥，{titles['target']} 50，{titles['unit']} 个" if apart else ""
        assert {titles["target"], titles["actual"], whole or "≥50个"} <= set(guide)
    else:
        assert "≥50个" not in guide
    assert ("定性指标的完成值" in "".join(guide)) is bool(form.scoring.band)
    assert all(band.name in guide for band in form.scoring.band)


def test_认得出是哪张表样() -> None:
    properties = opened(MOF).custom_doc_props
    assert {one.name: one.value for one in properties.props} == {"perfxl_form": "mof-2020"}


_GUIDES = {
    "mof-transfer": (["总分", "得满分"], ["没有完成的指标"]),
    "anhui-department": (["完成值明显", "偏差原因和改进", "指标1："], ["写明扣在哪里"]),
    "cq-department": (["同一个二级指标"], ["在两行之间插入行"]),
    "mof-2020": ([], ["和总分由公式算出", "同一个二级指标", "没有得满分的指标", "指标1："]),
}


@pytest.mark.parametrize("code", _GUIDES)
def test_填报说明说的是这张表有的(code: str) -> None:
    """怎样填一段：没有分值、完成值、原因、二级指标的表样，不说那些。"""
    said = texts(opened(load(code))[load(code).sheets.guide])
    start = next(place for place, line in enumerate(said) if line.endswith("怎样填"))
    steps = [line for line in said[start:] if line[:1].isdigit() and line[1:3] == ". "]
    whole = "".join(steps)
    without, within = _GUIDES[code]
    assert [word for word in without if word in whole] == []
    assert [word for word in within if word not in whole] == []
