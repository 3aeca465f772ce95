"""一个工作簿里的几份：各凭什么分得开，报告的文件名用它。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from perfxl.filing.model import Filing

_LONGEST = 40  # 文件名里的项目名称至多几个字


def told_apart(filings: Sequence[Filing]) -> tuple[Filing, ...]:
    """同一种表有几份的，各记下自己的项目名称；同名的加上序号。"""
    stages = Counter(filing.form.stage for filing in filings)
    seen: Counter[tuple[str, str]] = Counter()
    told = []
    for filing in filings:
        if stages[filing.form.stage] == 1:
            told.append(filing)
            continue
        # Windows 的文件名不能有这几个字，也不分大小写。
        project = re.sub(r'[\\/:*?"<>|\s]+', "", filing.called)[:_LONGEST]
        same = (filing.form.stage, project.casefold())
        seen[same] += 1
        number = f"({seen[same]})" if seen[same] > 1 else ""
        told.append(replace(filing, apart=project + number))
    return tuple(told)
