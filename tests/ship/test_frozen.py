"""打包的程序：真的打一次，离开仓库、环境变量全空、文件夹名带汉字空格括号，与照常安装的说同样的话。"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from innoscript import sections
from needs import lacking

import build
from perfxl.calc.bridge import INSIDE

ROOT = Path(__file__).parent.parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*/*自评表.xlsx"))
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
WRONG = ROOT / "samples" / "有错的自评表.xlsx"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """打包的程序（挪了地方的），和同一个虚拟环境里照常安装的。"""
    if os.environ.get("PERFXL_REQUIRE") != "1":
        lacking("打包要联网装依赖、要四十秒左右；设 PERFXL_REQUIRE=1 才做")
    output = tmp_path_factory.mktemp("打包")
    folder = build.freeze(output)
    moved = tmp_path_factory.mktemp("装") / "绩效 程序 (便携)【一】" / "perfxl"
    shutil.move(folder, moved)
    suffix = ".exe" if sys.platform == "win32" else ""
    usual = build.python_of(output / "work" / "venv").with_name(f"perfxl{suffix}")
    return moved / f"perfxl{suffix}", usual


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "2023 年度 (终稿)【报送】"
    place.mkdir()
    return place


def _say(program: Path, folder: Path, *words: str) -> tuple[int, str, str]:
    """在 `folder` 里运行；环境变量一个不留（Windows 起程序少不了 SystemRoot）。"""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    ran = subprocess.run(
        [str(program), *words], cwd=folder, env=kept, capture_output=True, check=False, timeout=120
    )
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


@pytest.mark.parametrize("sample", [*SAMPLES, GOOD, WRONG], ids=lambda path: path.stem)
def test_校验_一字不差(programs: tuple[Path, Path], folder: Path, sample: Path) -> None:
    shutil.copy(sample, folder / "自评表 (1).xlsx")
    frozen, usual = (_say(one, folder, "check", "--json", "自评表 (1).xlsx") for one in programs)
    assert frozen == usual
    assert frozen[0] in {0, 1}
    assert '"findings"' in frozen[1]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_运行_写的文件相同_撤得回来(
    programs: tuple[Path, Path], folder: Path, sample: Path
) -> None:
    made = []
    for place, program in zip(("打包", "安装"), programs, strict=True):
        (folder / place).mkdir()
        shutil.copy(sample, folder / place / "表.xlsx")
        code, _, wrong = _say(program, folder / place, "run", "表.xlsx")
        assert (code in {0, 1}, wrong) == (True, "")
        made.append(sorted((one.name, _parts(one)) for one in (folder / place).glob("*.*x")))
    assert [name for name, _ in made[0]] == ["表-自评报告.docx", "表.xlsx"]
    assert made[0] == made[1]
    assert _say(programs[0], folder / "打包", "undo", "表.xlsx")[0] == 0
    assert (folder / "打包" / "表.xlsx").read_bytes() == sample.read_bytes()


def _parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(
    "words",
    [
        ["--version"], ["forms"], ["forms", "show", "guangxi"], ["explain"], ["explain", "W01"],
        ["explain", "--markdown"], ["new", "mof-2020", "-o", "空白 表.xlsx"],
        ["report", "自评表.xlsx", "-o", "报告"], ["fix", "自评表.xlsx"],
        ["fix", "自评表.xlsx", "--apply", "全部"], ["excel", "xlsm", "自评表.xlsx"],
        ["macro", "validate", "--wb=自评表.xlsx"], ["read", "自评表.xlsx"],
        ["proof", "报告.txt", "自评表.xlsx", "--json"], ["template", "mof-2020", "--charts"],
        ["fields", "mof-2020"], ["没有的命令"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_各个命令_说的话一样(programs: tuple[Path, Path], folder: Path, words: list[str]) -> None:
    said = []
    for program in programs:
        shutil.rmtree(folder)
        folder.mkdir()
        shutil.copy(WRONG, folder / "自评表.xlsx")
        (folder / "报告.txt").write_text("甲 60 万元，乙 30 万元，合计 91 万元。", encoding="utf-8")
        said.append((_say(program, folder, *words), sorted(one.name for one in folder.rglob("*"))))
    assert said[0] == said[1]
    assert "Traceback" not in said[0][0][2]


def test_许可证都带着_不该带的没有带(programs: tuple[Path, Path]) -> None:
    inside = programs[0].parent / "_internal"
    text = (inside / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    assert "Copyright (c) 2013 Sun Junyi" in text
    for name in ("Python 3", "lxml", "python-docx", "Jinja2", "XlsxWriter", "xlwings"):
        assert f"\n- {name}".lower() in text.lower()
    assert not (inside / "docxtpl").exists()
    assert (inside / "LICENSE").is_file()
    assert not [one for one in inside.rglob("*") if "xlwingslib" in one.name]
    assert not list(inside.rglob("*readline*"))
    # 写脚本的人才用的，办事人员的程序不带；许可证照真正打进去的模块列。
    left_out = r"\n- (?:pandas|numpy|openpyxl|SQLAlchemy|rapidfuzz|Flask|waitress|pyarrow)\b"
    assert not re.findall(left_out, text, re.IGNORECASE)


@pytest.mark.parametrize("words", [["collect", ".", "-o", "结果"], ["serve"]], ids=" ".join)
def test_不带的命令_说到哪里去做(
    programs: tuple[Path, Path], folder: Path, words: list[str]
) -> None:
    code, _, said = _say(programs[0], folder, *words)
    assert (code, said.count("\n")) == (2, 1)
    assert "安装程序、便携文件夹里不带" in said


def test_打包的认得LibreOffice扩展里的那一半(programs: tuple[Path, Path]) -> None:
    packed = programs[0].parent / "_internal" / INSIDE.relative_to(ROOT)
    sources = {path.name: path.read_bytes() for path in INSIDE.glob("*.py")}
    assert {path.name: path.read_bytes() for path in packed.glob("*.py")} == sources
    assert sources


def test_安装程序点名的文件_都打进去了(programs: tuple[Path, Path]) -> None:
    lines = "\n".join(line for lines in sections("perfxl.iss").values() for line in lines)
    named = set(re.findall(r"\{app\}\\([^\"\s]+)", lines))
    assert {"perfxl.exe", "_internal"} <= named
    if not (ROOT / "perfxl" / "panel.py").is_file():
        named -= {"perfxlw.exe"}  # 那几行有窗口才算数
    folder = programs[0].parent
    plain = {name if sys.platform == "win32" else name.removesuffix(".exe") for name in named}
    assert plain <= {one.name for one in folder.iterdir()}
