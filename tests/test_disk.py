"""存盘：一步换上，换不成的原样留着，不剩半份；别的程序开着的认得出。"""

import os
import stat
from pathlib import Path

import pytest

from perfxl import disk


def test_新建和换上(tmp_path: Path) -> None:
    target = tmp_path / "自评报告.docx"
    disk.put(target, b"first")
    disk.put(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_半路出错_原来的还在_不剩临时文件(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(28, "满")

    target = tmp_path / "自评报告.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(OSError, match="满"):
        disk.put(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_名字已经长到头的也存得下(tmp_path: Path) -> None:
    target = tmp_path / f"{'评' * 83}.docx"  # 254 个字节，最多 255
    disk.put(target, b"long")
    assert target.read_bytes() == b"long"


@pytest.mark.skipif(os.name != "posix", reason="Windows 上没有这样的权限")
def test_权限照新建的文件_给了样子的照样子(tmp_path: Path) -> None:
    plain, private = tmp_path / "a", tmp_path / "b"
    plain.touch()
    private.touch(0o600)
    disk.put(tmp_path / "c", b"")
    disk.put(tmp_path / "d", b"", like=private)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "acd"]
    assert modes == [modes[0], modes[0], 0o600]


@pytest.mark.skipif(os.name != "posix", reason="Windows 上建链接要管理员")
def test_链接留着_换的是它指着的文件(tmp_path: Path) -> None:
    real, link = tmp_path / "网盘.docx", tmp_path / "链接.docx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    disk.put(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("自评表.xlsx", "~$自评表.xlsx"),
        ("自评表.xlsx", ".~lock.自评表.xlsx#"),
        ("自评表.xlsx", ".~自评表.xlsx"),
        ("自评报告.docx", "~$报告.docx"),
    ],
)
def test_别的程序开着(tmp_path: Path, name: str, lock: str) -> None:
    path = tmp_path / name
    assert disk.lock_of(path) is None
    (tmp_path / lock).touch()
    assert disk.lock_of(path) == tmp_path / lock


def test_别的表的锁不是这张的(tmp_path: Path) -> None:
    (tmp_path / "~$自评表.xlsx").touch()
    assert disk.lock_of(tmp_path / "甲乙自评表.xlsx") is None
