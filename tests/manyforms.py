"""几十张各地的表样：照自带的改了标题、一级名称、叫法，写成文件再装载。"""

from __future__ import annotations

from pathlib import Path

from perfxl.form.form import Form
from perfxl.form.load import load_all


def many_forms(folder: Path, count: int) -> tuple[Form, ...]:
    """自带的，加上 `count` 张 `extends` 来的；各有自己的标题和一个一级名称（分值由单位定）。"""
    own = load_all()
    for number in range(count):
        parent = own[number % len(own)]
        lines = [
            f'code = "ge-{number}"',
            f'extends = "{parent.code}"',
            f'title = "第{number}市{parent.title}"',
            f'authority = "第{number}市财政局"',
            "default = false",
            f'[look]\ntitle = "第{number}市{parent.look.title}"',
        ]
        if parent.level1:
            first = parent.level1[0]
            lines.append(
                f'[[level1]]\nname = "第{number}类指标"\nsource = "{first.source}"\n'
                f'synonyms = ["{number}类"]'
            )
        (folder / f"ge-{number}.toml").write_text("\n".join(lines), encoding="utf-8")
    return load_all((folder,))
