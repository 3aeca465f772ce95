"""没有文件依据的校验，凭的是什么：随结论写出，`perfxl explain` 也说。

不在这里的，每一条结论都引表样里的文件。这里的，表样可以另写出处（`[[check]]`），写了的引它。
一条校验有的结论引文件、有的不引的，不引的说这里写的。
"""

from __future__ import annotations

ARITHMETIC = "算术"  # 加减乘除，谁算都一样
SAME_FACT = "同一件事两处对照"
PLAIN = "常理，没有文件规定"  # 表要读得出、看得懂；程序自己的读法
REVIEW = "审核经验，没有文件规定"
CITED = "表样引的文件，随结论写出"

_CODES = {
    ARITHMETIC: ("D11 D12 D15 D16 G06 K03 M12 M13 M14 M16 M19 P07 P14 V07 V20 W03 W06 W10"),
    SAME_FACT: (
        "A02 A05 C06 C11 C12 C14 D02 D05 D10 D17 F14 G01 G04 G05 G08 G11 K04 K05 M10 M18 M21 T15 "
        "T19 T21 T24 V05 V13 V14 V17 V19 V21 V23"
    ),
    PLAIN: (
        "A03 A04 A07 A08 A10 A13 A14 A15 A17 A18 A19 C07 D01 D03 D04 D13 F05 F06 F08 F09 F12 F13 "
        "F15 F16 G02 G03 G07 G09 G10 K01 M04 M06 M07 M08 P09 S06 S07 S09 S11 S12 S13 T02 T07 T08 "
        "T12 T14 T18 T20 T26 U01 V11 V12 V22 W07 M20 S14 S15"
    ),
    REVIEW: (
        "A16 D06 D07 F17 K02 M11 M15 P08 T03 T04 T05 T06 T09 T10 T11 T13 T16 T27 T28 T29 V08 V10 "
        "V15 V16 V18 V24 V25"
    ),
}

# 校验的代码 → 凭什么。
GROUNDS = {code: ground for ground, codes in _CODES.items() for code in codes.split()}
