"""表格：相同的上级合成一格，各行不跨页，标题行每页重复；模板里怎样写循环都行。"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import reportcase as case

D = Decimal
SAME_NAMES = (
    (None, "产出指标", "数量指标", "甲", "≥1个", "1个", 10, 10, None),
    (None, "产出指标", "数量指标", "乙", "≥1个", "1个", 10, 10, None),
    (None, "产出指标", "质量指标", "丙", "≥1个", "1个", 30, 30, None),
    (None, "效益指标", "质量指标", "丁", "≥1个", "1个", 30, 30, None),
    (None, "满意度指标", "服务对象满意度指标", "戊", "≥90%", "91%", 10, 10, None),
)


def test_上级不同时同名的二级不合并(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.grid(indicators=SAME_NAMES, total=D(99)))
    table = made.table("完成率")[1:]
    assert [row[0] for row in table] == ["产出指标", "↑", "↑", "效益指标", "满意度指标"]
    assert [row[1] for row in table] == [
        "数量指标", "↑", "质量指标", "质量指标", "服务对象满意度指标"
    ]  # fmt: skip
    assert [row[2] for row in table] == ["甲", "乙", "丙", "丁", "戊"]


def test_附件的指标表与官方表式相同(tmp_path: Path) -> None:
    made = case.made(tmp_path)
    heads = made.table("偏差原因分析及改进措施")[0]
    assert heads == ["", *(one.title for one in case.form().indicators.column
                           if one.drawn and not one.reserved)]  # fmt: skip
    funds = made.table("项目名称")
    assert funds[2] == ["项目资金\n（万元）", "资金名称", "年初预算数", "全年预算数", "全年执行数",
                        "分值", "执行率", "得分"]  # fmt: skip
    assert funds[3] == ["↑", "年度资金总额", "1200", "1180.5", "1062.45", "10", "90.00%", "9"]
    assert funds[4] == ["↑", "其中：当年财政拨款", "1000", "980.5", "862.45", "—", "87.96%", "—"]
    last = made.table("偏差原因分析及改进措施")[-1]
    assert last == ["总分", "100", "97.14", ""]


def test_行不跨页_标题行重复(tmp_path: Path) -> None:
    root = case.made(tmp_path).part()
    rows = list(root.iter(f"{case.W}tr"))
    assert rows
    assert all(row.find(f"{case.W}trPr/{case.W}cantSplit") is not None for row in rows)
    heads = [row for row in rows if row.find(f"{case.W}trPr/{case.W}tblHeader") is not None]
    assert len(heads) == 4


def test_很高的合并格只放开头一行跨页(tmp_path: Path) -> None:
    many = [
        (None, "产出指标", "数量指标", f"第{number}项", "≥1个", 1, 1, 1, "") for number in range(20)
    ]
    root = case.made(tmp_path, case.grid(indicators=tuple(many))).part()
    *_, annex = root.iter(f"{case.W}tbl")
    rows = list(annex.iter(f"{case.W}tr"))
    loose = [row.find(f"{case.W}trPr/{case.W}cantSplit") is None for row in rows]
    assert loose == [False, True, *[False] * (len(rows) - 2)]


def test_附件的注与总分行同页(tmp_path: Path) -> None:
    """表正好排满一页时，下一页不只剩几行注。"""
    root = case.made(tmp_path).part()
    *_, annex = root.iter(f"{case.W}tbl")
    *_, last = annex.iter(f"{case.W}tr")
    notes = [one for one in root.iter(f"{case.W}p") if _style(one) == "TableNote"]
    notes = [one for one in notes if case.text_of(one) in case.form().look.notes]
    kept = [*last.iter(f"{case.W}p"), *notes]
    assert len(notes) == len(case.form().look.notes)
    assert [_kept(one) for one in kept] == [True] * (len(kept) - 1) + [False]


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{case.W}pPr/{case.W}pStyle")
    return "" if style is None else str(style.get(f"{case.W}val"))


def _kept(paragraph: Any) -> bool:
    return paragraph.find(f"{case.W}pPr/{case.W}keepNext") is not None


def test_没有内容的表连标题一起略去(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.grid(indicators=()))
    assert "绩效指标完成情况表" not in made.paragraphs
    assert "资金执行情况表（单位：万元）" in made.paragraphs


def _add_table(document: Any, *rows: tuple[str, ...]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def test_首格for末格endfor(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        _add_table(
            document,
            ("名", "得分"),
            ("{% for 行 in 产出指标 %}{{ 行.三级 }}", "{{ 行.得分 }}{% endfor %}"),
        )

    table = case.made(tmp_path, template=case.edited(tmp_path, change)).table("名")
    assert len(table) == 7
    assert table[1] == ["新建高标准农田面积", "10"]


def test_独占一行的for(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        _add_table(
            document,
            ("名", "得分"),
            ("{% for 行 in 效益指标 %}", ""),
            ("{{ 行.三级 }}", "{{ 行.得分 }}"),
            ("{% endfor %}", ""),
        )

    table = case.made(tmp_path, template=case.edited(tmp_path, change)).table("名")
    assert [row[0] for row in table[1:]] == [
        "亩均增产粮食",
        "带动务工的脱贫人口",
        "农田灌溉水利用条件",
    ]


def test_原有的tr写法也认(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        _add_table(
            document,
            ("名", "得分"),
            ("{%tr for 行 in 满意度指标 %}", ""),
            ("{{ 行.三级 }}", "{{ 行.完成率 }}"),
            ("{%tr endfor %}", ""),
        )

    table = case.made(tmp_path, template=case.edited(tmp_path, change)).table("名")
    assert table[1:] == [["受益农户满意度", "103.78%"]]


# 各样字有多宽（一个汉字为 1）：没有装 Times New Roman 的电脑上顶替的 DejaVu Serif，宽一成多。
_WIDE = dict.fromkeys("0123456789", D("0.636")) | {
    ".": D("0.318"), "%": D("0.951"), "-": D("0.338"), "≥": D("0.838"), "≤": D("0.838"),
}  # fmt: skip
_GAP = D("0.25")  # 数字与汉字之间另加的空


def _points(text: str) -> Decimal:
    """五号字写出来有几磅宽。"""
    width = sum((_WIDE.get(char, D(1)) for char in text), D(0))
    gaps = len(re.findall(r"\d(?=[一-鿿])|[一-鿿](?=\d)", text))
    return (width + gaps * _GAP) * D("10.5")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("指标值", "≤1200万元"), ("指标值", "≥18.6公里"), ("完成值", "1140万元"),
        ("完成值", "4260户"), ("完成率", "101.43%"), ("偏差率", "-12.34%"), ("分值", "10"),
        ("得分", "9.25"),
    ],
)  # fmt: skip
def test_完成情况表的一格写得下一个数和单位(tmp_path: Path, title: str, text: str) -> None:
    for table in case.made(tmp_path).part().iter(f"{case.W}tbl"):
        head = [case.text_of(box) for box in next(table.iter(f"{case.W}tr")).iter(f"{case.W}tc")]
        if "偏差率" in head:
            widths = [int(one.get(f"{case.W}w", "0")) for one in table.iter(f"{case.W}gridCol")]
            room = D(widths[head.index(title)] - 2 * 57) / 20  # 左右各空 57 缇
            assert _points(text) <= room
            return
    raise AssertionError
