"""随程序分发的别人的东西：各是什么许可证，全文放在一个 THIRD-PARTY.txt 里。

看的是真正打进去的模块，不是装了什么：装着而没有用上的不列。
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

# 装在同一个包里而没有打进来的部分的许可证。
LEFT_OUT = {"xlwings": "LICENSE_PRO.txt"}
# 打包程序自己也放了一段进去：启动程序，和几个装载时的钩子。
BUILDER = "pyinstaller"
# 核对认错字用的词表，抄进来的是数据，没有装那两个库。
WORDS = Path(__file__).parent.parent / "perfxl" / "proof" / "wording" / "words-LICENSE.txt"
_WORDS = ("licen", "copying", "notice")
_HEAD = """\
perfxl 带着下列软件。各软件的许可证全文在后面。

在 Linux 上打包时还带着那台系统的几个库（_internal 里的 lib*.so.*，如 OpenSSL、zlib），各依那台系统
软件包的许可证。
"""


def third_party(*contents: Iterable[tuple[str, str, str]]) -> str:
    """THIRD-PARTY.txt 的全文。`contents` 是打包程序列出的（名字，位置，种类）。

    Raises:
        SystemExit: 有一样找不到许可证。
    """
    names = (entry[0] for content in contents for entry in content)
    parts = [
        (f"Python {sys.version.split()[0]}", _python()),
        *(
            (f"{package.name} {package.version}", "\n\n".join(_texts(package)))
            for package in _distributions(names)
        ),
        ("jieba、pypinyin 的词表", WORDS.read_text(encoding="utf-8")),
    ]
    listed = "\n".join(f"- {name}" for name, _ in parts)
    bodies = "".join(f"\n\n{'=' * 78}\n{name}\n{'=' * 78}\n\n{text}" for name, text in parts)
    return f"{_HEAD}\n{listed}\n{bodies}\n"


def _distributions(names: Iterable[str]) -> Iterator[Distribution]:
    """这些模块出自哪些安装包，按名字排；perfxl 自己不算。"""
    known = packages_distributions()
    tops = {name.replace("\\", "/").split("/")[0].split(".")[0] for name in names}
    packages = {package for top in tops for package in known.get(top, ())} - {"perfxl"}
    yield from (distribution(package) for package in sorted({*packages, BUILDER}, key=str.lower))


def _texts(package: Distribution) -> list[str]:
    """一个安装包的许可证全文。"""
    texts = [
        Path(str(file.locate())).read_text(encoding="utf-8")
        for file in package.files or ()
        if ".dist-info" in file.parts[0]
        and any(word in file.name.lower() for word in _WORDS)
        and file.name != LEFT_OUT.get(package.name)
    ]
    if not texts:
        raise SystemExit(
            f"{package.name} 的安装包里没有许可证全文；取到以后由 packaging/licences.py 一并收进来"
        )
    return texts


def _python() -> str:
    """Python 的许可证；Windows 版的这一份里还有 OpenSSL、zlib、Tcl/Tk 等的。"""
    places = [Path(sys.base_prefix), *Path(sys.base_prefix).glob("lib/python3*")]
    for place in places:
        if (place / "LICENSE.txt").is_file():
            return (place / "LICENSE.txt").read_text(encoding="utf-8")
    raise SystemExit("没有找到 Python 的 LICENSE.txt；请用官方安装程序装的 Python 打包")
