"""同一张表，不管哪个软件、哪种写法存的，读出来都一样；版式是 tests/shapes 的每一种。"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import producers
import pytest
from office import convert_all
from test_shapes import FORMS, NAMES, Reading, as_drawn, filings_of, reading, shape, told

from perfxl.cells.grid import Grid
from perfxl.filing.model import Filing
from perfxl.read import read_all
from perfxl.workbook import read as read_book

WRITERS = {
    "XlsxWriter": producers.by_xlsxwriter,
    "openpyxl": producers.by_openpyxl,
    "手写_格里文字_前缀": producers.by_hand_inline,
    "手写_严格_分段文字": producers.by_hand_strict,
    "隐藏的行和列": producers.with_hidden,
}
# 改了字的，存成文件再读。
REWORDED = {
    "全角数字": producers.full_width,
    "不换行空格": producers.with_nbsp,
    "数里折行": producers.broken_lines,
}
# 只挪了地方、拆了合并的：每种版式存成文件读出来不变，上面已经有五种写法试过，这里不再存一遍。
RELAID = {
    "名称每行都写": producers.labels_repeated,
    "名称只写一行": producers.labels_once,
    "不从左上角起": producers.moved,
    "在第三张工作表": producers.on_third_sheet,
}
TWICE = "一张工作表两份"


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """各种版式一次都交给 LibreOffice 转存。"""
    folder = tmp_path_factory.mktemp("转存")
    sources = [producers.by_xlsxwriter(shape(name), folder / f"{name}.xlsx") for name in NAMES]
    return convert_all(sources, "xlsx", folder / "out")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_各种软件存的(name: str, write: producers.Producer, tmp_path: Path) -> None:
    assert _reading(read_book(write(shape(name), tmp_path / "表.xlsx")), name) == as_drawn(name)


@pytest.mark.parametrize("name", NAMES)
def test_LibreOffice转存的(name: str, resaved: Path) -> None:
    assert _reading(read_book(resaved / f"{name}.xlsx"), name) == as_drawn(name)


def _reading(grid: Grid, name: str) -> Reading:
    """各格、合并、藏着的与画的一模一样的，读出来也就一样，不必再读一遍。"""
    return as_drawn(name) if grid.sheets == shape(name).sheets else reading(grid)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rewrite", [*REWORDED, *RELAID, TWICE])
def test_同一张表的别的写法(name: str, rewrite: str, tmp_path: Path) -> None:
    if rewrite == TWICE:
        found = told(_twice(name)[0])
    elif rewrite in RELAID:
        found = reading(RELAID[rewrite](shape(name)))
    else:
        file = producers.by_hand_strict(REWORDED[rewrite](shape(name)), tmp_path / "表.xlsx")
        found = reading(read_book(file))
    assert _narrow(found) == _narrow(as_drawn(name))


@cache
def _twice(name: str) -> tuple[Filing, ...]:
    """同一张工作表上摞着同样的两份，读出来的各份。"""
    return read_all(producers.twice_on_sheet(shape(name)), FORMS)


def _narrow(found: Reading) -> Reading:
    """文字照原样留着：全角的数字换成半角、序号后面的空格去掉才好比。"""
    wide = {code: code - 0xFEE0 for code in map(ord, "０１２３４５６７８９．％")}

    def plain(text: str) -> str:
        return re.sub(r"(?<=\d) (?=[\u4e00-\u9fff])", "", text.translate(wide))

    return {
        key: plain(value) if isinstance(value, str) else [plain(line) for line in value]
        for key, value in found.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_同样的两份摞在一起_都读_读出来一样(name: str) -> None:
    filings, one = _twice(name), filings_of(name)
    assert len(filings) == 2 * len(one)
    names = [[row.name.value for row in filing.indicators] for filing in filings]
    assert names == [[row.name.value for row in filing.indicators] for filing in one] * 2
    assert [filing.form.code for filing in filings] == [filing.form.code for filing in one] * 2
