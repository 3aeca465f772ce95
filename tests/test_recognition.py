"""认表样：只细比可能最像的，选的与全比一遍的一份不差；表样再加四十张也不慢。"""

from __future__ import annotations

import random
import statistics
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from casebook import GOOD, cases
from drawn import drawn
from exhaustive import Choice, Likenesses, exhaustive
from manyforms import many_forms

from perfxl import workbook
from perfxl.assess import assess
from perfxl.blank import load_content, workbook_bytes
from perfxl.cells.grid import Grid
from perfxl.errors import FormError
from perfxl.form.form import Form
from perfxl.form.load import load_all
from perfxl.read import recognise
from perfxl.report.sentences.context import sources_note

HERE = Path(__file__).parent
FORMS = load_all()
SAMPLES = sorted((HERE.parent / "samples").rglob("*.xlsx"))
SHAPES = sorted((HERE / "shapes").glob("*.txt"))


def _chosen(grid: Grid, forms: tuple[Form, ...]) -> Choice | None:
    try:
        known = recognise(grid, forms)
    except FormError:
        return None
    place = known.form.code, known.sheet.name, known.heading.row
    return Choice(known.likeness, known.titled, *place, known.is_named)


def _same(grid: Grid, *several: tuple[Form, ...]) -> None:
    """几批表样里，选的都与全比一遍的相同。"""
    known = Likenesses()
    for forms in several:
        assert _chosen(grid, forms) == exhaustive(grid, forms, known)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Form, ...]:
    return many_forms(tmp_path_factory.mktemp("各地"), 40)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_样本选的与全比一遍相同(path: Path, many: tuple[Form, ...]) -> None:
    grid = workbook.read(path)
    _same(grid, FORMS, many)


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_各地的版式选的与全比一遍相同(path: Path, many: tuple[Form, ...]) -> None:
    grid = drawn(path.read_text(encoding="utf-8"))
    _same(grid, FORMS, many)


@pytest.mark.parametrize("filled", [False, True], ids=["空白", "填好"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_每张表样选的与全比一遍相同(
    form: Form, *, filled: bool, tmp_path: Path, many: tuple[Form, ...]
) -> None:
    example = HERE / "forms" / f"{form.code}.toml"  # 有样本的表样没有另外填一份
    content = load_content(example) if filled and example.exists() else None
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(form, content))
    grid = workbook.read(path)
    _same(grid, FORMS, many)


@pytest.mark.parametrize("kind", ["bad", "clean"])
def test_每个案例选的与全比一遍相同(kind: str) -> None:
    for _, case in cases(kind):
        _same(drawn(f"{GOOD}\n{case.get('add', '')}", dict(case.get("change", {}))), FORMS)


@pytest.mark.parametrize("seed", range(40))
def test_随手改掉几格选的与全比一遍相同(seed: int, many: tuple[Form, ...]) -> None:
    """标题、表名、表头、一级名称换掉、抹掉、抄到别处，几张表拼成一个工作簿。"""
    chance = random.Random(seed)  # noqa: S311  # 不是密码
    grids = [drawn(path.read_text(encoding="utf-8")) for path in chance.sample(SHAPES, 3)]
    sheets = []
    for number, sheet in enumerate(one for grid in grids for one in grid.sheets):
        cells = dict(sheet.cells)
        for place in chance.sample(sorted(cells), min(len(cells), chance.randrange(25))):
            other = chance.choice(sorted(cells))
            raw = chance.choice(["", cells[other].raw, "项目支出绩效自评表", "成本指标"])
            cells[place] = cells[place]._replace(raw=raw, kind="text" if raw else "blank")
        name = chance.choice([f"表{number}", f"{sheet.name}{number}"])
        sheets.append(replace(sheet, name=name, cells=cells))
    grid = Grid("拼.xlsx", tuple(sheets))
    _same(grid, FORMS, many)


def test_默认的表样在后面也先取它(many: tuple[Form, ...]) -> None:
    grid = drawn(SHAPES[0].read_text(encoding="utf-8"))
    _same(grid, tuple(reversed(FORMS)), tuple(reversed(many)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("年初预算数 | 全年预算数 | 全年执行数", "年初预算 | 预算数 | 执行数"),
        ("偏差原因分析及改进措施", "备注"),
        ("年度总体目标", "年度绩效目标"),
        ("| 年度指标值 | 实际完成值 |", "| 目标值 | 完成值 |"),
    ],
)
def test_标题是某某项目绩效自评表的_没有一地特有的栏名_照默认的读(old: str, new: str) -> None:
    text = GOOD.replace("项目支出绩效自评表", "街道图书馆改造项目绩效自评表", 1)
    known = recognise(drawn(text.replace(old, new)), FORMS)
    assert known.form.code == "mof-2020"


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("湖北_两个绩效目标", "hubei-2020", "也像财政部的“项目支出绩效自评表”，照写着的栏名取这"),
        (
            "完成情况写成句子_实际到位", "mof-2020",
            "也像湖北省财政厅的“项目自评表”，表上没有它特有的栏名",
        ),
    ],
)  # fmt: skip
def test_标题两张表样都有的_说取了哪一张_还像哪一张(name: str, code: str, said: str) -> None:
    text = (HERE / "shapes" / f"{name}.txt").read_text(encoding="utf-8")
    known = recognise(drawn(text), FORMS)
    assert known.form.code == code
    assert said in known.why


def test_多四十张表样不慢三成(many: tuple[Form, ...]) -> None:
    """各份轮流认，取中位的处理器时间；机器忙的时候再量两次。"""
    grids = [workbook.read(path) for path in SAMPLES]
    assert len(many) == len(FORMS) + 40

    def spent(forms: tuple[Form, ...]) -> float:
        start = process_time()
        for grid in grids:
            recognise(Grid(grid.file, tuple(replace(sheet) for sheet in grid.sheets)), forms)
        return process_time() - start

    spent(FORMS), spent(many)
    ratios = []
    for _ in range(3):
        pairs = [(spent(many), spent(FORMS)) for _ in range(9)]
        ratios.append(statistics.median(more / few for more, few in pairs))
        if ratios[-1] <= 1.3:
            return
    pytest.fail(f"{len(many)} 张是 {len(FORMS)} 张的 {ratios} 倍")


_COUNTY = """[自评]
某县2025年部门整体支出绩效自评表 | < | < | < | < | <
部门名称 | 某县档案馆 | < | < | < | <
预算资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 1000 | 1050 | 1008 | 10 | 96% | 9.6
绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 未完成原因
一、产出指标 | | | 50 | 50 |
（一）数量指标 | | | 50 | 50 |
1.整理档案卷数 | ≥800卷 | 820卷 | 50 | 50 |
二、效益指标 | | | 30 | 30 |
（一）社会效益指标 | | | 30 | 30 |
1.查档人次增长率 | ≥5% | 6% | 30 | 30 |
三、满意度指标 | | | 10 | 10 |
（一）服务对象满意度 | | | 10 | 10 |
1.查档群众满意度 | ≥90% | 93% | 10 | 10 |
总分 | | | 100 | 99.6 |
"""


def test_标题各地都用_没有一地的地名又缺它规定的栏_不当作那一地的() -> None:
    made = assess(drawn(_COUNTY), FORMS)
    assert made.form.code != "cq-department"
    assert not any("计量单位" in one.message for one in made.findings)
    [said] = [one.message for one in made.findings if one.code == "S09"]
    assert said.startswith("标题“某县2025年部门整体支出绩效自评表”各地都用，看不出是哪里的表样")
    note = sources_note(made.form, guessed=made.filing.guessed is not None)
    assert note == "" or "未必是本地的" in note
