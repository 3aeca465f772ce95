"""不成标记的字里，像是写错了的标记：全角的花括号、只有一层的花括号、邮件合并的书名号。"""

from __future__ import annotations

import re
from collections.abc import Container

from perfxl.cells.later import later
from perfxl.report.template.tags import Complain

WIDE = str.maketrans("｛｝％", "{}%")
_WIDE = later(r"｛\s*[｛{%％]|[{]\s*[｛％]|[}｝%％]\s*｝|[％｝]\s*\}")
# 一层花括号、两层中间有空格、报告文字里才用的【】、邮件合并的 «»。
_LIKE = later(
    r"(?P<brace>\{(?:\s*\{)?\s*(?P<braced>[^{}%\s]{1,40})\s*\}(?:\s*\})?)"
    r"|(?P<quote>【\s*(?P<quoted>[^【】|｜]{1,40})(?:[|｜][^【】]*)?】)"
    r"|(?P<merge>«\s*(?P<merged>[^«»]{1,40}?)\s*»)"
)


def wide_braces(text: str, complain: Complain) -> bool:
    """花括号、百分号打成全角的。"""
    match = _WIDE.search(text)
    if match is None:
        return False
    said = "里的花括号或百分号是全角的，请改成半角：{{ 名称 }}、{% … %}"
    complain(match[0], match.start(), said)
    return True


def stray_names(
    text: str, span: tuple[int, int], known: Container[str], complain: Complain
) -> None:
    """标记以外的一截字里，写着认得的名称、样子又像标记的。"""
    for match in _LIKE.finditer(text, *span):
        name = (match["braced"] or match["quoted"] or match["merged"] or "").strip()
        if re.split(r"[.\[|]", name)[0] not in known:
            continue
        if match["brace"]:
            what = "要两层花括号，中间没有空格"
        elif match["quote"]:
            what = "是报告文字里引用数的写法，模板里不换"
        else:
            what = "是邮件合并的写法，这里不填"
        complain(match[0], match.start(), f"里的“{match[0]}”{what}；请写 {{{{ {name} }}}}")
