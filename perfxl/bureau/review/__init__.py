"""抽查复核：抽样、做复核表、收回来比。门是各文件：`sampling`、`book`、`taking`、`gaps`。"""
