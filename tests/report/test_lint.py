"""检查模板：办事人员会写错的各种样子，说得出在哪里、写的什么、该怎么写；一次说全，不牵连别的。"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import oddtemplates as odd
import pytest
import reportcase as case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.cli.main import main
from perfxl.errors import TemplateError
from perfxl.form.load import load_all
from perfxl.report import default_template
from perfxl.report.template.checkup import checkup

FOR, END = odd.FOR, odd.END
_COUNT, _TABLES = odd.counted()
LAST = f"第 {_COUNT + 1} 段"  # 自带的模板末尾加一段，是第几段
NEXT = f"第 {_TABLES + 1} 个表格"
FORMS = load_all()


def _checked(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = main(["lint", str(path), "--json", *more])
    return code, json.loads(capsys.readouterr().out)


# 写的一段、话里要有的、最像的名称。
ONE_LINE: list[tuple[str, str, str]] = [
    # 名称
    ("{{ 项目名 }}", "没有“项目名”这个名称；相近的有“项目名称”", "项目名称"),
    ("{{ 全年预算 }}", "没有“全年预算”这个名称", "全年预算数"),
    ("{{ 投入 }}", "它是别的表样的：广东省省级专项资金绩效自评指标表（gd-special-2019）", ""),
    ("{{ 正文.项目概述 }}", "表样的提纲里没有“项目概述”这一栏", "项目概况"),
    ("{% for 行 in 指标表 %}{{ 行.三级 }}{% endfor %}", "没有“指标表”这个名称", "指标"),
    (FOR + "{{ 行.三级指标 }}" + END, "“指标”的各行里没有“三级指标”这个名称", "三级"),
    (FOR + "{{ 航.三级 }}" + END, "这里的循环写的是“行”", "行"),
    (FOR + "{{ 三级 }}" + END, "循环里要写成 {{ 行.三级 }}", "行.三级"),
    ("{{ 行.三级 }}", "一行一行的要写在 {% for 行 in 指标 %} 和 {% endfor %} 中间", "指标"),
    ("{{ 三级 }}", "一行一行的要写在 {% for 行 in 指标 %} 和 {% endfor %} 中间", "指标"),
    ("{{ 指标.三级 }}", "“指标”是一行一行的，要写 {% for 行 in 指标 %}{{ 行.三级 }}", "指标"),
    ("{{ 指标 }}", "“指标”是一行一行的，不能整个印", ""),
    (FOR + "{{ 行 }}" + END, "“行”是一整行，要写明印哪一个", ""),
    ("{{ 数据 }}", "“数据”有许多项，要写明印哪一项", ""),
    ("{% for 行 in 总分 %}{% endfor %}", "“总分”只有一个值，for 的 in 后面要写一行一行的", ""),
    ("{% if 项目名称 > 90 %}好{% endif %}", "“项目名称”是文字，不能比大小", ""),
    ("{% if 总分 > “90” %}好{% endif %}", "引号里的“90”是文字，不能比大小；数不加引号", ""),
    # 花括号
    ("｛｛ 项目名称 ｝｝", "花括号或百分号是全角的", ""),
    ("{{ 项目名称 ｝}", "花括号或百分号是全角的", ""),
    ("{％ if 总分 ％}好{% endif %}", "花括号或百分号是全角的", ""),
    ("{{ 项目名称 }", "收尾写成了“}”，应写成“}}”：{{ 项目名称 }}", ""),
    ("{{ 项目名称 %}", "收尾写成了“%}”，应写成“}}”", ""),
    ("{% if 总分 }}好{% endif %}", "收尾写成了“}}”，应写成“%}”：{% if 总分 %}", ""),
    ("{{ 项目名称", "“{{”没有配成对，后面没有“}}”", ""),
    ("{{ 项目名称 总分{{ 总分 }}", "“{{”没有配成对，后面没有“}}”", ""),
    ("项目名称 }}", "“}}”没有配成对，前面没有“{{”", ""),
    ("{ 项目名称 }", "里的“{ 项目名称 }”要两层花括号，中间没有空格；请写 {{ 项目名称 }}", ""),
    ("{ { 项目名称 } }", "要两层花括号，中间没有空格；请写 {{ 项目名称 }}", ""),
    ("【全年预算数】", "是报告文字里引用数的写法，模板里不换；请写 {{ 全年预算数 }}", ""),
    ("«项目名称»", "是邮件合并的写法，这里不填；请写 {{ 项目名称 }}", ""),
    ("{ % if 总分 %}", "花括号与百分号之间有空格", ""),
    # 写法
    ("{{ }}", "花括号里没有名称", ""),
    ("{{ 项目名称 年度 }}", "“项目名称”与“年度”中间不能有空格", ""),
    (FOR + "{{ 行。三级 }}" + END, "“。”是全角的，请改成半角的“.”", ""),
    ("{{ 项目名称|default（“无”） }}", "“（”是全角的，请改成半角的“(”", ""),
    ("{% if 等级 == “优 %}好{% endif %}", "引号没有配成对", ""),
    ("{{ 数据[“参建企业” }}", "括号“[]”没有配成对", ""),
    ("{% for 行 指标 %}{{ 行.三级 }}{% endfor %}", "for 少了 in，应写成 {% for 行 in 指标 %}", ""),
    ("{% for 行 in %}{{ 行.三级 }}{% endfor %}", "in 后面没有名称", ""),
    ("{% if %}好{% endif %}", "if 后面没有名称", ""),
    ("{% if 等级 = “优” %}好{% endif %}", "要写两个等号“==”", ""),
    ("{% if 总分 且 等级 %}好{% endif %}", "“且”要写成“and”", ""),
    ("{% if 总分 ≥ 90 %}好{% endif %}", "“≥”要写成“>=”", ""),
    ("{% set 名 %}", "set 要写成 {% set 名 = 项目名称 %}", ""),
    ("{{ 总分 + 1 }}", "模板里不做运算", ""),
    ("{%- if 总分 %}好{% endif %}", "请去掉减号", ""),
    # 过滤器
    ("{{ 总分|大写 }}", "用了没有的“|大写”；相近的有“|中文大写”", "中文大写"),
    ("{{ 总分| }}", "“|”后面没有写过滤器", ""),
    (FOR + "{{ 行.一级|合并(2) }}" + END, "“|合并”后面不写括号", ""),
    ("{{ 全年预算数|万元(“两位”) }}", "“|万元”的括号里写留几位小数，0 到 6", ""),
    ("{{ 全年预算数|约(1, 2) }}", "“|约”括号里至多写 1 个", ""),
    ("{{ 项目名称|万元 }}", "“项目名称”是文字，“|万元”只用于金额", ""),
    ("{{ 总分|中文大写 }}", "“总分”不是金额，“|中文大写”只用于金额", ""),
    ("{{ 全年预算数|百分比 }}", "“全年预算数”不是比率", ""),
    (FOR + "{{ 行.三级|约 }}" + END, "“行.三级”是文字，“|约”只用于数", ""),
    ("{{ 全年执行数|同比(项目名称) }}", "“项目名称”是文字，“|同比”只用于数", ""),
    ("{{ 1200|中文大写 }}", "要接在名称后面，写死的“1200”没有出处", ""),
    # 配对
    (FOR + "{{ 行.三级 }}", "没有对应的 {% endfor %}", ""),
    ("{% if 总分 %}好", "没有对应的 {% endif %}", ""),
    ("{{ 项目名称 }}{% endfor %}", "前面没有对应的 {% for … %}", ""),
    ("好{% endif %}", "前面没有对应的 {% if … %}", ""),
    ("{% else %}", "不在 {% if … %} 里面", ""),
    (FOR + "{% if 行.原因 %}{{ 行.三级 }}" + END + "{% endif %}", "先开始的后收尾", ""),
    (FOR + "{{ 行.三级 }}{% endfor 指标 %}", "endfor 后面不写别的", ""),
    (FOR + "{{ 行.三级 }}{% end for %}", "不能用：要写成 endfor", "endfor"),
    (FOR + "{{ 行.三级 }}{% endfro %}", "不能用：要写成 endfor", "endfor"),
    ("{% 如果 总分 %}好{% endif %}", "不能用：要写成 if", "if"),
    ("{% vm %}", "合并相同的格请写 {{ 行.一级|合并 }}", ""),
    ("{% include “别的.docx” %}", "模板里只用 for、if、set", ""),
]


@pytest.mark.parametrize(("line", "said", "near"), ONE_LINE, ids=[row[0] for row in ONE_LINE])
def test_一段里写错的(
    line: str, said: str, near: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = case.with_lines(tmp_path, line)
    code, found = _checked(template, capsys, "--form", "mof-2020")
    assert code == 1
    first = found["mistakes"][0]
    assert said in first["message"]
    assert near in first["near"] or not near
    assert first["place"] == LAST
    assert first["text"].strip("…")[:6] in line
    assert first["message"].startswith(f"报告模板{LAST}")


@pytest.mark.parametrize(
    "line",
    [one for one, said, _ in ONE_LINE if "先开始的后收尾" not in said and "没有配成对" not in said],
)
def test_一处写错只说一句(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, found = _checked(case.with_lines(tmp_path, line), capsys, "--form", "mof-2020")
    assert [one["message"] for one in found["mistakes"]][1:] == []


@pytest.mark.parametrize(
    ("line", "said", "near"),
    [one for one in ONE_LINE if "别的表样" not in one[1] and "这一栏" not in one[1]],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_写报告时说的是同样的话(
    line: str, said: str, near: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del near
    template = case.with_lines(tmp_path, line)
    _, found = _checked(template, capsys, "--form", "mof-2020")
    with pytest.raises(TemplateError) as caught:
        case.made(tmp_path, template=template)
    assert said in str(caught.value)
    every = (str(caught.value), *caught.value.others)
    assert len(every) == len(found["mistakes"])


# ---- 表格里、别的地方 ----


def _table(*cells: str) -> str:
    """一张表，一个参数一行，格之间用 ｜ 隔开。"""
    rows = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{odd.paragraph(one)}</w:tc>" for one in row.split("｜"))
        + "</w:tr>"
        for row in cells
    )
    return f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>"


def _field(code: str, shown: str = "字") -> str:
    runs = (
        '<w:fldChar w:fldCharType="begin"/>',
        *(f'<w:instrText xml:space="preserve">{one}</w:instrText>' for one in code.split("¦")),
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "<w:p>" + "".join(f"<w:r>{one}</w:r>" for one in runs) + "</w:p>"


BOX = (
    '<w:p><w:r><w:t>图</w:t></w:r><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    "<v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
COMMENT = f'<w:comments xmlns:w="{odd.W}"><w:comment w:id="1">{{}}</w:comment></w:comments>'
ROW = "{{ 行.三级 }}｜{{ 行.得分 }}"
TABLE = f"{NEXT}第 1 行第 1 格"
PLACED: list[tuple[str, bytes, str, str]] = [
    ("表格里的名称", odd.with_body(_table("甲｜{{ 总份 }}")), f"{NEXT}第 1 行第 2 格", "总分"),
    (
        "管整行的写在表格外",
        odd.with_body(odd.paragraph("{%tr for 行 in 指标 %}") + odd.paragraph("{% endfor %}")),
        LAST,
        "不在表格里，不能写 tr",
    ),
    (
        "管整行的那一行另有字",
        odd.with_body(_table("{%tr for 行 in 指标 %}｜字", ROW, "{%tr endfor %}｜")),
        TABLE,
        "管这一行，这一行里不能另有字",
    ),
    (
        "for 在表格外、endfor 在表格里",
        odd.with_body(odd.paragraph(FOR) + _table("{{ 行.三级 }}｜{% endfor %}")),
        LAST,
        "一对标记跨了表格或段落",
    ),
    (
        "for 在这一格、endfor 在下一行",
        odd.with_body(_table("{% for 行 in 指标 %}" + ROW, "甲{% endfor %}｜乙")),
        TABLE,
        f"它的 {{% endfor %}} 在{NEXT}第 2 行第 1 格",
    ),
    (
        "for 在头一张表、endfor 在后一张表",
        odd.with_body(_table(FOR, ROW) + odd.paragraph("") + _table(END)),
        TABLE,
        "一对标记跨了表格或段落",
    ),
    ("文本框", odd.with_body(BOX.format(odd.paragraph("{{ 总份 }}"))), f"{LAST}的文本框", "总分"),
    ("页眉", odd.note("header", "抬头.xml", "{{ 项目名 }}"), "页眉第 1 段", "项目名称"),
    ("脚注", odd.note("footnotes", "注.xml", "{{ 项目名 }}"), "脚注第 1 段", "项目名称"),
    ("尾注", odd.note("endnotes", "尾.xml", "{{ 项目名 }}"), "尾注第 1 段", "项目名称"),
    ("写在域代码里", odd.with_body(_field(" TITLE {{ 总分 }} ")), LAST, "按 F9 才更新"),
    ("域代码里拆成两截", odd.with_body(_field(" TITLE {{ ¦总分 }} ")), LAST, "按 F9 才更新"),
    (
        "邮件合并的域",
        odd.with_body(_field(" MERGEFIELD 项目名称 ")),
        LAST,
        "请删去这个域，写 {{ 项目名称 }}",
    ),
    ("做成了域的花括号", odd.with_body(_field(" 项目名称 ")), LAST, "按过 Ctrl+F9"),
    (
        "写在批注里",
        odd.related(
            "comments",
            "comments.xml",
            COMMENT.format(odd.paragraph("{{ 总分 }}")).encode(),
            f"{WORD}.comments+xml",
        ),
        "的批注",
        "这里不填",
    ),
]


@pytest.mark.parametrize(
    ("what", "template", "place", "said"), PLACED, ids=[one[0] for one in PLACED]
)
def test_说得出在哪里(
    what: str, template: bytes, place: str, said: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = tmp_path / "改过的 模板(1).docx"
    path.write_bytes(template)
    code, found = _checked(path, capsys, "--form", "mof-2020")
    assert code == 1, what
    assert [one["place"] for one in found["mistakes"]] == [place]
    assert said in found["mistakes"][0]["message"]


def test_拼写检查拆开的标记_输入法的引号和竖线都不算错(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    split = "".join(
        f'<w:r><w:t>{one}</w:t></w:r><w:proofErr w:type="spellStart"/>'
        for one in ("{", "{ 项目", "名", "称 }", "}")
    )
    path = tmp_path / "模板.docx"
    path.write_bytes(
        odd.with_body(
            f"<w:p>{split}</w:p>"
            + odd.paragraph("{{ 主管部门｜default(“无”) }}")
            + odd.paragraph("{% if 等级 == ‘优’ %}好{% endif %}")
        )
    )
    code, found = _checked(path, capsys, "--form", "mof-2020")
    assert (code, found["mistakes"]) == (0, [])


def test_一次说全(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["{{ 项目名 }}", "好", "｛｛ 总分 ｝｝", FOR, "{{ 航.三级 }}", END, "{{ 总份 }}"]
    template = case.with_lines(tmp_path, *lines)
    code, found = _checked(template, capsys, "--form", "mof-2020")
    assert code == 1
    assert [one["place"] for one in found["mistakes"]] == [
        f"第 {_COUNT + place} 段" for place in (1, 3, 5, 7)
    ]
    book = tmp_path / "自评表.xlsx"
    book.write_bytes((Path(__file__).parents[2] / "samples" / "良好的自评表.xlsx").read_bytes())
    assert main(["report", str(book), "--template", str(template)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 4
    assert "模板里另有 3 处写错" in said[0]
    assert "没有“总份”这个名称；相近的有" in said[3]


def test_写错很多处的也说得完(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"{{{{ 没有的名称{number} }}}}" for number in range(400)]
    code, found = _checked(case.with_lines(tmp_path, *lines), capsys)
    assert code == 1
    assert len(found["mistakes"]) == 200
    assert "改好这些再检查一遍" in found["notes"][0]


def test_没有标记的模板(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx  # noqa: PLC0415  # 只在这里用

    path = tmp_path / "模板.docx"
    document = docx.Document()
    document.add_paragraph("绩效自评报告")
    document.save(str(path))
    code, found = _checked(path, capsys)
    assert code == 1
    assert "一个标记也没有" in found["mistakes"][0]["message"]


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.code)
def test_自带的模板没有写错的(form: Any) -> None:
    checked = checkup(default_template(form), (form,))
    assert checked.mistakes == ()
    assert checked.notes == ()


def test_单位自己加的栏目写了default就不算错(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = case.with_lines(tmp_path, '{{ 正文.大事记|default("") }}')
    code, found = _checked(template, capsys, "--form", "mof-2020")
    assert (code, found["mistakes"]) == (0, [])


def test_删了一栏的要提醒(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(document: Any) -> None:
        gone = [one for one in document.paragraphs if "正文.自评工作" in one.text]
        for one in gone:
            one._element.getparent().remove(one._element)  # noqa: SLF001  # python-docx 没有删段的口子

    code, found = _checked(case.edited(tmp_path, change), capsys, "--form", "mof-2020")
    assert (code, found["mistakes"]) == (0, [])
    assert found["notes"] == ["表样提纲里的栏目没有用到：自评工作；单位填了也不进这份报告"]


def test_打不开的退出码是二(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "模板.docx"
    assert main(["lint", str(path)]) == 2
    assert "打不开报告模板 模板.docx" in capsys.readouterr().err
    path.write_bytes(b"old")
    assert main(["检查模板", str(path)]) == 2
    assert "不是 .docx 文件" in capsys.readouterr().err


def test_屏幕上的话(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = case.with_lines(tmp_path, "{{ 项目名 }}")
    assert main(["lint", str(template), "--form", "mof-2020"]) == 1
    assert capsys.readouterr().out == (
        "改过的模板.docx：写错的 1 处\n"
        f"  报告模板{LAST}“{{{{ 项目名 }}}}”里写了“{{{{ 项目名 }}}}”，没有“项目名”这个名称；"
        "相近的有“项目名称”\n"
    )


# ---- 检查与填说的是一回事 ----

PIECES = st.sampled_from(
    [
        "{{ 项目名称 }}", "{{ 总分 }}", "{{ 总分|约 }}", "{{ 全年执行数|万元 }}",
        "{{ 项目名称|元 }}", "{{ 指标 }}", "{{ 行.三级 }}", "{{ 行 }}", "{{ 行.没有 }}",
        "{{ 数据.渠道疏浚长度|同比 }}", "{{ 正文.项目概况 }}", FOR, END,
        "{% for 行 in 资金 %}", "{% if 总分 >= 90 %}", "{% endif %}", "{% else %}",
        "{% elif 等级 %}", "{% set 甲 = 总分 %}", "{{ 甲 }}", "{{ loop.index }}", "{{",
        "}}", "{%", "%}", "{ 总分 }", "｛｛ 总分 ｝｝", "【总分】", "字", "{{ 一级编号 }}",
        "{{ 行.得分|默认 }}", "{{ 总分 > 项目名称 }}", "{{ 行.一级|合并 }}",
        "{{ 预期目标 }}", "{%p if 总分 %}", "{%tr endfor %}",
    ]
)  # fmt: skip
FUZZ = int(os.environ.get("PERFXL_FUZZ", "60"))


@settings(
    max_examples=FUZZ,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=4).map("".join), max_size=6))
def test_检查说没有错的填得出_填不出的检查说过(tmp_path: Path, lines: list[str]) -> None:
    template = odd.with_body("".join(map(odd.paragraph, lines)))
    mistakes = checkup(template, (case.form(),)).mistakes
    try:
        odd.rendered(tmp_path, template)
    except TemplateError as error:
        by_data = "填不下去" in str(error)  # 数的样子要到填的时候才知道
        assert bool(mistakes) != by_data, (lines, str(error))  # noqa: PT017  # 有对有错
    else:
        assert mistakes == (), lines


def test_拿汇总报告的模板来检查_说拿错了(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = Path(__file__).parents[2] / "templates" / "summary.docx"
    _, said = _checked(summary, capsys)
    assert "像是汇总报告的模板" in said["notes"][0]
    own = tmp_path / "自己的.docx"
    main(["template", "mof-2020", "-o", str(own)])
    _, said = _checked(own, capsys)
    assert not any("汇总" in note for note in said["notes"])
