"""几条指标合用一个合并格的，同一句话只说一次。"""

from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load


def test_合并的完成值只报一次() -> None:
    merged = GOOD.replace(
        "| 添置图书册数 | ≥15000册 | 15120 |", "| 添置图书册数 | ≥1200平方米 | ^ |"
    ).replace("| 1236平方米 |", "| 预计明年完工 |")
    assert merged.count("预计明年完工") == 1
    found = assess(drawn(merged), [load("mof-2020")]).findings
    lines = [one.line() for one in found if one.code == "A04"]
    assert len(lines) == 1
    assert "绩效自评表!F13 A04" in lines[0]


def test_不同的格各报一次() -> None:
    change = {"F13": "预计明年完工", "F14": "预计明年完工"}
    found = assess(drawn(GOOD, change), [load("mof-2020")]).findings
    assert len([one for one in found if one.code == "A04"]) == 2


def test_合用一格原因的只说一次() -> None:
    merged = GOOD.replace("| 1236平方米 | 8 | 8 |", "| 1100平方米 | 8 | 7.33 |").replace(
        "| 15120 | 8 | 8 |", "| 14000 | 8 | 7.47 | ^"
    )
    found = assess(drawn(merged), [load("mof-2020")]).findings
    (line,) = [one.line() for one in found if one.code == "V01"]
    assert "绩效自评表!I13 V01 “改造阅览室面积”扣了 0.67 分" in line
    assert "；“添置图书册数”扣了 0.53 分" in line
    assert line.count("没有写偏差原因") == 1


def test_合用一格原因的_有一条扣了分_别的不说没有偏差() -> None:
    merged = GOOD.replace(
        "| 1236平方米 | 8 | 8 |",
        "| 1100平方米 | 8 | 7.33 | 由于一间没有腾空，下一步加强催办",
    ).replace("| 15120 | 8 | 8 |", "| 15000 | 8 | 8 | ^")
    for text, many in ((merged, 0), (merged.replace("| 7.33 |", "| 8 |"), 0), (
        merged.replace("| 1100平方米 | 8 | 7.33 |", "| 1200平方米 | 8 | 8 |"), 2)):  # fmt: skip
        found = assess(drawn(text), [load("mof-2020")]).findings
        assert len([one for one in found if one.code == "V10"]) == many
