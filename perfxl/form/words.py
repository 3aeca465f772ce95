"""表样里不算内容的字：记号、提示语、占位行。"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """表里出现的、不是内容的字：不适用的记号、没有替换的提示语、模板占位行、等于没说的原因、不核的栏。"""

    blank: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    placeholder_names: tuple[str, ...] = ()
    empty_reasons: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
