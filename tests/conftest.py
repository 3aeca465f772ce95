"""有这个文件，pytest 才把 tests/ 放进查找路径，各子文件夹里的测试才用得到 needs.py。"""
