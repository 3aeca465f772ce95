"""汇总：各单位交来的自评表 → 台账（数据库）→ 各张表。台账见 ledger.py，收见 collect.py。"""

from importlib.util import find_spec

from perfxl.errors import PerfxlError

# 安装程序、便携文件夹不带这几样；少一样也做不完，所以进门就一次说全。
_NEEDED = ("sqlalchemy", "pandas", "rapidfuzz")
_LACKING = [name for name in _NEEDED if find_spec(name) is None]
if _LACKING:
    raise PerfxlError(
        f"这里没有汇总要用的 {'、'.join(_LACKING)}（安装程序、便携文件夹里不带）；"
        "请在装了 Python 的电脑上照 docs/安装.md 用 pip 装 perfxl，在那里运行"
    )
