"""Medians and ratios of the runs that run.sh wrote.

    table.py RUNS ROWS
"""
import collections
import statistics
import sys

ASKED = {"full": 40, "year": 5, "month": 10, "week": 20}

runs = collections.defaultdict(lambda: collections.defaultdict(list))
for line in open(sys.argv[1]):
    who, name, value = line.split()
    runs[who][name].append(float(value))
build, size = runs["entente"].pop("build")[0], runs["entente"].pop("bytes")[0]
rows = int(sys.argv[2])
print(f"{rows} events, medians in ms; the index: {build / 1e3:.2f} s to build, {size:.1f} bytes an event")
print(f"{'window':12}{'entente':>10}{'duckdb':>10}{'times':>8}{'asked':>7}{'scan':>10}{'times':>8}")
for name, values in runs["entente"].items():
    ours, theirs, scan = (statistics.median(runs[who][name]) for who in ("entente", "duckdb", "scan"))
    print(f"{name:12}{ours:10.4f}{theirs:10.3f}{theirs / ours:8.1f}{ASKED.get(name, ''):>7}{scan:10.2f}{scan / ours:8.0f}")
