"""话里的否定：不超过、未能完成、没有达到、难以突破，说的正好反过来；基本达到、力争达到的，没有说死。"""

from __future__ import annotations

from perfxl.cells.later import later

# 接在“超过”“完成”“达到”“低于”前面，把话反过来的字。
DENIED = (
    r"(?:(?:并|从|均|都|仍|还|也|尚|暂|全部|一直|始终)?(?:没有?|未|不)(?:能够?|曾|会|得|再|可|有)?|无法|难以|不足以)"
    r"(?:按[时期]|如期|全部|完全|全面|足额|圆满|明显|实际)?"
)
_DENIED = later(rf"{DENIED}$")
_SOFT = later(
    r"基本|接近|几乎|大致|力争|争取|努力|确保|预计|预期|有望|将|拟|若|如(?!期)|距|应当?|要|继续|尽快|尽量|才|才能"
)


def denied(before: str) -> bool:
    """紧挨在前面的是否定的话。"""
    return _DENIED.search(before) is not None


def soft(before: str) -> bool:
    """没有说死的：基本、接近，或说的是往后的打算。"""
    return _SOFT.search(before) is not None
