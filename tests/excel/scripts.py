"""packaging 里的脚本不是包里的模块，按文件装载。"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PACKAGING = Path(__file__).parent.parent.parent / "packaging"


def load(path: Path) -> ModuleType:
    """装载一个脚本；名字另起，不与真的模块相撞。"""
    spec = importlib.util.spec_from_file_location(f"tested_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
