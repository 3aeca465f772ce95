"""校验问自评表的话：几条规则都要问的，在这里说一次，规则文件之间不互相引用。

`rows` 指标行　`words` 格里的话　`misread` 认错的字　`fund_lines` 资金行　`rates` 执行率
`filed_total` 总分
"""
