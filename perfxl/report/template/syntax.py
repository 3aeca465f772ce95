"""引擎读不懂的标记：看出是哪一种写法不对，说怎么改。"""

from __future__ import annotations

import re
from difflib import get_close_matches

from perfxl.cells.later import later
from perfxl.report.template.tags import Tag

STATEMENTS = ("for", "endfor", "if", "elif", "else", "endif", "set")
# 人会写的别的词 → 该写的。
_WORDS = {
    "如果": "if", "若": "if", "否则": "else", "否则如果": "elif", "循环": "for", "遍历": "for",
    "结束": "endfor", "结束循环": "endfor", "结束如果": "endif", "end": "endfor", "foreach": "for",
    "elseif": "elif", "elsif": "elif", "fi": "endif", "done": "endfor", "赋值": "set",
}  # fmt: skip
_WIDE = str.maketrans("（），．。＝＞＜！％【】；：｛｝＋＊", "(),..=><!%[];:{}+*")
_QUOTED = later(r"\"[^\"]*\"|'[^']*'")
_LINKS = {"且": "and", "并且": "and", "和": "and", "与": "and", "或": "or", "或者": "or",
          "非": "not", "不": "not", "&&": "and", "||": "or", "等于": "==", "大于": ">",
          "小于": "<", "<>": "!=", "≥": ">=", "≤": "<=", "≠": "!="}  # fmt: skip
_PLAIN = "应写成 {{ 名称 }}、{% for 行 in 指标 %} 或 {% if 名称 %}"


def meant(word: str, code: str) -> str:
    """`{% … %}` 的第一个词写错了的：多半是哪一个；看不出的为空。"""
    joined = re.sub(r"\s+", "", code).lower()
    if joined in STATEMENTS:  # end for、IF
        return joined
    if word in _WORDS:
        return _WORDS[word]
    return next(iter(get_close_matches(word.lower(), STATEMENTS, n=1)), "")


def explained(tag: Tag) -> str:
    """接在“里的“…””后面的话。"""
    return f"写法不对：{_why(tag)}"


def _why(tag: Tag) -> str:
    code = tag.code
    rest = code.removeprefix(tag.word).strip() if tag.is_block else code
    outside = _QUOTED.sub('""', code)
    if not rest:
        what = f"{tag.word} 后面" if tag.is_block else "花括号里"
        return f"{what}没有名称，{_PLAIN}"
    if wide := next((char for char in outside if char != char.translate(_WIDE)), ""):
        return f"“{wide}”是全角的，请改成半角的“{wide.translate(_WIDE)}”"
    return (
        _unpaired(outside) or _statement(tag.word, rest, outside) or _links(outside)
        or _expression(outside) or _PLAIN
    )  # fmt: skip


def _unpaired(outside: str) -> str:
    if outside.replace('""', "").count('"') or outside.count("'") % 2:
        return "引号没有配成对"
    for opener, closer in ("()", "[]"):
        if outside.count(opener) != outside.count(closer):
            return f"括号“{opener}{closer}”没有配成对"
    return ""


def _statement(word: str, rest: str, outside: str) -> str:
    if word == "for" and not re.search(r"\sin(\s|$)", rest):
        return "for 少了 in，应写成 {% for 行 in 指标 %}"
    if word == "for" and re.search(r"\sin\s*$", rest):
        return "in 后面没有名称，应写成 {% for 行 in 指标 %}"
    if word == "set" and "=" not in rest:
        return "set 要写成 {% set 名 = 项目名称 %}"
    if word in {"if", "elif"} and re.search(r"(?<![=!<>])=(?!=)", outside):
        return "比较是不是相等要写两个等号“==”"
    return ""


def _links(outside: str) -> str:
    for wrong, right in _LINKS.items():
        if re.search(rf"(?:^|\s|[\w)\"]){re.escape(wrong)}(?:\s|[\w(\"]|$)", outside) and (
            not wrong.isalpha() or f" {wrong} " in f" {outside} "
        ):
            return f"“{wrong}”要写成“{right}”"
    return ""


def _expression(outside: str) -> str:
    if re.search(r"\|\s*($|\|)", outside):
        return "“|”后面没有写过滤器，可用的见 docs/报告模板.md"
    if match := re.search(r"(\w+)\s+(?!and|or|not|in|is|if|else)(\w+)", outside):
        both = f"{{{{ {match[1]} }}}}{{{{ {match[2]} }}}}"
        return f"“{match[1]}”与“{match[2]}”中间不能有空格；要连着印，请写 {both}"
    if match := re.search(r"[^\w\s.()\[\]\"'|,=<>!~:+*/%-]", outside):
        return f'名称里有“{match[0]}”的，请写成 {{{{ 数据["名称"] }}}}'
    if re.search(r"\.\s*($|[|\]])", outside):
        return "“.”后面没有写名称"
    return ""
