"""编号：照先后连着编，去掉的段不占号，高一层换了低的从头来。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import oddtemplates as odd
import pytest
import reportcase as case

from perfxl.report.finish.numbering import number_said


def _tail(folder: Path, *lines: str, narratives: dict[str, str] | None = None) -> list[str]:
    grid = case.grid() if narratives is None else case.grid(narratives=narratives)
    made = case.made(folder, grid, template=case.with_lines(folder, "从这里起", *lines))
    return made.paragraphs[made.paragraphs.index("从这里起") + 1 :]


def test_四层连着编(tmp_path: Path) -> None:
    one, two, three, four = (f"{{{{ {level}编号 }}}}" for level in ("一级", "二级", "三级", "四级"))
    said = _tail(
        tmp_path, f"{one}甲", f"{two}乙", f"{three}丙", f"{four}丁", f"{four}戊", f"{three}己",
        f"{two}庚", f"{three}辛", f"{one}壬", f"{two}癸",
    )  # fmt: skip
    assert said == [
        "一、甲", "（一）乙", "1.丙", "（1）丁", "（2）戊", "2.己", "（二）庚", "1.辛", "二、壬",
        "（一）癸",
    ]  # fmt: skip


def test_没有内容的段去掉_号接上(tmp_path: Path) -> None:
    lines = (
        "{{ 一级编号 }}{{ 正文.资金使用 }}",
        "{% if 重点工作任务 %}", "{{ 一级编号 }}任务", "{% endif %}",
        "{{ 一级编号 }}{{ 任务完成 }}", "{{ 一级编号 }}末一节",
    )  # fmt: skip
    said = _tail(tmp_path, *lines, narratives={"资金使用": "国库集中支付。"})
    assert said == ["一、国库集中支付。", "二、末一节"]


def test_循环里也编(tmp_path: Path) -> None:
    lines = (
        "{% for 行 in 满意度指标 %}",
        "{{ 三级编号 }}{{ 行.三级 }}",
        "{% endfor %}",
        "{{ 三级编号 }}完",
    )
    assert _tail(tmp_path, *lines) == ["1.受益农户满意度", "2.完"]


def test_表格里的不与正文断开(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_paragraph("从这里起{{ 三级编号 }}")
        document.add_table(1, 1).cell(0, 0).text = "{{ 三级编号 }}甲"
        document.add_paragraph("{{ 三级编号 }}乙")

    made = case.made(tmp_path, template=case.edited(tmp_path, change))
    assert made.text.endswith("从这里起1.\n2.甲\n3.乙")


@pytest.mark.parametrize(
    ("level", "number", "said"),
    [(0, 1, "一、"), (0, 10, "十、"), (0, 11, "十一、"), (0, 20, "二十、"), (1, 21, "（二十一）"),
     (1, 99, "（九十九）"), (2, 12, "12."), (3, 3, "（3）")],
)  # fmt: skip
def test_怎么写(level: int, number: int, said: str) -> None:
    assert number_said(level, number) == said


def test_正文末尾写附件(tmp_path: Path) -> None:
    made = case.made(tmp_path)
    place = made.paragraphs.index("附件：项目支出绩效自评表")
    assert made.paragraphs[place - 1] == ""
    assert "附件" in made.paragraphs[place + 1 :]


def test_目录标上该更新了_里面抄的标题不占号(tmp_path: Path) -> None:
    runs = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> TOC \\o "1-3" \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>{{ 一级编号 }}存在的问题</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    contents = "".join(f"<w:r>{one}</w:r>" for one in runs)
    look = '<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>'
    heading = odd.paragraph("{{ 一级编号 }}存在的问题")
    made = odd.rendered(tmp_path, odd.with_body(f"<w:p>{look}{contents}</w:p>{heading}"))
    assert made.paragraphs[-2:] == ["存在的问题", "一、存在的问题"]
    begins = [one for one in made.part().iter(f"{case.W}fldChar") if one.get(f"{case.W}dirty")]
    assert [one.get(f"{case.W}fldCharType") for one in begins] == ["begin"]
    assert not [one for one in case.made(tmp_path).part().iter() if one.get(f"{case.W}dirty")]
