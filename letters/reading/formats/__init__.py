"""The formats letters come in: each module turns the bytes of one into text.

`dispatch` and the parsers are imported by the child process alone; `outcome`, `plain` and `sniff`
are light and may be imported anywhere.
"""
