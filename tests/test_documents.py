"""给人看的文档与程序相符：表样清单、命令、链接、英文一页里的例子。"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from test_house import FLOOR, LIBRARIES

import perfxl
from perfxl.cli.main import COMMANDS
from perfxl.form.listing import markdown

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "packaging" / "README.md"]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_README的表样清单由程序写出() -> None:
    table = markdown(perfxl.forms())
    how = (
        "重新生成：python -c "
        '"import perfxl; from perfxl.form.listing import markdown; print(markdown(perfxl.forms()))"'
    )
    assert table + "\n\n" in _text("README.md"), how


def test_表样一页说到每一张() -> None:
    listed = _text("docs/表样.md")
    assert [one.code for one in perfxl.forms() if f"`{one.code}`" not in listed] == []


def test_命令一页说到每个命令和它的中文名() -> None:
    said = _text("docs/命令行.md")
    for name, chinese in COMMANDS.items():
        assert re.search(rf"^\| `perfxl {name}\b[^|]*`.*`{chinese}`", said.replace("｜", "/"),
                         re.MULTILINE), name  # fmt: skip


def test_结构一页说到每间屋子() -> None:
    said = _text("docs/结构.md").partition("## 各间屋子")[2].partition("## 规矩")[0]
    names = {room for room in FLOOR if room not in {"errors", "__main__"}}
    assert [room for room in names if not re.search(rf"`{room}(?:/|\.py)`", said)] == []


def test_结构一页说到每间屋子用的库() -> None:
    table = _text("docs/结构.md").partition("## 各间屋子")[2].partition("## 规矩")[0]
    said = {
        (room, library)
        for names, _, libraries in re.findall(
            r"^\| (.+?) \| (.+) \| (.*?) ?\|$", table, re.MULTILINE
        )
        for room in re.findall(r"`(\w+)/`", names)
        for library in filter(None, libraries.split("、"))
    }
    used = {(room, library) for library, rooms in LIBRARIES.items() for room in rooms}
    assert {pair for pair in said if pair[0] in FLOOR} == used


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_文档里的链接都有(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [one.partition("#")[0] for one in re.findall(r"\]\(([^)\s]+)\)", text)]
    local = [unquote(one) for one in targets if one and "://" not in one]
    assert [one for one in local if not (page.parent / one).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_文档里指到一节的链接_那一节还在(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    places = re.findall(r"\]\((?!\w+:)([^)\s#]*)#([^)\s]+)\)", text)
    lost = [
        f"{name}#{section}"
        for name, section in places
        if unquote(section) not in _sections(page.parent / unquote(name) if name else page)
    ]
    assert lost == []


def _sections(page: Path) -> set[str]:
    """一页各节的锚：小写，标点去掉，空格换成短横。"""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    titles = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_每张图都有一页用着() -> None:
    used = {
        unquote(name)
        for page in PAGES
        for name in re.findall(r"图/([^)\s]+\.png)", page.read_text(encoding="utf-8"))
    }
    assert {path.name for path in (ROOT / "docs" / "图").iterdir()} == used


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_两页README里的例子照抄就能运行(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    examples = re.findall(r"^```python\n(.*?)^```", _text(page), re.DOTALL | re.MULTILINE)
    assert examples
    for code in examples:
        exec(compile(code, page, "exec"), {})  # noqa: S102  # 文档里的例子
    assert "Traceback" not in capsys.readouterr().out
