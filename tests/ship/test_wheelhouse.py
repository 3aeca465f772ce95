"""离线安装：下载好的文件夹，不上网就装得上、做得成；给 Windows 的一样不少。"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import wheelhouse

import build

ROOT = Path(__file__).parent.parent.parent
HEYUAN = ROOT / "samples" / "河源市2019专项资金" / "河源市2019专项资金自评表.xlsx"


@pytest.fixture(autouse=True)
def _online() -> None:
    if os.environ.get("PERFXL_SHIP") != "1":
        pytest.skip("离线安装的文件夹要联网下载几十兆；发布前设 PERFXL_SHIP=1 做一遍")


def test_不上网装得上_做得成(tmp_path: Path) -> None:
    house = tmp_path / "安装包 (离线)"
    wheelhouse.fill(house, [], wheelhouse.this_python())
    told = (house / "安装方法.txt").read_text(encoding="utf-8")
    line = next(one.strip() for one in told.splitlines() if "--no-index" in one)
    python = build.environment(tmp_path / "venv")
    # PIP_ 开头的设置、pip.conf 里的来源都不算数：只有这个文件夹。
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PIP_")}
    clean |= {"PIP_CONFIG_FILE": os.devnull}
    words = line.replace('"', "").split()
    subprocess.run([str(python), *words[1:]], cwd=house, env=clean, check=True)
    shutil.copy(HEYUAN, tmp_path / "自评表.xlsx")
    ran = subprocess.run(
        [str(python), "-m", "perfxl", "run", "自评表.xlsx"],
        cwd=tmp_path, env={}, capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (tmp_path / "自评表-自评报告.docx").is_file()


def test_给Windows的_连只在Windows上要的也有(tmp_path: Path) -> None:
    wheelhouse.fill(tmp_path, ["win_amd64"], "3.11")
    names = {one.name.split("-")[0].lower() for one in tmp_path.glob("*.whl")}
    assert {"perfxl", "lxml", "xlwings", "pywin32"} <= names
    assert not list(wheelhouse.lacking(tmp_path, ["win_amd64"], "3.11", ["excel"]))
    compiled = [one.name for one in tmp_path.glob("*.whl") if not one.stem.endswith("-any")]
    assert all(name.endswith("win_amd64.whl") for name in compiled)
    (tmp_path / next(one for one in compiled if one.startswith("pywin32"))).unlink()
    assert list(wheelhouse.lacking(tmp_path, ["win_amd64"], "3.11", ["excel"])) == ["pywin32>=224"]
