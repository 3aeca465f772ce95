"""打包：一条命令做出不用装 Python 的 perfxl。

    python packaging/build.py [放在哪里]

得到 `perfxl/`（整个文件夹，拷到哪里都能用）和它的压缩包；Windows 上装有 Inno Setup 6 的，再得到
安装程序。每次都新建虚拟环境、照常安装，打进去的与别人装到的相同。
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent.resolve()
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from perfxl import __version__  # noqa: E402  # 先让这个文件夹找得到

# 程序里带着的附加依赖；网页、汇总要的（数据库、集群、Parquet）给装了 Python 的电脑用。
_EXTRAS = ("excel", "packaging")
_SOURCES = ("perfxl", "templates", "pyproject.toml", "README.md", "LICENSE")
_NO_INNO = "没有找到 Inno Setup 6（ISCC.exe），安装程序没有做；装好后再运行一次"


def main() -> None:
    parser = argparse.ArgumentParser(description="打包 perfxl")
    parser.add_argument("output", nargs="?", type=Path, default=ROOT / "dist")
    output: Path = parser.parse_args().output.resolve()
    folder = freeze(output)
    kind = "win64" if sys.platform == "win32" else sys.platform
    name = f"perfxl-{__version__}-{kind}"
    print("做好了", folder)
    print("做好了", shutil.make_archive(str(output / name), "zip", output, folder.name))
    if sys.platform == "win32":
        print(installer(output) or _NO_INNO)


def freeze(output: Path) -> Path:
    """在 `output` 里做出 perfxl 文件夹，返回它的位置；中间的东西在 `output/work`。"""
    work = output / "work"
    shutil.rmtree(work, ignore_errors=True)
    python = environment(work / "venv")
    source = copy_sources(work)
    _run([str(python), "-m", "pip", "install", "-q", f"{source}[{','.join(_EXTRAS)}]"], work)
    _run(
        [
            str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
            "--distpath", str(output), "--workpath", str(work), str(HERE / "perfxl.spec"),
        ],
        work,
    )  # fmt: skip
    return output / "perfxl"


def copy_sources(folder: Path) -> Path:
    """程序的一份抄本，从它安装：在仓库里装会留下 build/，下回把已经删去的文件又带进来。"""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in _SOURCES:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, source / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, source)
    return source


def environment(place: Path) -> Path:
    """一个空的虚拟环境，返回它的 Python。"""
    venv.create(place, with_pip=True)
    return python_of(place)


def python_of(place: Path) -> Path:
    """一个虚拟环境的 Python。"""
    return place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def installer(output: Path) -> Path | None:
    """用 Inno Setup 把 perfxl 文件夹做成安装程序；没有装 Inno Setup 时是 None。"""
    compiler = shutil.which("ISCC") or next(
        (
            str(place)
            for name in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA")
            for place in Path(os.environ.get(name, "")).glob("**/Inno Setup 6/ISCC.exe")
        ),
        None,
    )
    if compiler is None:
        return None
    _run([compiler, "/Qp", *definitions(output), str(HERE / "perfxl.iss")], output)
    return output / f"perfxl-{__version__}-setup.exe"


def definitions(output: Path) -> list[str]:
    """交给 Inno Setup 的：版本、打好的文件夹、放在哪里。"""
    return [f"/DVersion={__version__}", f"/DBuilt={output / 'perfxl'}", f"/O{output}"]


def _run(command: list[str], folder: Path) -> None:
    """在 `folder` 里运行；不让仓库、也不让外面设的 PYTHONPATH 混进来。"""
    clean = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, env=clean, check=False)  # noqa: S603  # 命令是上面写的
    if done.returncode:
        raise SystemExit(f"没有做成：{' '.join(command[:4])} …，退出码 {done.returncode}")


if __name__ == "__main__":
    main()
