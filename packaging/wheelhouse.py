"""离线安装要的全部安装包，装进一个文件夹，拷到不上网的电脑上用。

    python packaging/wheelhouse.py 轮子 --platform win_amd64 --python 3.11

不写 --platform、--python 的，是给与这台同样的电脑。文件夹里的 安装方法.txt 写着到那边运行哪一句。
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

from build import copy_sources

# 一起带上的附加依赖；集群、PostgreSQL、Parquet 的有几百 MB，要的人少，不带。
_EXTRAS = ("excel", "page")
_TELL = """\
在不上网的电脑上安装 perfxl（{what}，Python {python}）：

1. 电脑上要有 Python {python}（{what}）。没有的，请用不要 Python 的安装程序或便携文件夹。
2. 把这个文件夹整个拷过去，在命令提示符里进到这个文件夹，运行：

   python -m pip install --no-index --find-links . "perfxl[{extras}]"

3. 试一试：

   python -m perfxl --version
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="做离线安装用的文件夹")
    parser.add_argument("output", type=Path)
    parser.add_argument("--platform", action="append", default=[], help="例如 win_amd64，可以几个")
    parser.add_argument("--python", default=this_python())
    options = parser.parse_args()
    fill(options.output.resolve(), options.platform, options.python)
    print("做好了", options.output)


def this_python() -> str:
    """这台的 Python 是哪一版，例如 3.11。"""
    return platform.python_version().rpartition(".")[0]


def fill(output: Path, platforms: Sequence[str], python: str) -> None:
    """perfxl 自己的包和它要的全部包放进 `output`，连同安装方法。"""
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = copy_sources(Path(folder))
        _pip("wheel", "-q", "--no-deps", "-w", str(output), str(source))
    target = ["--python-version", python, *(f"--platform={tag}" for tag in platforms)]
    missing: Sequence[str] = [f"{next(output.glob('perfxl-*.whl'))}[{','.join(_EXTRAS)}]"]
    while missing:
        _pip("download", "-q", "--only-binary=:all:", "-d", str(output), *target, *missing)
        missing = sorted(lacking(output, platforms, python, _EXTRAS))
    text = _TELL.format(
        what=platforms[0] if platforms else sys.platform, python=python, extras=",".join(_EXTRAS)
    )
    (output / "安装方法.txt").write_text(text, encoding="utf-8")


def lacking(
    folder: Path, platforms: Sequence[str], python: str, wanted: Sequence[str]
) -> Iterator[str]:
    """那台电脑要而这里还没有的。

    pip 替别的系统下载时，“只在 Windows 上要”这样的条件仍按自己这台判断，会漏下，
    所以照包里写的再看一遍。
    """
    have = {canonicalize_name(file.name.split("-")[0]) for file in folder.glob("*.whl")}
    there = _environment(platforms, python)
    for file in sorted(folder.glob("*.whl")):
        with ZipFile(file) as package:
            name = next(
                member for member in package.namelist() if member.endswith(".dist-info/METADATA")
            )
            described = message_from_bytes(package.read(name))
        asked = wanted if file.name.startswith("perfxl-") else ()
        for line in described.get_all("Requires-Dist", ()):
            requirement = Requirement(line)
            needed = requirement.marker is None or any(
                requirement.marker.evaluate({**there, "extra": extra}) for extra in ("", *asked)
            )
            if needed and canonicalize_name(requirement.name) not in have:
                yield f"{requirement.name}{requirement.specifier}"


def _environment(platforms: Sequence[str], python: str) -> dict[str, str]:
    """那台电脑在条件里的样子；没有写的照这台。"""
    there = {"python_version": python, "python_full_version": f"{python}.0"}
    if platforms and platforms[0].startswith("win"):
        there |= {"platform_system": "Windows", "sys_platform": "win32", "os_name": "nt"}
    elif platforms:
        there |= {"platform_system": "Linux", "sys_platform": "linux", "os_name": "posix"}
    return there


def _pip(*arguments: str) -> None:
    clean = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "pip", *arguments]
    done = subprocess.run(command, env=clean, check=False)  # noqa: S603  # 命令是上面写的
    if done.returncode:
        raise SystemExit(f"没有做成：pip {arguments[0]}，退出码 {done.returncode}")


if __name__ == "__main__":
    main()
