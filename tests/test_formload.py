"""表样文件：每种写错都有一句说清文件、位置、怎么改的话；叠加、出处、核实与否。"""

import typing
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from perfxl.errors import FormError
from perfxl.form.file import OWN, origins
from perfxl.form.form import Form
from perfxl.form.listing import form_values
from perfxl.form.load import load, load_all
from perfxl.form.scoring import LIMITS, LimitKey

MOF = (OWN / "mof-2020.toml").read_text(encoding="utf-8")


def _own(folder: Path, text: str, code: str = "my-form") -> Form:
    folder.joinpath(f"{code}.toml").write_text(text, encoding="utf-8")
    return load(code, (folder,))


def _child(extra: str) -> str:
    return f'code = "my-form"\nextends = "mof-2020"\n{extra}'


BROKEN = [
    ("不认识的键", _child("colour = 1"), ("my-form.toml 第 3 行", "colour", "不认识这个键")),
    (
        "表里不认识的键",
        _child('[[grade]]\nname = "优"\nlow = 85\nsource = "cb10"\nhigh = 100'),
        ("my-form.toml 第 7 行", "grade.high", "不认识这个键"),
    ),
    (
        "规定的数没有出处",
        _child('[[grade]]\nname = "特优"\nlow = 95'),
        ("grade", "没有写出处 source"),
    ),
    (
        "出处没有登记",
        _child('[[grade]]\nname = "优"\nlow = 85\nsource = "nowhere"'),
        ("nowhere", "没有对应的 [[source]]"),
    ),
    ("类型不对", _child('year = "2020"'), ("my-form.toml 第 3 行", "year", "应为整数")),
    ("重复的键", _child("year = 2020\nyear = 2021\n"), ("my-form.toml", "第 4 行")),
    ("括号没有关", _child("keywords = ["), ("my-form.toml 末尾", "TOML")),
    ("代码与文件名不同", 'code = "other"', ("code 应与文件名相同", "my-form")),
    ("上一级不存在", 'code = "my-form"\nextends = "nowhere"', ("没有代码为“nowhere”",)),
    ("绕成圈", 'code = "my-form"\nextends = "my-form"', ("绕成了圈",)),
    (
        "算法缺一项数",
        _child(
            '[[level1]]\nname = "产出指标"\nsource = "cb10"\n[[level1.level2]]\nname = "质量指标"\n'
            'source = "cb10"\n[[level1.level2.level3]]\nname = "控制率"\nsource = "cb10"\n'
            'use = "ratio"\nitems = ["在职人员数"]'
        ),
        ("my-form.toml 第 12 行", "“控制率”写了 use", "两项"),
    ),
    (
        "不在可选之列",
        _child('money_unit = "美元"'),
        ("my-form.toml 第 3 行", "美元", "元、万元"),
    ),
]


@pytest.mark.parametrize(("what", "text", "said"), BROKEN, ids=[row[0] for row in BROKEN])
def test_写错的表样不装载(tmp_path: Path, what: str, text: str, said: tuple[str, ...]) -> None:
    with pytest.raises(FormError) as caught:
        _own(tmp_path, text)
    for words in said:
        assert words in str(caught.value), what


INHERITED = [
    ("值不对", "year = 2021\nmoney_unit = '美元'", ("parent.toml 第 4 行", "money_unit", "美元")),
    ("不认识的键", '[look]\ncolour = "红"', ("parent.toml 第 4 行", "look.colour")),
    (
        "同一组里的第二行",
        '[[grade]]\nname = "优"\nlow = 85\nsource = "cb10"\n[[grade]]\nname = "良"\nlow = "75"',
        ("parent.toml 第 9 行", "grade.low", "应为数"),
    ),
    ("缺出处", '[[grade]]\nname = "特优"\nlow = 95', ("parent.toml 第 4 行", "没有写出处")),
    (
        "出处没有登记",
        '[[limit]]\nkey = "growth"\nvalue = 3\nsource = "local"',
        ("parent.toml 第 6 行", "limit.source", "“local”没有对应的"),
    ),
]


@pytest.mark.parametrize(("what", "text", "said"), INHERITED, ids=[row[0] for row in INHERITED])
def test_继承来的错处说是写着它的那个文件(
    tmp_path: Path, what: str, text: str, said: tuple[str, ...]
) -> None:
    parent = f'code = "parent"\nextends = "mof-2020"\n{text}'
    tmp_path.joinpath("parent.toml").write_text(parent, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        _own(tmp_path, 'code = "my-form"\nextends = "parent"\n[[grade]]\nname = "优"\nlow = 88')
    for words in said:
        assert words in str(caught.value), what


def test_去掉了还在用的出处_说谁在用(tmp_path: Path) -> None:
    with pytest.raises(FormError) as caught:
        _own(tmp_path, _child('[[source]]\nid = "review"\ndrop = true'))
    lines = MOF.splitlines()
    first = next(n for n, line in enumerate(lines, 1) if line == 'source = "review"')
    assert f"mof-2020.toml 第 {first} 行：limit.source 的出处“review”没有对应" in str(caught.value)


def test_没有的表样说有哪些() -> None:
    with pytest.raises(FormError, match="mof-2020"):
        load("none-2020")


def test_子表样只改一行(tmp_path: Path) -> None:
    form = _own(
        tmp_path,
        _child(
            'title = "某市项目支出绩效自评表"\n'
            '[[source]]\nid = "local"\nnumber = "某财〔2023〕1号"\ntitle = "某市办法"\n'
            "checked = 2026-11-01\nverified = false\n"
            '[[grade]]\nname = "优"\nlow = 85\nsource = "local"\n'
            '[[grade]]\nname = "差"\ndrop = true'
        ),
    )
    assert [(one.name, one.low) for one in form.grade] == [
        ("优", Decimal(85)),
        ("良", Decimal(80)),
        ("中", Decimal(60)),
    ]
    assert str(form.cite("local")) == "某财〔2023〕1号（未核实）"
    assert not form.verified
    assert not form.default
    assert len(form.level1) == 3


def test_每个值都知道自己写在哪里(tmp_path: Path) -> None:
    _own(tmp_path, _child('year = 2021\n[[grade]]\nname = "优"\nlow = 85\nsource = "cb10"'))
    origin = origins("my-form", (tmp_path, OWN))
    assert origin["year"] == "my-form.toml:3"
    assert origin["grade[name=优].low"] == "my-form.toml:6"
    line = MOF.splitlines().index('name = "良"') + 2
    assert origin["grade[name=良].low"] == f"mof-2020.toml:{line}"


@pytest.mark.parametrize("form", load_all(), ids=lambda form: form.code)
def test_自带的表样(form: Form) -> None:
    weights = [one.weight for one in form.level1 if one.weight is not None]
    known = sum(weights) + (form.funds.weight or 0)
    whole = form.indicators.weight
    if whole is None and form.indicators.scored:  # 只见到一部分的表样，没有总分值可对
        assert "没有见到" in form.note
    elif weights and len(weights) == len(form.level1):
        assert known == whole
    elif weights:  # 有一类的分值由单位定，给它留着分
        assert whole is not None
        assert known < whole
    for one in form.level1:
        inner = [two.weight for two in one.level2 if two.weight is not None]
        assert not inner or sum(inner) == one.weight
    lows = [one.low for one in form.grade]
    assert lows == sorted(lows, reverse=True)
    # 不打分的表样没有等级。
    assert lows[-1:] == [0] or (form.indicators.weight is None and not lows)


def test_每条界线有名称_有说明_文档里照样写着() -> None:
    assert set(LIMITS) == set(typing.get_args(LimitKey))
    assert set(LIMITS) == {one.key for form in load_all() for one in form.limit}
    manual = Path(__file__).parent.parent / "docs" / "表样.md"
    part = manual.read_text(encoding="utf-8").partition("\n## 界线\n")[2].partition("\n## ")[0]
    rows = [f"| `{key}` | {one.title} | {one.unit} | {one.means} |" for key, one in LIMITS.items()]
    assert [line for line in part.splitlines() if line.startswith("| `")] == rows


def test_国家表样的分值() -> None:
    form = load("mof-2020")
    assert form.funds.weight == 10
    assert [one.weight for one in form.level1] == [50, 30, 10]


def test_一个数可信到哪一步(tmp_path: Path) -> None:
    head = '[[source]]\nid = "{id}"\nnumber = "{id}"\ntitle = "某市办法"\n'
    source = head + "checked = 2026-11-01\n{said}\n"
    states = {"甲": "verified = true", "乙": 'verified = false\nseen = ["某县 2024 年自评表"]'}
    states |= {"丙": "verified = false", "丁": "verified = false\nseen = []"}
    rows = "".join(source.format(id=name, said=said) for name, said in states.items())
    form = _own(tmp_path, _child(rows))
    assert [form.cite(name).label for name in states] == [
        "甲",
        "乙，见于填报表",
        "丙，未核实",
        "丁，未核实",
    ]
    assert [str(form.cite(name)) for name in states] == [
        "甲",
        "乙（见于填报表）",
        "丙（未核实）",
        "丁（未核实）",
    ]
    assert [form.cite(name).ground for name in states] == [
        "已核对",
        "见于填报表 1 份",
        "未核实",
        "未核实",
    ]
    assert [form.cite(name).reliable for name in states] == [True, True, False, False]


def test_整张表样照最差的数说() -> None:
    assert {
        code: load(code).trust.value for code in ("mof-2020", "guangxi", "gd-special-2019")
    } == {
        "mof-2020": "见于填报表",
        "guangxi": "未核实",  # 自己换了级别的校验没有核实
        "gd-special-2019": "未核实",
    }


@pytest.mark.parametrize("extra", ["cap", "deduction"])
def test_封顶扣分没有核实_整张表样也是(extra: str, tmp_path: Path) -> None:
    own = {
        "cap": 'name = "低"\nexecution_below = 0.8\npoints = 89',
        "deduction": 'name = "偏离"\nline = 0.3\npoints = 2',
    }
    form = _own(tmp_path, _child(f'[[{extra}]]\n{own[extra]}\nsource = "platform"'))
    assert load("mof-2020").trust.value == "见于填报表"
    assert form.trust.value == "未核实"


def test_全部核对过才说核对过(tmp_path: Path) -> None:
    form = _own(tmp_path, _child('[[source]]\nid = "cb10"\nverified = true'))
    assert form.verified
    assert form.trust.value == "已核对"


_SHORT = """
[[level1]]
name = "产出指标"
source = "cb10"
[[level1.level2]]
replace = true
name = "数量指标"
weight = 20
source = "cb10"
[[level1.level2]]
name = "质量指标"
weight = 20
source = "cb10"
"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            '[[level1]]\nname = "产出指标"\nweight = 60\nsource = "cb10"',
            "写 100，而 预算执行率 10＋产出指标 60",
        ),
        ("[funds]\nweight = 20", "＝110"),
        ("[indicators]\nweight = 90", "写 90，而"),
        (_SHORT, "“产出指标”写 50 分，而其中的二级指标加起来是 40 分"),
    ],
)
def test_分值加不起来的表样不装载(change: str, said: str, tmp_path: Path) -> None:
    text = f'code = "甲"\nextends = "mof-2020"\n{change}\n'
    (tmp_path / "甲.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load("甲", (tmp_path,))
    assert said in str(caught.value)
    assert str(caught.value).startswith("甲.toml 的分值加不起来")


def _since(rows: str, year: int = 2025) -> str:
    source = '[[source]]\nid = "local"\nnumber = "某财〔2025〕2号"\ntitle = "某市办法"\n'
    return f"{source}checked = 2026-11-01\nverified = true\n[[since]]\nyear = {year}\n{rows}\n"


_LOWER = '[[since.grade]]\nname = "中"\nlow = 70\nsource = "local"\n'


def _lows(form: Form) -> list[int]:
    return [int(one.low) for one in form.grade]


def test_从哪一年度起换了规定(tmp_path: Path) -> None:
    more = '[[since]]\nyear = 2027\n[[since.grade]]\nname = "优"\nlow = 95\nsource = "local"'
    form = _own(tmp_path, _child(_since(_LOWER) + more))
    assert {year: _lows(form.in_year(year)) for year in (None, 2024, 2025, 2026, 2027)} == {
        None: [90, 80, 60, 0],
        2024: [90, 80, 60, 0],
        2025: [90, 80, 70, 0],
        2026: [90, 80, 70, 0],
        2027: [95, 80, 70, 0],  # 一年接一年地叠加
    }
    later = form.in_year(2025)
    assert [str(later.cite(one.source)) for one in later.grade][2:] == [
        "某财〔2025〕2号",
        "财预〔2020〕10号（见于填报表）",
    ]
    assert later.header == form.header


_TWO = {"execution_low", "over_notice"}


@pytest.mark.parametrize(
    ("rows", "of"),
    [
        ([("[since.funds]", "weight = 20"), ("[[since.level1]]", 'name = "产出指标"\nweight = 40')],
         lambda form: (form.funds.weight, form.level1[0].weight)),
        ([("[[since.limit]]", 'key = "execution_low"\nvalue = 20'),
          ("[[since.limit]]", 'key = "over_notice"\nvalue = 40')],
         lambda form: tuple(one.value for one in form.limit if one.key in _TWO)),
    ],
    ids=["分值", "界线"],
)  # fmt: skip
def test_分值和界线也能从某一年度起换(
    rows: list[tuple[str, str]], of: Callable[[Form], tuple[Decimal, ...]], tmp_path: Path
) -> None:
    said = "\n".join(f'{head}\n{row}\nsource = "local"' for head, row in rows)
    form = _own(tmp_path, _child(_since(said)))
    assert of(form.in_year(2024)) == of(load("mof-2020"))
    assert sorted(of(form.in_year(2025))) == [20, 40]


def test_装载不改动文件读成的数据(tmp_path: Path) -> None:
    whole = MOF.replace('code = "mof-2020"', 'code = "my-form"').replace("default = true\n", "")
    form = _own(tmp_path, whole + _since(_LOWER))
    (tmp_path / "next.toml").write_text(
        'code = "next"\nextends = "my-form"\nyear = 2026\n', encoding="utf-8"
    )
    assert _lows(load("next", (tmp_path,)).in_year(2025)) == _lows(form.in_year(2025))
    assert ("since[year=2025].grade[name=中].low", "70") in [
        row[:2] for row in form_values("my-form", (tmp_path,))
    ]


def test_自己另写的一组_原来那张以后的规定不再管(tmp_path: Path) -> None:
    own = '[[grade]]\nname = "优"\nlow = 85\nsource = "cb10"'
    form = _own(tmp_path, _child(own).replace("mof-2020", "sichuan-0013zp"))
    assert _lows(form.in_year(2025)) == _lows(form.in_year(2024)) == [85, 80, 60, 0]


_WRONG_SINCE = [
    ("since = 2025", ("since", "应写成 [[since]]")),
    (_since(_LOWER).replace("year = 2025\n", ""), ("since", "要写 year")),
    (_since('title = "某表"'), ("第 11 行", "title", "不认识", "grade")),
    (_since(_LOWER.replace("low = 70", 'low = "七十"')), ("第 13 行", "grade.low", "应为数")),
    (_since(_LOWER.replace('"local"', '"nothing"')), ("第 14 行", "nothing", "没有对应的")),
    (_since(_LOWER.replace("70", "10000000000000")), ("第 13 行", "应为 -")),
    (
        _since('[[since.level1]]\nname = "产出指标"\nweight = 40\nsource = "local"'),
        ("加不起来", "产出指标 40"),
    ),
]


@pytest.mark.parametrize(("text", "words"), _WRONG_SINCE, ids=[one[1][-1] for one in _WRONG_SINCE])
def test_换规定的一组写错了(text: str, words: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(FormError) as caught:
        _own(tmp_path, _child(text))
    for word in words:
        assert word in str(caught.value)
