"""把表样里的一句话填上数：缺的数连同那半句略去；话在 form/wording.py 说的地方，人可以改。"""

from __future__ import annotations

import re
from collections.abc import Mapping

from perfxl.cells.later import later
from perfxl.form.form import Form
from perfxl.form.load import load
from perfxl.form.wording import NAME

_DEFAULT = "mof-2020"
_SENTENCE = later(r"[^。；]+[。；]?")
_OPTIONAL = later(r"\[([^\[\]]*)\]")


# 话里已经说了是原因，填报人的字又以“偏差原因：”开头的，只留一个。
_TWICE = later(
    r"(原因(?:[和及与、]?(?:改进|整改)?措施)?[：:]|原因是)\s*"
    r"(?:(?:产生|存在)?(?:偏差|差异|未完成|未达标|扣分|失分|结转|结余|结转结余|主要|具体)?的?"
    r"(?:主要)?原因(?:分析|说明)?(?:[和及与、](?:改进|整改)?措施)?(?:[：:]|是|为)\s*)"
)


class Wordings:
    """一张表样的各句话。"""

    def __init__(self, form: Form) -> None:
        self._texts = {wording.key: wording.text for wording in form.report.wording}
        if not self._texts:  # 没有继承哪张表样的
            self._texts = {wording.key: wording.text for wording in load(_DEFAULT).report.wording}

    def say(self, key: str, **values: object) -> str:
        """填好的一句；没有这一句的、数都缺的为空。"""
        said = filled(
            self._texts.get(key, ""), {name: str(value) for name, value in values.items()}
        )
        return _TWICE.sub(r"\1", said)


def filled(text: str, values: Mapping[str, str]) -> str:
    """
    >>> filled("[{年}年度]预算{预算}，执行{执行}。", {"年": "2024", "预算": "", "执行": "9万元"})
    '2024年度执行9万元。'
    """
    return "".join(_sentence(sentence, values) for sentence in _SENTENCE.findall(text))


def _sentence(text: str, values: Mapping[str, str]) -> str:
    body = text.rstrip("。；")
    end = text[len(body) :]
    lead = ""
    if opening := _OPTIONAL.match(body):  # 句首的属于整句，不跟着头半句去掉
        lead, body = _optional(opening, values), body[opening.end() :]
    clauses = _OPTIONAL.sub(lambda match: _optional(match, values), body).split("，")
    named = [clause for clause in clauses if NAME.search(clause)]
    kept = [clause for clause in clauses if _has_all(clause, values)]
    if named and not any(NAME.search(clause) for clause in kept):
        return ""
    said = lead + "，".join(kept)
    return _put(said, values) + end if said else ""


def _optional(match: re.Match[str], values: Mapping[str, str]) -> str:
    return match[1] if _has_all(match[1], values) else ""


def _has_all(text: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name) for name in NAME.findall(text))


def _put(text: str, values: Mapping[str, str]) -> str:
    return NAME.sub(lambda match: values.get(match[1], ""), text)
