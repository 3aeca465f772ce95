"""做得久的：做到第几个、多快、还要多久。终端上一行里变，别处（记在文件里的）隔一阵写一行。"""

from __future__ import annotations

import sys
import time

from perfxl.cli.say import Say
from perfxl.cli.screen import plain

# 终端上多久换一次、别处多久写一行（毫秒）。
_SOON, _SELDOM = 200, 10_000
# 做了这么久（毫秒），快慢才说得准。
_SETTLED = 3_000


class Progress:
    """写在标准错误上：标准输出留给结果。`--json`、`--quiet` 时不写。"""

    def __init__(self, say: Say) -> None:
        self._silent = say.quiet or say.json
        self._english = say.lang == "en"
        self._alive = sys.stderr.isatty()
        self._started = self._shown = _now()
        self._open = False  # 终端上有没有写了一半的行

    def __call__(self, done: int, total: int | None) -> None:
        """做到第 `done` 个；还不知道一共几个的，`total` 为 None。"""
        if done == 0:
            self._started = _now()
        now = _now()
        if self._silent or now - self._shown < (_SOON if self._alive else _SELDOM):
            return
        self._shown = now
        self._write(self._said(done, total, now - self._started))

    def close(self) -> None:
        """不再写了：终端上那一行擦掉。"""
        if self._open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._open = False

    def _said(self, done: int, total: int | None, spent: int) -> str:
        if total is None:
            return f"looking: {done} files" if self._english else f"正在看文件夹：看到 {done} 个"
        said = f"{done} of {total}" if self._english else f"读了 {done}/{total} 个"
        if done == 0 or spent < _SETTLED:  # 刚起步，多快还说不准
            return said
        rate = done * 10_000 // spent  # 一秒几个，十倍
        fast = f"{rate // 10}.{rate % 10}"
        left = _span((total - done) * spent // done // 1000, english=self._english)
        if self._english:
            return f"{said}, {fast} a second, {left} left"
        return f"{said}，每秒 {fast} 个，还要 {left}"

    def _write(self, text: str) -> None:
        if self._alive:
            sys.stderr.write(f"\r\x1b[K{plain(text)}")
            self._open = True
        else:
            sys.stderr.write(f"{plain(text)}\n")
        sys.stderr.flush()


def _now() -> int:
    return time.monotonic_ns() // 10**6


def _span(seconds: int, *, english: bool) -> str:
    minutes, rest = divmod(seconds, 60)
    if english:
        return f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
