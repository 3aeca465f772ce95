"""`python -m perfxl`：没有把脚本装进 PATH 的机器上也能用。"""

import sys

from perfxl.cli.main import main

sys.exit(main())
