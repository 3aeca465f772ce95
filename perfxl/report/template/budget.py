"""渲染的限度：步数、字数、时间。模板再怎么写，写一份报告也不会没完没了、占满内存。"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from perfxl.report.marks import BREAK, OPEN

# 自带的模板写一份六十条指标的报告约两千步、五十万字；五千条的约十万步、三千万字、九万个数。
MAX_STEPS = 1_000_000
MAX_LETTERS = 40_000_000
MAX_ELEMENTS = 1_000_000
MAX_FIGURES = 150_000  # 带出处的数、分开的段：收尾时各要做一个
SECONDS = 5
MAX_JOINED = 1_000_000  # 一个名称、几个名称连起来的字


class TooMuchError(Exception):
    """用完了；文字是哪一样。"""


class Budget:
    """一份报告一份：各部件合起来用。"""

    def __init__(self) -> None:
        self._end = time.monotonic() + SECONDS
        self._steps = self._letters = self._signs = self._figures = 0

    def start(self) -> None:
        """整理、检查完了，开始填。"""
        self._end = time.monotonic() + SECONDS

    def step(self) -> None:
        """循环一圈、印一处，各是一步。"""
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise TooMuchError("循环的圈数太多，像是 for 里套了 for")
        if time.monotonic() > self._end:
            raise TooMuchError(f"填了 {SECONDS} 秒还没有填完，像是 for 里套了 for")

    def wrote(self, text: str) -> None:
        self.step()
        self._letters += len(text)
        self._signs += text.count("<")
        self._figures += text.count(OPEN) + text.count(BREAK)
        if (
            self._letters > MAX_LETTERS
            or self._signs > 2 * MAX_ELEMENTS
            or self._figures > MAX_FIGURES
        ):
            raise TooMuchError("填出来的报告太长，像是 for 里套了 for")

    def each(self, rows: Iterable[object]) -> Iterator[object]:
        """for 的每一圈。"""
        for row in rows:
            self.step()
            yield row

    def joined(self, texts: Iterable[object]) -> None:
        """`~` 连起来以前先数一数。"""
        if sum(len(str(text)) for text in texts) > MAX_JOINED:
            raise TooMuchError(f"“~”连起来的字超过 {MAX_JOINED} 个")
