"""作为库用：开着的 xlwings Book 与文件说的一样；文档里那一段照抄就能运行。"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from openbooks import BAD, GOOD, HEYUAN, ROOT, Opener, opener

import perfxl

__all__ = ["opener"]


@pytest.mark.parametrize("path", [GOOD, BAD, HEYUAN], ids=lambda path: path.stem)
def test_开着的Book与文件说的一样(opener: Opener, path: Path) -> None:
    (mine,) = perfxl.assess(opener(path))
    (by_file,) = perfxl.assess(path)
    assert [one.line() for one in mine.findings] == [one.line() for one in by_file.findings]
    assert mine.scored.total == by_file.scored.total
    for name, frame in perfxl.frames([by_file]).items():
        # 数的字面（0.1 与 0.10000000000000001）各家写法不同，原文一列不比。
        columns = [column for column in frame.columns if not column.endswith("_raw")]
        assert perfxl.frames([mine])[name][columns].equals(frame[columns]), name


def test_文档里的那一段(opener: Opener) -> None:
    opener(BAD)
    text = (ROOT / "docs" / "作为库用.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python xlwings\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "作为库用.md", "exec"), {"perfxl": perfxl})  # noqa: S102  # 文档里的例子
    (found,) = perfxl.assess(BAD)
    assert out.getvalue() == f"{found.scored.total} {len(found.findings)}\n"
