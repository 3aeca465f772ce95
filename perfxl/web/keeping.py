"""留多少天：到了日子的，删去交来的文件和台账里的内容，收据还在。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any


def purge(site: Any, now: datetime) -> int:
    """留够了日子的，删去内容；收据还在。返回删了几份。"""
    days = site.settings.keep_days
    codes: Iterable[str] = site.desk.older_than(now - timedelta(days=days)) if days else ()
    return sum(1 for _ in _forgotten(site, codes))


def _forgotten(site: Any, codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        left = site.desk.forget(code)
        if left:
            site.store.drop(left)
        yield code
