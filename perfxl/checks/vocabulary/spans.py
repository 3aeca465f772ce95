"""文字里说的是几年的事：三年累计整治 36 公里，不拿来与一年的指标比。"""

from __future__ import annotations

from functools import lru_cache

from perfxl.cells.later import later

_HAN = "[二两三四五六七八九十]"
_SPAN = later(
    rf"(?:(?:{_HAN}|\d)年(?:来|内|间|期)?(?:累计|一?共|总共|合计|总计)|(?:19|20)\d\d年?[—–\-~～至到]+(?:19|20)\d\d年"
    r"|截至?(?:19|20)\d\d年(?:底|末|年底)?[,，]?(?:已|共)?累计|(?:实施|项目)期内?(?:累计|共))[^。;；\n]*"
)


# 说几年的话里非有不可的字：多数的目标里没有，不必逐字去试。
_NEEDED = later(r"累|计|共|[—–\-~～至到](?:19|20)\d\d年")


@lru_cache(maxsize=256)
def this_year(text: str) -> str:
    """去掉说几年的各句（到句号、分号为止），留下说这一年的。"""
    if _NEEDED.search(text) is None:
        return text
    return _SPAN.sub("", text)
