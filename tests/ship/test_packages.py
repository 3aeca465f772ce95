"""安装时带上的：程序的每个文件夹都写在 pyproject.toml 里，少一个装好就起不来。"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from perfxl import __version__

ROOT = Path(__file__).parent.parent.parent
_BUILD = """
import sys
import setuptools.build_meta as backend
getattr(backend, sys.argv[1])(sys.argv[2])
"""


def _names(folder: Path, package: str) -> set[str]:
    """一个文件夹，和里面放着文件、名字做得了包名的各个文件夹。"""
    found = {path.parent.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {
        ".".join((package, *place.parts))
        for place in found
        if all(part.isidentifier() and part != "__pycache__" for part in place.parts)
    }


def test_每个文件夹都装上() -> None:
    folders = _names(ROOT / "perfxl", "perfxl") | _names(ROOT / "templates", "perfxl.templates")
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed = tomllib.load(file)["tool"]["setuptools"]["packages"]
    assert folders == set(listed)
    assert len(folders) > 5


def test_装出来的命令起得来(tmp_path: Path) -> None:
    """照 pip 写的那样起：从模块里取出来，叫它。"""
    with (ROOT / "pyproject.toml").open("rb") as file:
        scripts = tomllib.load(file)["project"]["scripts"]
    assert set(scripts) == {"perfxl"}
    module, _, name = scripts["perfxl"].partition(":")
    ran = subprocess.run(
        [sys.executable, "-c", f"from {module} import {name}; {name}()", "--version"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout.split()) == (0, [__version__]), ran.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """在一份副本上做源码包、安装包；返回放着它们的文件夹，和做的时候说的话。"""
    copy, made = (tmp_path_factory.mktemp(name) for name in ("副本", "做成"))
    for name in ("perfxl", "templates", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "MANIFEST.in"):
        shutil.copy(ROOT / name, copy)
    said = ""
    for kind in ("build_sdist", "build_wheel"):
        ran = subprocess.run(
            [sys.executable, "-c", _BUILD, kind, str(made)],
            cwd=copy, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        said += ran.stdout + ran.stderr
    return made, said


def test_源码包里测试一个也没有_做的时候不告警(built: tuple[Path, str]) -> None:
    folder, said = built
    (source,) = folder.glob("*.tar.gz")
    with tarfile.open(source) as package:
        names = {name.partition("/")[2] for name in package.getnames()}
    assert not [name for name in names if name.startswith("tests")]
    assert {"pyproject.toml", "README.md", "LICENSE", "perfxl/forms/mof-2020.toml"} <= names
    assert "is absent from the `packages`" not in said


def test_装上的与仓库里的一样多(built: tuple[Path, str]) -> None:
    folder, _ = built
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        names = {name for name in package.namelist() if ".dist-info/" not in name}
    own = {
        str(Path(package, path.relative_to(ROOT / folder)))
        for folder, package in (("perfxl", "perfxl"), ("templates", "perfxl/templates"))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == own
