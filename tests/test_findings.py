"""结论的排序、归并、写法。"""

from dataclasses import replace

import pytest
from drawn import cells_at

from perfxl.cells.grid import Cell
from perfxl.filing.findings import (
    WITHIN,
    Finding,
    Level,
    count,
    first_cells,
    group,
    order,
    places,
    settle_consequences,
)


def _finding(code: str, level: Level, *cells: str, message: str = "写错了") -> Finding:
    return Finding(code, level, cells_at(*cells), message, "请改")


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (("表!G14",), "表!G14"),
        (("表!G14", "表!G15", "表!G16"), "表!G14:G16"),
        (("表!G14", "表!G16"), "表!G14、G16"),
        (("表!G14", "表!H15"), "表!G14、H15"),
        (("表!G14", "明细!G15", "明细!G16"), "表!G14、明细!G15:G16"),
        ((), ""),
    ],
)
def test_几个单元格的写法(cells: tuple[str, ...], shown: str) -> None:
    assert places(cells_at(*cells)) == shown


def test_写出去的地址找得回第一格() -> None:
    shown = places(cells_at("表!G14", "表!G15", "表!I3", "明细!A1"))
    assert first_cells(shown) == ("表!G14", "表!I3", "明细!A1")


def test_先重后轻_同级按代码() -> None:
    found = order(
        [_finding("B02", Level.INFO), _finding("B01", Level.INFO), _finding("Z9", Level.ERROR)]
    )
    assert [one.code for one in found] == ["Z9", "B01", "B02"]


def test_话相同的并成一条_单元格连在一起() -> None:
    found = group([_finding("A01", Level.ERROR, "表!A1"), _finding("A01", Level.ERROR, "表!A2")])
    assert [one.cells for one in found] == [cells_at("表!A1", "表!A2")]
    assert (
        len(group([_finding("A01", Level.ERROR), _finding("A01", Level.ERROR, message="别的")]))
        == 2
    )


def test_同一格只说一次() -> None:
    blank, written = Cell("表", 1, 1), Cell("表", 1, 1, "8", "number")
    first = Finding("A01", Level.ERROR, (blank,), "写错了", "请改")
    second = Finding("A01", Level.ERROR, (written,), "写错了", "请改")
    (joined,) = group([first, second])
    assert joined.cells == (blank,)


def test_没有的级别也数() -> None:
    counts = count([_finding("A01", Level.ERROR)])
    assert [counts[level] for level in Level] == [1, 0, 0, 0]


def test_一行话() -> None:
    at = cells_at("表!G14")
    finding = Finding("W01", Level.ERROR, at, "合计 48，应为 50", "请调整", "某表，未核实")
    assert finding.line() == "表!G14 W01 合计 48，应为 50（某表，未核实）；请调整"


def test_别的结论说明得了的_只说先改好哪一格() -> None:
    (basis,) = cells_at("表!E17")
    cause = _finding("T03", Level.WARNING, "表!E17", message="方向反了")
    points = replace(_finding("P02", Level.ERROR, "表!H17"), basis=(basis,))
    explains = {"T03": frozenset({"P02"})}
    assert settle_consequences([cause, points], explains)[1].fix == "先改好 E17（T03），再看这一条"
    other = replace(points, basis=cells_at("表!E18"))
    assert settle_consequences([cause, other], explains)[1] == other
    assert settle_consequences([cause, points], {})[1] == points
    explained = replace(cause, level=Level.VERIFY, explanation="确是上限")
    assert settle_consequences([explained, points], explains)[1] == points


def test_那几格的别的结论不必说_写了说明可以保留的不盖住别的() -> None:
    cause = _finding("F14", Level.VERIFY, "表!A1", "表!A2")
    due, other = _finding("T07", Level.WARNING, "表!E16", "表!A1"), _finding("U01", Level.INFO)
    explains = {"F14": frozenset({*WITHIN, "T07"})}
    assert settle_consequences([cause, due, other], explains) == (cause, other)
    kept = replace(cause, explanation="照标题的年度")
    assert settle_consequences([kept, due, other], explains) == (kept, due, other)
