"""装好的表样留一份：取出来的与重新装的一样；动过、坏了、写不了都不碍事。"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from perfxl.form import kept as kept_module
from perfxl.form.form import Form
from perfxl.form.kept import kept
from perfxl.form.load import load, load_all


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """留在 `tmp_path`；那里放一张表样的文件，改它就是“表样动过”。"""
    monkeypatch.setattr(kept_module, "__file__", str(tmp_path / "kept.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "某地.toml").write_text("year = 2020", encoding="utf-8")
    return tmp_path / "__pycache__" / f"forms.{sys.implementation.cache_tag}.bin"


class Loader:
    """装了几次。"""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> tuple[Form, ...]:
        self.times += 1
        return (load("mof-2020"), load("sichuan-0013zp"))


def test_第二次取留着的_与重新装的一样(place: Path) -> None:
    loader = Loader()
    first = kept(loader)
    assert place.is_file()
    assert kept(loader) == first == loader()
    assert loader.times == 2, "第二次没有再装；第三次是这里自己装的"


def test_自带的表样_取留着的与一张张装的一样() -> None:
    assert {form.code: form for form in load_all()} == {
        form.code: load(form.code) for form in load_all()
    }


def test_表样动过就重新装(place: Path) -> None:
    loader = Loader()
    kept(loader)
    (place.parent.parent / "某地.toml").write_text("year = 2021 # 改过", encoding="utf-8")
    kept(loader)
    assert loader.times == 2


@pytest.mark.parametrize("at", [0, 40, -1])
def test_留着的坏了一个字节就重新装(place: Path, at: int) -> None:
    loader = Loader()
    whole = kept(loader)
    data = bytearray(place.read_bytes())
    data[at] ^= 1
    place.write_bytes(bytes(data))
    assert kept(loader) == whole
    assert loader.times == 2
    assert kept(loader) == whole
    assert loader.times == 2, "坏的换成了好的"


def test_截短了也重新装(place: Path) -> None:
    loader = Loader()
    kept(loader)
    place.write_bytes(place.read_bytes()[:200])
    kept(loader)
    assert loader.times == 2


def test_写不了的地方照旧装(place: Path) -> None:
    place.parent.write_text("这里放不了文件夹", encoding="utf-8")
    loader = Loader()
    assert kept(loader)
    assert kept(loader)
    assert loader.times == 2


def test_程序不在磁盘上的照旧装(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "__file__", "/没有/这里/kept.py")
    loader = Loader()
    assert kept(loader)
    assert loader.times == 1


def test_不许写字节码的环境不留(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept(Loader())
    assert not place.exists()


def test_自己的文件夹里没有同名的_自带的照留着的(tmp_path: Path) -> None:
    text = (Path(load.__code__.co_filename).parent.parent / "forms" / "mof-2020.toml").read_text(
        encoding="utf-8"
    )
    mine = text.replace('code = "mof-2020"', 'code = "我县"')
    mine = mine.replace("default = true", "default = false")
    (tmp_path / "我县.toml").write_text(mine, encoding="utf-8")
    codes = [form.code for form in load_all([tmp_path])]
    assert codes[0] == "mof-2020"
    assert set(codes) == {form.code for form in load_all()} | {"我县"}
    assert [path.name for path in tmp_path.iterdir()] == ["我县.toml"]
