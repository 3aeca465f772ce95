"""合并区域：盖得少的逐格记，盖得多的用分段；两种记法说的是同一个区域，重叠的取写在后面的。"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.cells import merged as rule
from perfxl.cells.merged import Areas, Range

LAST = 14
PLACE = st.integers(1, LAST + 3)
AREA = st.builds(
    lambda rows, columns: Range(min(rows), min(columns), max(rows), max(columns)),
    st.tuples(PLACE, PLACE),
    st.tuples(PLACE, PLACE),
)


def _plain(merged: list[Range], row: int, column: int) -> Range | None:
    if row > LAST or column > LAST:
        return None
    return next((area for area in reversed(merged) if area.holds(row, column)), None)


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(st.lists(AREA, max_size=12))
def test_与逐个看一遍相同(merged: list[Range]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for few in (20_000, -1):
            patch.setattr(rule, "_FEW", few)
            made = Areas(merged, LAST, LAST)
            for row in range(1, LAST + 4):
                for column in range(1, LAST + 4):
                    assert made.at(row, column) == _plain(merged, row, column)
