"""R20 别处抄来的一句：某市、某县的单位，全文和表里只在这里提到，又是由它牵头、向它报告的。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.masks import even
from perfxl.proof.wording.strangers import abroad, home_of, is_name

_HANZI = r"[\u4e00-\u9fff]"
_OFFICE = later(
    rf"(?:报请|报送|报经|报|由|接受|会同|提请|送|请)(?P<place>(?P<name>{_HANZI}{{2}})[县区市])"
    rf"(?P<office>(?!{_HANZI}{{0,3}}[县区市]){_HANZI}{{0,10}}?(?:局|委员会|人民政府|政府|办公室|中心|公司|管理处|街道办事处))"
)
_AROUND = 12


def elsewhere(reading: Reading) -> Iterator[Finding]:
    """标题里写着本地的报告才看。"""
    home, rank = home_of(reading)
    if not home:
        return
    whole = even(reading.text)
    filed = "\n".join(
        field.value
        for one in reading.assessments
        for field in (one.filing.name, one.filing.unit, one.filing.authority, one.filing.goal)
        if field is not None
    )
    for paragraph in reading.report.prose:
        text = even(paragraph.text)
        for match in _OFFICE.finditer(text):
            place, around = (
                match["place"],
                text[max(0, match.start() - _AROUND) : match.end() + _AROUND],
            )
            if match["name"] == home or not is_name(match["name"]) or abroad(around):
                continue
            if whole.count(match["name"]) > 1 or match["name"] in filed:
                continue
            said = f"{place}{match['office']}"
            message = f"全文说的是{home}{rank}，只有这里提到“{said}”，是不是从别处抄来的"
            yield Finding("R20", paragraph, match.start("place"), match.end(), message)
