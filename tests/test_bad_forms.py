"""别处来的表样文件：写得再怪也只有一句话，说清哪个文件、哪一行；自带的都合理。

随机的一遍是固定的；要试得久些：`PERFXL_FUZZ=5000 python -m pytest tests/test_bad_forms.py -n 0`。
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.errors import FormError
from perfxl.form.file import OWN, leaves, merged, without_rows
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.form.sound import COMPUTED, METHODS, wrong_parts, wrong_value
from perfxl.report import default_template
from perfxl.report.sentences import names
from perfxl.score import methods

FUZZ = int(os.environ.get("PERFXL_FUZZ", "150"))
FORMS = load_all()


def _child(text: str, parent: str = "mof-2020", code: str = "own") -> str:
    return f'code = "{code}"\nextends = "{parent}"\n{text}'


def _refused(folder: Path, files: Mapping[str, str]) -> str:
    for name, text in files.items():
        folder.joinpath(f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load("own", (folder,))
    said = str(caught.value)
    assert len(said) < 400
    assert "\n" not in said
    assert str(folder) not in said
    return said


def _chain(length: int) -> dict[str, str]:
    names = ["own", *(f"own{place}" for place in range(1, length)), "mof-2020"]
    return {name: _child("", parent, name) for name, parent in itertools.pairwise(names)}


LEVEL3 = (
    '[[level1]]\nname = "产出指标"\nsource = "cb10"\n[[level1.level2]]\nname = "质量指标"\n'
    'source = "cb10"\n[[level1.level2.level3]]\nname = "控制率"\nsource = "cb10"\n'
)
HOSTILE = [
    (
        "extends 五千个字",
        f'code = "own"\nextends = "{"x" * 5000}"',
        "own.toml 第 2 行：extends 应写",
    ),
    ("extends 是路径", 'code = "own"\nextends = "../x"', "own.toml 第 2 行：extends 应写"),
    ("extends 里有 NUL", 'code = "own"\nextends = "a\\u0000b"', "第 2 行：extends 应写"),
    ("extends 是列表", 'code = "own"\nextends = ["mof-2020"]', "第 2 行：extends 应写"),
    ("代码五千个字", f'code = "{"x" * 5000}"', "code 应与文件名相同"),
    ("五千位的整数", _child("year = " + "9" * 5000), "own.toml 第 3 行的数或日期太长"),
    ("四千位的整数", _child("year = " + "9" * 4000), "own.toml 第 3 行：year 应为 1949 到 2100"),
    ("套五千层的列表", _child("keywords = " + "[" * 5000 + "]" * 5000), "第 3 行套得太深"),
    ("套九百层的表", _child("look = " + "{a=" * 900 + "1" + "}" * 900), "第 3 行套得太深"),
    ("三千层的键", _child(".".join(["a"] * 3000) + " = 1"), "第 3 行套得太深"),
    ("套一百层的表", _child("look = " + "{a=" * 100 + "1" + "}" * 100), "第 3 行套得太深"),
    ("三十万字节", _child(f'note = "{"x" * 300_000}"'), "own.toml 超过 300 KB"),
    ("小数位九亿", _child("[scoring]\ndigits = 999999999"), "第 4 行：scoring.digits 应为 0 到 6"),
    ("小数位负的", _child("[scoring]\ndigits = -5"), "第 4 行：scoring.digits 应为 0 到 6"),
    ("容差太细", _child("[scoring]\ntolerance = 1e-999999"), "scoring.tolerance 小数位太多"),
    ("不是数", _child('[[grade]]\nname = "优"\nlow = nan\nsource = "cb10"'), "第 5 行：grade.low"),
    ("无穷大", _child('[[grade]]\nname = "优"\nlow = inf\nsource = "cb10"'), "第 5 行：grade.low"),
    (
        "没有的方法",
        _child('[scoring.methods]\nequal = "魔法"'),
        "第 4 行：scoring.methods.equal 没有",
    ),
    (
        "没有的方法，键带引号",
        _child('[scoring.methods]\n">=" = "魔法"'),
        "own.toml 第 4 行：scoring.methods.>= 没有计分方法“魔法”，可用的有：ratio",
    ),
    (
        "指定的方法没有",
        _child('[[scoring.override]]\nmethod = "魔法"\nsource = "cb10"\nname = "x"'),
        "第 4 行：scoring.override 没有计分方法“魔法”",
    ),
    (
        "三级指标的方法没有",
        _child(LEVEL3 + 'method = "魔法"'),
        "第 12 行：level1.level2.level3.method",
    ),
    (
        "附表只写了一半",
        _child('[[table]]\nkey = "data"\nsheet = "数"\nreplace = true\ncolumn = []'),
        '“数”少一列 key = "name"',
    ),
    (
        "附表少一列",
        _child(
            '[[table]]\nkey = "data"\nsheet = "数"\nreplace = true\n'
            'column = [{key = "name", title = "名称", required = true}]'
        ),
        '“数”少一列 key = "value"',
    ),
    (
        "附表与指标表同名",
        _child('[[table]]\nkey = "data"\nsheet = "绩效自评表"'),
        "另一张工作表同名",
    ),
    (
        "后缀里有 NUL",
        _child('[report]\nsuffix = "a\\u0000b"'),
        "第 4 行：report.suffix 里有印不出来",
    ),
    ("后缀是路径", _child('[report]\nsuffix = "../../x"'), "第 4 行：report.suffix 是报告文件名"),
    ("后缀三百个字", _child(f'[report]\nsuffix = "{"长" * 300}"'), "report.suffix 是报告文件名"),
    ("表名有斜杠", _child('[sheets]\nmain = "a/b"'), "第 4 行：sheets.main 是工作表名"),
    ("表名四十个字", _child(f'[sheets]\nmain = "{"表" * 40}"'), "第 4 行：sheets.main 是工作表名"),
    (
        "标题里有控制字符",
        _child('[report]\ntitle = "a\\u0001b"'),
        "第 4 行：report.title 里有印不出来",
    ),
    ("标题里有倒写的记号", _child('title = "a\\u202eb"'), "第 3 行：title 里有印不出来"),
    ("标题里有记号字符", _child('title = "\\U000f5000"'), "第 3 行：title 里有印不出来"),
    (
        "九亿行",
        _child('[[table]]\nkey = "data"\nrows = 999999999'),
        "第 5 行：table.rows 应为 0 到",
    ),
    (
        "列宽九亿",
        _child('[[indicators.column]]\nkey = "name"\nwidth = 999999999'),
        "width 应为 1 到",
    ),
    ("行距", _child("[report]\nbody_line = 1e99999"), "第 4 行：report.body_line 应为 10 到 100"),
    ("层次", _child('[[report.section]]\nlevel = 99\nheading = "x"'), "report.section.level 应为"),
    (
        "没有的段落",
        _child('[[report.section]]\nlevel = 1\nheading = "x"\ncomputed = ["没有"]'),
        "computed 没有“没有”，可用的有：资金情况",
    ),
    (
        "名称是列表",
        _child('[[grade]]\nname = ["优"]\nlow = 85\nsource = "cb10"'),
        "grade.name 应为文字",
    ),
]


@pytest.mark.parametrize(("what", "text", "said"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_写得再怪也只有一句话(tmp_path: Path, what: str, text: str, said: str) -> None:
    assert said in _refused(tmp_path, {"own": text}), what


def test_一千五百张一张接一张地继承(tmp_path: Path) -> None:
    assert "extends 一张接一张，超过了 8 层" in _refused(tmp_path, _chain(1500))


def test_继承七层照常(tmp_path: Path) -> None:
    for name, text in _chain(7).items():
        tmp_path.joinpath(f"{name}.toml").write_text(text, encoding="utf-8")
    assert load("own", (tmp_path,)).level1


def test_点名的代码不成代码() -> None:
    for code in ("x" * 5000, "../x", "a\0b", ""):
        with pytest.raises(FormError, match=r"表样代码“.*”不对"):
            load(code)


def test_记事本存的照常(tmp_path: Path) -> None:
    tmp_path.joinpath("own.toml").write_text(_child(""), encoding="utf-8-sig")
    assert load("own", (tmp_path,)).code == "own"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_自带的都合理(form: Form) -> None:
    assert list(wrong_parts(form)) == []
    for route, value in leaves(merged(form.code)):
        for one in value if isinstance(value, list) else [value]:
            assert wrong_value(one, without_rows(route)) == "", route


def test_方法和段落的单子_与程序里的相同() -> None:
    assert set(METHODS) == set(methods.METHODS)
    assert set(COMPUTED) == set(names.COMPUTED)


ODD = st.sampled_from(
    [
        "",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\n",
        "-1",
        "nan",
        "9" * 5000,
        "1e99",
        "true",
        "[[a]]\n",
        "\\u0000",
        "\t",
        "#",
        "replace = true\n",
        "drop = true\n",
        '""',
        "[]",
        "{}",
    ]
)
GOOD = (OWN / "gd-special-2019.toml").read_text(encoding="utf-8").replace("gd-special-2019", "own")


@settings(
    max_examples=FUZZ,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 30), ODD), max_size=4))
def test_弄坏表样文件(tmp_path: Path, changes: list[tuple[int, int, str]]) -> None:
    """装得起来的，模板也做得出来；装不起来的只有一句话。"""
    text = GOOD
    for place, gone, put in changes:
        text = text[:place] + put + text[place + gone :]
    folder = tmp_path / str(abs(hash(text)))
    folder.mkdir(exist_ok=True)
    folder.joinpath("own.toml").write_text(text, encoding="utf-8")
    try:
        default_template(load("own", (folder,)))
    except FormError as error:
        assert "\n" not in str(error)  # noqa: PT017  # 随机的文件多半是对的，不能要求一定拒绝
