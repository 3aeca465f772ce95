"""打包程序的开头。单独一个文件夹：PyInstaller 会到它所在的文件夹里找模块，不该找到别的脚本。"""

import sys

from perfxl.cli.main import main

sys.exit(main())
