"""收：文件夹、压缩包里的都读到；再收只读变了的；坏的、进不去的各说一句。"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import bureaubook
import pytest
from bureaubook import zipped

import perfxl
from perfxl.bureau.collect import Ask, Collected, collect
from perfxl.bureau.judging import Job, Way, judge
from perfxl.bureau.ledger import Ledger
from perfxl.bureau.limited import LostError
from perfxl.bureau.rows import rows
from perfxl.bureau.writing import Arrived, record
from perfxl.cli.main import main
from perfxl.errors import PerfxlError

GOOD = Path("samples/良好的自评表.xlsx").read_bytes()
BAD = Path("samples/有错的自评表.xlsx").read_bytes()
FIRST, OTHER = bureaubook.projects(2, 1)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = sys.platform != "win32" and os.geteuid() == 0


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "收件").mkdir()
    return tmp_path / "收件"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "台账.sqlite", create=True) as made:
        yield made


def _put(path: Path, data: bytes, day: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    time = (NEW_YEAR + timedelta(days=day)).timestamp()
    os.utime(path, (time, time))


def _collect(ledger: Ledger, *folders: Path) -> Collected:
    return collect(ledger, Ask(folders, workers=1))


def _paths(ledger: Ledger, desk: Path, *, current: bool = True) -> list[str]:
    filings = ledger.frames(current=current)["filings"]
    return [path.removeprefix(f"{desk}{os.sep}") for path in filings["path"]]


def test_下级文件夹_压缩包_包里的包都读到(desk: Path, ledger: Ledger) -> None:
    _put(desk / "甲局" / "年初" / "表.xlsx", GOOD)
    inner = zipped([("二层/水务.xlsx", bureaubook.workbook(FIRST))])
    _put(desk / "乙局.zip", zipped([("汇总表/交通.xlsx", bureaubook.workbook(OTHER)),
                                    ("里面.zip", inner), ("说明.docx", b"x")]))  # fmt: skip
    done = _collect(ledger, desk)
    assert (done.files, done.filings, done.failed, done.others) == (3, 3, (), 1)
    assert _paths(ledger, desk) == [
        "乙局.zip!汇总表/交通.xlsx", "乙局.zip!里面.zip!二层/水务.xlsx", "甲局/年初/表.xlsx"
    ]  # fmt: skip
    inside = ledger.frames()["filings"].iloc[0]
    assert (inside["file"], str(inside["received"])) == ("交通.xlsx", "2026-03-02")
    assert inside["total_filed_cell"] == "项目自评表!H19"


def test_再收只读变了的(desk: Path, ledger: Ledger) -> None:
    _put(desk / "a.xlsx", GOOD)
    _put(desk / "b.xlsx", bureaubook.workbook(FIRST))
    assert (_collect(ledger, desk).read, _collect(ledger, desk).read) == (2, 0)
    os.utime(desk / "a.xlsx")  # 存过一回，内容没有变
    _put(desk / "b.xlsx", bureaubook.workbook(FIRST, spent=bureaubook.LESS), 3)
    done = _collect(ledger, desk)
    assert (done.read, done.cached, done.filings, done.gone) == (1, 1, 2, 0)
    every = ledger.frames(current=False)["filings"]
    assert every[["path", "state", "current"]].to_numpy()[1:].tolist() == [
        [str(desk / "b.xlsx"), "已报", False], [str(desk / "b.xlsx"), "重报", True]
    ]  # fmt: skip


def test_挪了文件夹的不再读_号也不变(desk: Path, ledger: Ledger) -> None:
    _put(desk / "a.xlsx", GOOD)
    _collect(ledger, desk)
    (desk / "已审").mkdir()
    (desk / "a.xlsx").rename(desk / "已审" / "a.xlsx")
    done = _collect(ledger, desk)
    assert (done.read, done.filings, done.gone) == (0, 1, 0)
    assert _paths(ledger, desk, current=False) == ["已审/a.xlsx"]


def test_改了名的重读_还是那一份(desk: Path, ledger: Ledger) -> None:
    """有的规则看文件名。"""
    _put(desk / "a.xlsx", GOOD)
    _collect(ledger, desk)
    (desk / "a.xlsx").rename(desk / "2019年.xlsx")
    assert _collect(ledger, desk).read == 1
    filings = ledger.frames(current=False)["filings"]
    assert filings[["submission", "file"]].to_numpy().tolist() == [[1, "2019年.xlsx"]]


def test_删掉的不再算_放回去又算(desk: Path, ledger: Ledger) -> None:
    _put(desk / "a.xlsx", GOOD)
    _put(desk / "b.xlsx", bureaubook.workbook(FIRST))
    _collect(ledger, desk)
    (desk / "a.xlsx").rename(desk.parent / "拿走.xlsx")
    done = _collect(ledger, desk)
    assert (done.gone, _paths(ledger, desk)) == (1, ["b.xlsx"])
    (desk.parent / "拿走.xlsx").rename(desk / "a.xlsx")
    done = _collect(ledger, desk)
    assert (done.read, _paths(ledger, desk)) == (0, ["a.xlsx", "b.xlsx"])


def test_另收一个文件夹_先收的还在(desk: Path, tmp_path: Path, ledger: Ledger) -> None:
    _put(desk / "a.xlsx", GOOD)
    _put(tmp_path / "四月" / "b.xlsx", bureaubook.workbook(FIRST))
    _collect(ledger, desk)
    done = _collect(ledger, tmp_path / "四月")
    assert (done.files, done.filings, done.gone) == (1, 2, 0)


def test_换了表样_都重读(desk: Path, tmp_path: Path, ledger: Ledger) -> None:
    _put(desk / "a.xlsx", GOOD)
    own = tmp_path / "表样"
    own.mkdir()
    shutil.copy("perfxl/forms/mof-2020.toml", own / "mof-2020.toml")
    ask = Ask((desk,), Way(folders=(own,)), workers=1)
    assert [collect(ledger, ask).read, collect(ledger, ask).read] == [1, 0]
    text = (own / "mof-2020.toml").read_text(encoding="utf-8")
    (own / "mof-2020.toml").write_text(text + "# 改过\n", encoding="utf-8")
    assert collect(ledger, ask).read == 1
    assert len(ledger.frames(current=False)["filings"]) == 1


def test_记着的表样文件夹也用(
    desk: Path, tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFXL_CONFIG", str(tmp_path / "设置"))
    own = tmp_path / "表样"
    own.mkdir()
    assert main(["forms", "new", "某市", "--extends", "mof-2020", "-o", str(own), "--quiet"]) == 0
    assert main(["forms", "use", str(own), "--quiet"]) == 0
    _put(desk / "a.xlsx", GOOD)
    collect(ledger, Ask((desk,), Way("某市"), workers=1))
    assert ledger.frames()["filings"]["form"].tolist() == ["某市"]


def test_别的机器上没有表样文件夹的_说一句(tmp_path: Path) -> None:
    job = Job("a.xlsx", Path(), (), Way(folders=(tmp_path / "没有",)), GOOD)
    with pytest.raises(LostError, match="读它的机器上没有表样文件夹"):
        judge(job)


def test_坏的只碍它自己_各说一句(desk: Path, ledger: Ledger) -> None:
    _put(desk / "好.xlsx", GOOD)
    _put(desk / "半个.xlsx", GOOD[: len(GOOD) // 2])
    _put(desk / "空白.xlsx", Path("templates/indicator_table.xlsx").read_bytes())
    _put(desk / "坏.zip", b"PK\x03\x04" + b"x" * 100)
    _put(desk / "包.rar", b"Rar!")
    _put(desk / "信.eml", b"From: a")
    (desk / "断了.xlsx").symlink_to(desk / "没有.xlsx")
    done = _collect(ledger, desk)
    assert [(Path(path).name, why.split("；")[0]) for path, why in done.failed] == [
        ("信.eml", "是一封邮件，附件没有读"),
        ("包.rar", "是 .rar 压缩包，打不开"),
        ("半个.xlsx", "内容损坏，读不下去（压缩包的结构不对）"),
        ("坏.zip", "压缩包坏了，打不开"),
        ("断了.xlsx", "读不了（文件或文件夹不在了）"),
        ("空白.xlsx", "还是空白表，没有填过"),
    ]
    assert ledger.frames()["unread"]["why"].tolist() == [why for _, why in done.failed]
    assert done.filings == 1
    again = _collect(ledger, desk)
    assert (again.read, again.cached, again.failed) == (0, done.files, done.failed)


def test_修好的不再说没有读成(desk: Path, ledger: Ledger) -> None:
    _put(desk / "表.xlsx", GOOD[:100])
    assert len(_collect(ledger, desk).failed) == 1
    _put(desk / "表.xlsx", GOOD)
    done = _collect(ledger, desk)
    assert (done.failed, done.filings, len(ledger.frames()["unread"])) == ((), 1, 0)


def test_加了密码的_压缩炸弹_一层套一层(desk: Path, ledger: Ledger) -> None:
    locked = bytearray(zipped([("锁.xlsx", GOOD)]))
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + flag] |= 1
    _put(desk / "锁.zip", bytes(locked))
    _put(desk / "炸弹.zip", zipped([("大.xlsx", bytes(201 * 1024 * 1024)), ("好.xlsx", GOOD)]))
    deep = GOOD
    for number in range(8):
        deep = zipped([(f"{number}.zip" if number else "表.xlsx", deep)])
    _put(desk / "深.zip", deep)
    done = _collect(ledger, desk)
    assert [why.split("；")[0] for _, why in done.failed] == [
        "压缩包一层套一层超过 6 层，没有读",
        "解开超过 200 MB，大得不正常，没有读",
        "加了密码，打不开",
    ]
    assert done.filings == 1


def test_链接绕成圈(desk: Path, ledger: Ledger) -> None:
    _put(desk / "甲" / "a.xlsx", GOOD)
    (desk / "甲" / "回头").symlink_to(desk, target_is_directory=True)
    (desk / "自己").symlink_to("自己")
    done = _collect(ledger, desk)
    assert (done.files, done.filings) == (1, 1)
    assert done.notes == (f"{desk}/甲/回头：是链接，指着已经看过的文件夹，没有再进去",)


def test_同一个文件夹写了两遍_结果在里面(desk: Path, ledger: Ledger) -> None:
    _put(desk / "甲" / "a.xlsx", GOOD)
    _put(desk / "甲" / "汇总" / "汇总.xlsx", GOOD)
    folders = (desk, desk / "甲", desk / "甲" / "a.xlsx")
    done = collect(ledger, Ask(folders, workers=1, leave=(desk / "甲" / "汇总", Path())))
    assert (done.files, done.filings, done.notes) == (1, 1, ())


def test_临时文件_隐藏的_程序写的副本不读(desk: Path, ledger: Ledger) -> None:
    for name in ("表.xlsx", "~$表.xlsx", ".表.xlsx", "表-校验.xlsx", ".perfxl/旧.xlsx"):
        _put(desk / name, GOOD)
    _put(desk / "包.zip", zipped([("__MACOSX/._a.xlsx", b"x"), ("b-校验.xlsx", GOOD),
                                  ("b.xls", bureaubook.workbook(FIRST))]))  # fmt: skip
    assert _paths(ledger, desk, current=False) == [] == list(_collect(ledger, desk).failed)
    assert _paths(ledger, desk, current=False) == ["包.zip!b.xls", "表.xlsx"]


def test_二百五十字的名字(desk: Path, ledger: Ledger) -> None:
    name = "很" * 80 + "长" * 2 + "abcd.xlsx"
    _put(desk / name, GOOD)
    assert _collect(ledger, desk).filings == 1
    assert _paths(ledger, desk) == [name]


def test_十万个不是工作簿的(desk: Path, ledger: Ledger) -> None:
    """少造些：一个个看过去，不记、不占内存。"""
    for number in range(3000):
        (desk / f"{number}.jpg").touch()
    _put(desk / "表.xlsx", GOOD)
    done = _collect(ledger, desk)
    assert (done.files, done.others, done.filings) == (1, 3000, 1)


@pytest.mark.skipif(ROOT, reason="root 什么文件夹都进得去")
def test_没有权限的文件夹_先收的不算不在了(desk: Path, ledger: Ledger) -> None:
    _put(desk / "锁着" / "a.xlsx", GOOD)
    _collect(ledger, desk)
    (desk / "锁着").chmod(0)
    try:
        done = _collect(ledger, desk)
    finally:
        (desk / "锁着").chmod(0o755)
    assert [why.split("；")[0] for _, why in done.failed] == ["没有权限，里面的都没有看"]
    assert (done.gone, done.filings) == (0, 1)


def test_坏了的压缩包_先收的不算不在了(desk: Path, ledger: Ledger) -> None:
    _put(desk / "包.zip", zipped([("a.xlsx", GOOD)]))
    _collect(ledger, desk)
    _put(desk / "包.zip", b"PK")
    done = _collect(ledger, desk)
    assert (len(done.failed), done.gone, done.filings) == (1, 0, 1)


def test_没有的文件夹(tmp_path: Path, ledger: Ledger) -> None:
    with pytest.raises(PerfxlError, match="请核对收件的文件夹在哪里"):
        _collect(ledger, tmp_path / "没有")


def test_另一个正在收(desk: Path, ledger: Ledger) -> None:
    _put(desk / "a.xlsx", GOOD)
    started, finished = threading.Event(), threading.Event()

    def other() -> None:
        with ledger.alone():
            started.set()
            finished.wait(60)

    thread = threading.Thread(target=other)
    thread.start()
    started.wait(60)
    with pytest.raises(PerfxlError, match=r"台账\.sqlite：另一个 perfxl 正在写这个文件"):
        _collect(ledger, desk)
    finished.set()
    thread.join()
    assert _collect(ledger, desk).filings == 1


def test_名字里有感叹号(desk: Path, tmp_path: Path, ledger: Ledger) -> None:
    """感叹号不都是压缩包的：文件名照全名，旁边叫“收件!”的文件夹也不是收件里面的。"""
    _put(desk / "重要!表.xlsx", GOOD)
    _put(tmp_path / "收件!" / "b.xlsx", bureaubook.workbook(FIRST))
    _collect(ledger, desk, tmp_path / "收件!")
    done = _collect(ledger, desk)
    assert (done.gone, done.filings) == (0, 2)
    files = ledger.frames()["filings"]["file"].tolist()
    assert sorted(files) == ["b.xlsx", "重要!表.xlsx"]


def test_别处还有一份的不是挪了地方(desk: Path, tmp_path: Path, ledger: Ledger) -> None:
    _put(tmp_path / "旧!的" / "a.xlsx", GOOD)
    _collect(ledger, tmp_path / "旧!的")
    _put(desk / "a.xlsx", GOOD)
    assert _collect(ledger, desk).read == 1
    assert len(ledger.frames(current=False)["filings"]) == 2


def test_进不去的文件夹里有同样的_不是挪了地方(desk: Path, ledger: Ledger) -> None:
    _put(desk / "包.zip", zipped([("a.xlsx", GOOD)]))
    _collect(ledger, desk)
    _put(desk / "包.zip", b"PK")
    _put(desk / "a.xlsx", GOOD)
    assert _collect(ledger, desk).read == 1
    assert _paths(ledger, desk, current=False) == ["包.zip!a.xlsx", "a.xlsx"]


def test_网页上交的_不会变成文件夹里的(desk: Path, ledger: Ledger) -> None:
    """台账里没有位置的，同样的内容又在文件夹里收到：两边各记各的。"""
    content = hashlib.sha256(GOOD).hexdigest()
    with ledger.writing() as connection:
        arrived = Arrived("〔网页〕/1/a.xlsx", content, 1, datetime(2026, 3, 1))  # noqa: DTZ001  # 当地的钟
        record(connection, arrived, "", rows(perfxl.assess(GOOD)))
    _put(desk / "a.xlsx", GOOD)
    _collect(ledger, desk)
    assert _paths(ledger, desk, current=False) == ["〔网页〕/1/a.xlsx", "a.xlsx"]
