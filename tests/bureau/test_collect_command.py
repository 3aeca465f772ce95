"""`perfxl collect`，像办事人员那样用；停掉、杀掉，接着做。"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import bureaubook
import pandas as pd
import pytest
from casebook import DECLARED, GOOD
from drawn import drawn
from postgres import fresh
from saved import saved

from perfxl.bureau.ledger import Ledger
from perfxl.cli.main import main
from perfxl.errors import PerfxlError

Spoken = pytest.CaptureFixture[str]
# 像没有装某一个库的电脑那样运行。
_WITHOUT = """
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[1]:
            raise ModuleNotFoundError(name=name)

import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == sys.argv[1] else found(name, *more)
sys.meta_path.insert(0, Without())
from perfxl.cli.main import main
sys.exit(main(sys.argv[2:]))
"""
COMMAND = [sys.executable, "-m", "perfxl", "collect"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """六个单位，三十来份，带着各样毛病。"""
    folder = tmp_path_factory.mktemp("局") / "收件"
    bureaubook.make(folder, 8, 6)
    return folder


@pytest.fixture(scope="module")
def whole(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """没有停过的一回收下来的。"""
    output = tmp_path_factory.mktemp("一回")
    assert main(["collect", str(desk), "-o", str(output), "--quiet", "--workers", "2"]) == 1
    return _tables(output)


def _tables(output: Path) -> dict[str, pd.DataFrame]:
    with Ledger.open(output) as ledger:
        return ledger.frames(current=False)


def _documents(output: Path) -> int:
    """台账里记了几个；还没有建的是 0。"""
    with suppress(sqlite3.Error):
        database = sqlite3.connect(f"file:{output / '台账.sqlite'}?mode=ro", uri=True)
        with closing(database):
            return int(database.execute("select count(*) from documents").fetchone()[0])
    return 0


@pytest.mark.parametrize("missing", ["sqlalchemy", "pandas", "rapidfuzz"])
@pytest.mark.parametrize(
    "command",
    [["collect", "收件", "-o", "结果 [一]"], ["review", "list", "结果 [一]"], ["serve"]],
    ids=lambda words: words[0],
)
def test_没有装汇总要用的_说一句_什么都不写(
    tmp_path: Path, missing: str, command: list[str]
) -> None:
    """安装程序、便携文件夹不带它们；汇总、网页都用台账。"""
    (tmp_path / "收件").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, missing, *command],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"这里没有汇总要用的 {missing}（安装程序、便携文件夹里不带）；"
        "请在装了 Python 的电脑上照 docs/安装.md 用 pip 装 perfxl，在那里运行\n"
    )
    assert list((tmp_path / "收件").iterdir()) == []


def test_毛病都收得到(desk: Path, tmp_path: Path, capsys: Spoken) -> None:
    command = ["collect", str(desk), "-o", str(tmp_path / "结果 (一)"), "--json"]
    assert main(command) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["files"] == 8 * 6 - 4 + 3 + 1 + 3
    assert (said["filings"], said["cached"]) == (8 * 6 - 4 + 1, 0)
    assert sorted(Path(one["file"]).name for one in said["failed"]) == [
        "传了一半.xlsx", "其实是文字.xlsx", "空的.xls"
    ]  # fmt: skip
    assert main(command) == 1
    assert json.loads(capsys.readouterr().out)["cached"] == said["files"]


def test_话是给人看的(desk: Path, tmp_path: Path, capsys: Spoken) -> None:
    assert main(["汇总", str(desk), "-o", str(tmp_path / "结果")]) == 1
    said = capsys.readouterr().out
    first, second, third, *_ = said.splitlines()
    assert first == (
        "工作簿 51 个：读成 48 个，没有读成 3 个（这一回读了 51 个，没有变的 0 个没有再读）"
    )
    assert second == "里面的表 48 份：算数的自评表 45 份，后来重报换下的 3 份"
    assert third == "没有读成的 3 个："
    assert f"  {desk}/空的.xls：是空文件（0 字节），可能没有传完；请重新取得这个文件\n" in said


def test_没有工作簿的文件夹_说一句(tmp_path: Path, capsys: Spoken) -> None:
    folder = tmp_path / "收件（空）"
    folder.mkdir()
    (folder / "说明.txt").write_bytes(b"x")
    assert main(["汇总", str(folder), "-o", str(tmp_path / "结果")]) == 0
    said = capsys.readouterr().out
    assert f"  [请留意] {folder} 里没有找到工作簿；请核对写的是不是收件的文件夹\n" in said


def test_印的数加得起来(tmp_path: Path, capsys: Spoken) -> None:
    """重报的、多寄的、申报表、坏的、空白的、打不开的包、别的文件夹来的，各是几份都说。"""
    sample, wrong = (Path(f"samples/{name}的自评表.xlsx").read_bytes() for name in ("良好", "有错"))
    many = {
        "初次.xlsx": wrong, "重报.xlsx": sample, "又寄.xlsx": sample,
        "坏.xlsx": b"PK", "空白.xlsx": Path("templates/indicator_table.xlsx").read_bytes(),
        "打不开.rar": b"x", "说明.txt": b"x",
    }  # fmt: skip
    folder, before = tmp_path / "收件", tmp_path / "以前的"
    for place in (folder, before):
        place.mkdir()
    for number, (name, data) in enumerate(many.items()):
        (folder / name).write_bytes(data)
        os.utime(folder / name, (10**9 + number, 10**9 + number))
    saved(drawn(DECLARED, {}), folder / "申报.xlsx")
    saved(drawn(GOOD, {}), before / "别处.xlsx")
    output = str(tmp_path / "结果")
    assert main(["collect", str(before), "-o", output, "--quiet"]) == 0
    assert main(["collect", str(folder), "-o", output]) == 1
    first, second, third, *_ = capsys.readouterr().out.splitlines()
    assert first == (
        "工作簿 7 个：读成 4 个，没有读成 3 个"
        "（这一回读了 6 个，没有变的 0 个没有再读，取不到、打不开的 1 个）"
    )
    assert second == (
        "里面的表 4 份：算数的自评表 1 份，后来重报换下的 1 份，一字不差、多寄的 1 份，"
        "申报、监控的表 1 份"
    )
    assert third == "台账里另有别处来的（网页、以前收的文件夹）算数的 1 份"
    assert main(["collect", str(folder), "-o", output, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["tally"] == {"counted": 1, "early": 1, "replaced": 1, "same": 1, "waiting": 0}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["收件"], "还要写上结果放在哪个文件夹：-o 文件夹"),
        (["收件", "-o", "收件"], "结果不能放在收件的文件夹里，会当成又一份收进来"),
        (["没有", "-o", "结果"], "没有 没有；请核对收件的文件夹在哪里"),
        (["收件", "-o", "文件"], "文件 是文件，不是文件夹；-o 请写一个文件夹"),
        (["收件", "-o", "结果", "--form", "没有的"], "没有代码为“没有的”的表样"),
        (["收件", "-o", "结果", "--db", "mysql://a/b"], "不认识 mysql://"),
        (["收件", "-o", "结果", "--db", "postgresql://a:b:c:d/"], "台账的地址写得不对"),
        (["收件", "-o", "别的"], "台账.sqlite：不是台账，是别的文件；没有动它，请换一个位置"),
    ],
)
def test_做不了的说一句(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Spoken
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("收件").mkdir()
    Path("文件").touch()
    Path("别的").mkdir()
    Path("别的/台账.sqlite").write_text("别的东西" * 1000, encoding="utf-8")
    assert main(["collect", *arguments]) == 2
    spoken = capsys.readouterr()
    assert said in spoken.err
    assert spoken.err.count("\n") == 1
    assert spoken.out == ""


def test_杀掉十回_表与没有停过的逐字节相同(tmp_path: Path) -> None:
    desk, once, often = (tmp_path / name for name in ("收件", "一回", "十回"))
    bureaubook.make(desk, 12, 20)
    assert main(["collect", str(desk), "-o", str(once), "--quiet"]) == 1
    before = 0
    for _ in range(10):
        running = subprocess.Popen([*COMMAND, str(desk), "-o", str(often), "--quiet"])
        while running.poll() is None and _documents(often) <= before:
            time.sleep(0.02)
        assert running.poll() is None  # 是停在半路，不是做完了
        running.kill()
        running.wait()
        before = _documents(often)
    assert main(["collect", str(desk), "-o", str(often), "--quiet"]) == 1
    whole = _tables(once)
    for name, table in _tables(often).items():
        assert table.to_csv() == whole[name].to_csv()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C 的信号，Windows 上另是一样")
def test_按停下_读过的都在(desk: Path, tmp_path: Path, whole: dict[str, pd.DataFrame]) -> None:
    running = subprocess.Popen(
        [*COMMAND, str(desk), "-o", str(tmp_path)], stderr=subprocess.PIPE, text=True
    )
    while running.poll() is None and _documents(tmp_path) == 0:
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGINT)
    said = running.communicate(timeout=60)[1]
    if running.returncode == 2:  # 机器快的，按之前已经做完
        assert said.splitlines()[-1] == "已停止；读过的都记着，再运行一次接着读"
    assert main(["collect", str(desk), "-o", str(tmp_path), "--quiet"]) == 1
    for name, table in _tables(tmp_path).items():
        assert table.to_csv() == whole[name].to_csv()


@pytest.mark.skipif(sys.platform != "linux", reason="满的盘，Linux 上才造得出")
def test_磁盘满了_腾出来接着做(desk: Path, tmp_path: Path, whole: dict[str, pd.DataFrame]) -> None:
    """文件大到限度就写不下去：与满了的盘一样。"""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); "
        "from perfxl.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    full = subprocess.run(
        [sys.executable, "-c", code, "collect", str(desk), "-o", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert full.returncode == 2
    assert "台账 台账.sqlite：" in full.stderr
    assert full.stderr.count("\n") == 1
    assert main(["collect", str(desk), "-o", str(tmp_path), "--quiet"]) == 1
    for name, table in _tables(tmp_path).items():
        assert table.to_csv() == whole[name].to_csv()


def test_PostgreSQL里的与SQLite的相同_杀掉了也一样(
    desk: Path, tmp_path: Path, whole: dict[str, pd.DataFrame]
) -> None:
    address = fresh()
    command = ["collect", str(desk), "-o", str(tmp_path), "--db", address, "--quiet"]
    running = subprocess.Popen([sys.executable, "-m", "perfxl", *command])
    while running.poll() is None and not _started(address):
        time.sleep(0.02)
    running.kill()
    running.wait()
    assert main(command) == 1
    with Ledger.open(address) as ledger:
        tables = ledger.frames(current=False)
    for name, table in tables.items():
        assert table.to_csv() == whole[name].to_csv()
    assert not (tmp_path / "台账.sqlite").exists()


def _started(address: str) -> bool:
    with suppress(PerfxlError), Ledger.open(address) as ledger:
        return ledger.count() > 0
    return False
