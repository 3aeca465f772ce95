"""作为库用：别的程序手里的东西 → Grid，Assessment → pandas 的表。门面在 perfxl/__init__.py。"""
