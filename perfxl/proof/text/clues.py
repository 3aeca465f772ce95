"""要找的话（正则），和它非有不可的字：字一个也没有的，不必找；找的时候才编译。

一份报告要找几百种话，多数一种也没有：看一眼有没有那几个字，比逐字去试快得多。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property


@cache
def regex(pattern: str) -> re.Pattern[str]:
    """写在话旁边的正则：头一次用到才编译，编译了就留着。

    `re.search` 自己只留五百多条，一份报告要用的不止，轮着被挤掉就一遍遍重新编译。只给程序、
    数据里写定的正则用：把报告里的字拼进去的，一份份攒着没有完。
    """
    return re.compile(pattern)


class Clue:
    """`needs` 里至少有一个在，`pattern` 才可能找得到（没有写的，总要找）。

    正则里是不是真的非有不可，由测试看着。
    """

    def __init__(self, pattern: str, *needs: str) -> None:
        self.pattern = pattern
        self.needs = needs

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def may_be_in(self, text: str) -> bool:
        for need in self.needs:  # 一句一句都要问，`any` 慢一倍
            if need in text:
                return True
        return not self.needs

    def search(self, text: str) -> re.Match[str] | None:
        return self.regex.search(text) if self.may_be_in(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.regex.fullmatch(text) if self.may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.regex.finditer(text) if self.may_be_in(text) else iter(())

    def sub(self, change: Callable[[re.Match[str]], str], text: str) -> str:
        return self.regex.sub(change, text) if self.may_be_in(text) else text


class Texts:
    """一批话接在一起：哪几句里有某个词，一次找完，不必一句一句问。"""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = "\n".join(texts)
        self._starts: list[int] = []
        start = 0
        for text in texts:
            self._starts.append(start)
            start += len(text) + 1
        self._starts.append(start)

    @cached_property
    def _marks(self) -> frozenset[str]:
        """写着的各个字：多数的词，有一个字全文就没有。"""
        return frozenset(self._whole)

    def matching(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """哪几句里找得到：正则里没有句首、句尾；越过了换行的，会多说一句。"""
        match = pattern.search(self._whole)
        while match:  # 一句里有一处就够了，接着看下一句
            place = bisect_right(self._starts, match.start())
            yield place - 1
            match = pattern.search(self._whole, self._starts[place])

    def holding(self, clue: Clue) -> Sequence[int]:
        """有它非有不可的字的是第几句。"""
        if not clue.needs:
            return range(len(self._starts) - 1)
        found: set[int] = set()
        for need in clue.needs:
            at = self._whole.find(need) if self._marks.issuperset(need) else -1
            while at >= 0:  # 一句里有一处就够了，接着看下一句
                place = bisect_right(self._starts, at)
                found.add(place - 1)
                at = self._whole.find(need, self._starts[place])
        return sorted(found)

    def places(self, word: str) -> Iterator[tuple[int, int]]:
        """这个词在第几句第几个字，一处一处。"""
        at = self._whole.find(word)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place, at - self._starts[place]
            at = self._whole.find(word, at + 1)
