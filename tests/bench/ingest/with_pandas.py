"""pandas on the columns that are needed.

    with_pandas.py FILE      prints seconds and rows
"""
import sys
import time

import pandas

USED = {0: "id", 1: "day", 5: "chain1", 15: "chain2", 26: "code", 30: "tone", 60: "url"}
start = time.perf_counter()
types = {place: {"id": "int64", "tone": "float64"}.get(name, "str") for place, name in USED.items()}
table = pandas.read_csv(sys.argv[1], sep="\t", header=None, usecols=list(USED), dtype=types, quoting=3, keep_default_na=False)
table.columns = [USED[place] for place in table.columns]
table = table[(table.chain1 != "") & (table.chain2 != "")]
table["day"] = pandas.to_datetime(table.day, format="%Y%m%d")
print("%.4f %d" % (time.perf_counter() - start, len(table)))
