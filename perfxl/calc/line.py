"""与 LibreOffice 之间的线：步子先记下，要值的时候一并送过去。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Step = tuple[int, int, str, str, tuple[Any, ...], tuple[tuple[int, int], ...]]
Do = Callable[[tuple[Step, ...], tuple[int, ...], tuple[int, ...]], Any]


class Line:
    """一条线。`collecting` 期间写的也先记下，与下一次要值时一起送。"""

    def __init__(self, do: Do) -> None:
        self._do = do
        self._steps: list[Step] = []
        self._dropped: list[int] = []
        self._last = 0
        self._collecting = False
        self.changes = 0  # 改动过多少次：记着的旧样子还作不作数，看它
        self.session = 0  # 第几次攒
        self.desk: Any = Far(self, 0)

    @property
    def collecting(self) -> bool:
        return self._collecting

    @collecting.setter
    def collecting(self, value: bool) -> None:
        self._collecting = value
        self.session += value
        if not value:
            self.values(())

    def ask(self, target: Far, kind: str, name: str, arguments: tuple[Any, ...]) -> Far:
        """记一步，结果先用一个号代表。"""
        links = tuple(
            (place, argument.number)
            for place, argument in enumerate(arguments)
            if isinstance(argument, Far)
        )
        plain = tuple(None if isinstance(argument, Far) else argument for argument in arguments)
        self._last += 1
        self._steps.append((self._last, target.number, kind, name, plain, links))
        return Far(self, self._last)

    def tell(self, target: Far, kind: str, name: str, arguments: tuple[Any, ...]) -> Far:
        """记一步改动；不在攒着的时候，马上送。"""
        self.changes += 1
        made = self.ask(target, kind, name, arguments)
        if not self._collecting:
            self.values(())
        return made

    def values(self, wanted: Sequence[Far]) -> tuple[Any, ...]:
        """送出记着的步子，取回这几个的值。

        Raises:
            Exception: 那边出的错，种类的名字与那边的相同。
        """
        steps, dropped = tuple(self._steps), tuple(self._dropped)
        self._steps, self._dropped = [], []
        if not steps and not wanted:
            self._dropped = list(dropped)
            return ()
        trouble, answers = self._do(steps, tuple(far.number for far in wanted), dropped)
        if trouble:
            raise type(trouble.rpartition(".")[2], (Exception,), {})(answers)
        return tuple(answers)

    def drop(self, number: int) -> None:
        """没有人用这个号了：下次顺带说一声，那边就不留着。"""
        self._dropped.append(number)


class Answers:
    """问过的话：攒着的时候同一句不再问；自己改动过了要再问，`lasting` 的不用。"""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._kept: dict[str, tuple[tuple[int, int], Any]] = {}

    def get(self, question: str, ask: Callable[[], Any], *, lasting: bool = False) -> Any:
        kept = self._kept.get(question)
        if kept is not None and self._line.collecting and kept[0] == self._now(lasting=lasting):
            return kept[1]
        return self.put(question, ask(), lasting=lasting)

    def put(self, question: str, answer: Any, *, lasting: bool = False) -> Any:
        self._kept[question] = self._now(lasting=lasting), answer
        return answer

    def _now(self, *, lasting: bool) -> tuple[int, int]:
        return self._line.session, -1 if lasting else self._line.changes


class Far:
    """那边的一个对象。叫它的方法得到另一个 Far；改它用 `put`、`do`；它的值用 `value` 取。"""

    __slots__ = ("__weakref__", "_line", "number")

    def __init__(self, line: Line, number: int) -> None:
        self._line, self.number = line, number

    def __getattr__(self, name: str) -> Callable[..., Far]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments: self._line.ask(self, "call", name, arguments)

    def prop(self, name: str) -> Far:
        """一个属性。"""
        return self._line.ask(self, "get", name, ())

    def put(self, name: str, value: Any) -> None:
        """改一个属性。"""
        self._line.tell(self, "set", name, (value,))

    def fit(self, name: str, value: Any) -> None:
        """改一个只归自己用的对象的属性：文档没有变，不算改动。"""
        self._line.ask(self, "set", name, (value,))

    def do(self, name: str, *arguments: Any) -> None:
        """叫一个改动东西的方法，不要结果。"""
        self._line.tell(self, "call", name, arguments)

    def make(self, name: str, *arguments: Any) -> Far:
        """叫一个改动东西的方法，结果以后还要用。"""
        return self._line.tell(self, "call", name, arguments)

    def get(self) -> Any:
        """它的值：数、文字、真假，和它们排成的表。"""
        return self._line.values((self,))[0]

    def __del__(self) -> None:
        if self.number:
            self._line.drop(self.number)
