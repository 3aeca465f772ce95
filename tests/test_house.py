"""屋子的规矩：谁可以用谁、外面的库进哪个门、没有浮点数、没有哪个文件住不下。"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "perfxl"

# 每间屋子在第几层；只许用比自己低的层（同层不互用）。报表、写回、门在上，名词在下。
FLOOR = {
    "errors": 0, "disk": 0, "version": 0,
    "cells": 1, "form": 2, "ours": 2, "filing": 3,
    "read": 4, "score": 4, "checks": 5, "assess": 6,
    "workbook": 4, "results": 7, "report": 7, "proof": 8, "blank": 7,
    "calc": 7, "files": 9, "excel": 9, "live": 9,
    "buttons": 10, "library": 10, "bureau": 11, "web": 12, "cli": 13, "__main__": 14,
    "__init__": 12,
}  # fmt: skip
LIBRARIES = {
    "lxml": {"workbook", "report", "proof"},
    "xlsxwriter": {"blank", "bureau"},
    "docx": {"report", "proof"},
    "jinja2": {"report"},
    "platformdirs": {"form", "web"},
    "pyopenvba": {"excel"},
    "xlwings": {"calc", "live"},
    "openpyxl": {"library"},
    "pandas": {"library", "bureau"},
    "watchfiles": {"cli"},
    "sqlalchemy": {"bureau"},
    "distributed": {"bureau"},
    "flask": {"web"},
    "flask_wtf": {"web"},
    "werkzeug": {"web"},
    "waitress": {"web"},
    "markupsafe": {"web"},
    "rapidfuzz": {"bureau"},
    "PIL": {"report"},
}


# Excel 里的数只有浮点一种：交给它之前在这一处换。
FLOATS = {"live/values.py"}


@cache
def _files() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("*.py")))


def _room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache  # 几条规矩都要看
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module", autouse=True)
def _看完放掉() -> Iterator[None]:
    """几十万个节点，看完这一个文件就不用了。"""
    yield
    _nodes.cache_clear()


@cache  # 几条规矩都要问
def _imports(path: Path) -> frozenset[str]:
    names: set[str] = set()
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            source = _source(node, path)
            names.add(source)
            if source == "perfxl":
                names |= {f"perfxl.{alias.name}" for alias in node.names}
    return frozenset(names)


def _source(node: ast.ImportFrom, path: Path) -> str:
    """从哪里引；写点开头的（`from .books`）补成全名。"""
    folder = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
    return ".".join((*folder, *([node.module] if node.module else [])))


def test_每个文件都看过() -> None:
    rooms = {_room(path) for path in _files()}
    assert rooms == set(FLOOR)


def test_门厅里只有门面() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 6


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_只用下层的屋子(path: Path) -> None:
    mine = _room(path)
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] != "perfxl" or len(parts) == 1 or parts[1] not in FLOOR:
            continue
        other = parts[1]
        fine = other == mine or FLOOR[other] < FLOOR[mine]
        assert fine, f"{path.name} 用了上层的 {other}"


@pytest.mark.parametrize("room", ["live", "calc", "results", "ours"])
def test_不碰文件的屋子不认识文件(room: str) -> None:
    """结果长什么样、凭什么认得出是我们的，在 ours；文件门只有做文件的事才用。"""
    paths = [path for path in _files() if _room(path) == room]
    assert paths
    assert not any(name.startswith("perfxl.workbook") for path in paths for name in _imports(path))


def test_文件之间不绕圈() -> None:
    """只为标注类型的引用（TYPE_CHECKING 下面的）也算：读的人一样要把两个文件一起看。"""
    modules = {_module(path): path for path in _files()}
    uses = {}
    for module, path in modules.items():
        names = {name for node in _nodes(path) for name in _named_by(node, path)}
        inner = {name for name in names & modules.keys() if not f"{module}.".startswith(f"{name}.")}
        uses[module] = inner
    assert len(list(TopologicalSorter(uses).static_order())) == len(modules)


def _named_by(node: ast.AST, path: Path) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        source = _source(node, path)
        return {source, *(f"{source}.{alias.name}" for alias in node.names)}
    return set()


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


_RULE_FILES = {
    _module(path)
    for path in (PACKAGE / "checks").glob("*.py")
    if path.stem not in {"__init__", "register", "rulebook"}
}


def test_规则文件之间不互相引用() -> None:
    """几条规则都要问的话在 checks/vocabulary/；词汇也不引用规则。"""
    asking = [path for path in _files() if "checks" in path.parts]
    uses = {
        _module(path): used
        for path in asking
        if (used := {name for name in _imports(path) if name in _RULE_FILES})
    }
    assert uses == {}
    assert len(_RULE_FILES) > 20


def test_外面的库各走一个门() -> None:
    seen: dict[str, set[str]] = {}
    for path in _files():
        for name in _imports(path):
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names and top != "perfxl":
                seen.setdefault(top, set()).add(_room(path))
    assert seen == LIBRARIES


# 不经 disk.put 写文件的：自己就是，写回要先留旧的一份，写的是用完就丢的临时文件，
# 移开没有主人的锁，出错记录太长时另起一份。
_WRITERS = {
    "disk.py", "workbook/save.py", "excel/project.py",
    "workbook/lock.py", "errors.py",
}  # fmt: skip


def test_存盘只有一处() -> None:
    writers = {
        path.relative_to(PACKAGE).as_posix()
        for path in _files()
        for node in _nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node)
    }
    assert writers == _WRITERS


def _writes(call: ast.Call) -> bool:
    """`path.write_bytes(…)`，`staged.replace(target)`；文字的 replace 有两个参数。"""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    moved = name in {"replace", "rename"} and len(call.args) == 1 and not call.keywords
    return name in {"write_bytes", "write_text"} or moved


def test_没有浮点数() -> None:
    for path in _files():
        if path.relative_to(PACKAGE).as_posix() in FLOATS:
            continue
        for node in _nodes(path):
            if isinstance(node, ast.Constant):
                assert not isinstance(node.value, float), f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Name):
                assert node.id != "float", f"{path.name}:{node.lineno}"


# 名称的写法只在读表时认；后面的各步问自评表里认好的行。例外的文件各有理由。
NAMING = {
    "key_of", "bare_key_of", "is_one_of", "undecorated", "level_name", "level1_named", "synonyms",
    "form_rows", "FormRows",
}  # fmt: skip
NAMING_ROOMS = {"cells", "form", "read", "blank"}  # 空白表按表样自己的名称画，没有填报人的字
NAMING_ELSEWHERE = {
    # 在填报人的一段话里找资金各列的叫法，不是把一个名称对到一行。
    "checks/goal_figures.py": {"bare_key_of", "synonyms"},
    # 报告的一句话里提到的名称、部门，与表里写的比：报告是人写的，没有行可认。
    "proof/claims/filed.py": {"key_of", "undecorated"},
    # 报告里照抄自评表的表格：行的名称、表头与表里写的比。
    "proof/claims/dues.py": {"key_of", "level_name", "undecorated"},
    "proof/claims/copied.py": {"bare_key_of", "undecorated"},
}


def _naming(path: Path) -> set[str]:
    """文件里用到的认名称的东西：引进来的、当属性用的。"""
    seen: set[str] = set()
    for node in _nodes(path):
        if isinstance(node, ast.ImportFrom):
            seen |= {alias.name for alias in node.names} | set((node.module or "").split("."))
        elif isinstance(node, ast.Attribute):
            seen.add(node.attr)
    return seen & NAMING


def test_名称只在读表时认() -> None:
    used = {
        path.relative_to(PACKAGE).as_posix(): names
        for path in _files()
        if _room(path) not in NAMING_ROOMS and (names := _naming(path))
    }
    assert used == NAMING_ELSEWHERE


def test_校验的文件一族里排着号() -> None:
    """文件第一句“M 资金之三”：一族里从之二排起，不重、不缺。"""
    numbers: dict[str, list[str]] = {}
    for path in sorted((PACKAGE / "checks").rglob("*.py")):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if head := re.match(r"([A-Z] [^：。]+)之([二三四五六七八九])：", said):
            numbers.setdefault(head[1], []).append(head[2])
    due = "二三四五六七八九"
    assert {head: "".join(sorted(each, key=due.index)) for head, each in numbers.items()} == {
        head: due[: len(each)] for head, each in numbers.items()
    }


def test_一个文件里一个名称只写一次() -> None:
    """后写的盖住先写的，先写的那一个就不作数了，检查器看不出来。"""
    twice = {}
    for path in _files():
        body = ast.parse(path.read_text(encoding="utf-8")).body
        names = [
            target.id
            for node in body if isinstance(node, ast.Assign)
            for target in node.targets if isinstance(target, ast.Name)
        ]  # fmt: skip
        if again := {name for name in names if names.count(name) > 1}:
            twice[path.relative_to(PACKAGE).as_posix()] = again
    assert twice == {}


def test_没有住不下的文件() -> None:
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in _files()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 300
    }
    assert long == {}


def test_校验不装载用不着的库() -> None:
    code = (
        "import sys; from perfxl.cli.main import main; "
        "main(['check', 'samples/良好的自评表.xlsx']); "
        "heavy = {'docx', 'docxtpl', 'pandas', 'xlwings', 'xlsxwriter', 'openpyxl', 'jinja2', "
        "'sqlalchemy', 'perfxl.report', 'perfxl.blank', 'perfxl.workbook.writer'}; "
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["ruff check", "ruff format", "mypy --strict"],
)
def test_检查器没有话说(command: list[str]) -> None:
    environment = {**os.environ, "NO_COLOR": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
