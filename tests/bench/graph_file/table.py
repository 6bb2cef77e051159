"""Medians and ratios of the runs that run.sh wrote; fails where graphs differ.

    table.py RUNS ROWS
"""
import collections
import statistics
import sys

seconds, sizes = collections.defaultdict(list), {}
for line in open(sys.argv[1]):
    name, first, last = line.split()
    if name.endswith("relations"):
        if last != "same":
            sys.exit("the graphs differ")
        relations = int(first)
    else:
        seconds[name].append(float(first))
        sizes[name] = int(last)
median = {name: statistics.median(values) for name, values in seconds.items()}
print(f"{int(sys.argv[2])} rows, {relations} relations")
print(f"{'':14}{'median s':>9}{'least':>9}{'most':>9}{'MB':>8}{'of reading':>12}{'times opening':>15}")
for name, values in seconds.items():
    print(f"{name:14}{median[name]:9.4f}{min(values):9.4f}{max(values):9.4f}{sizes[name] / 1e6:8.0f}"
          f"{median[name] / median['read']:12.3f}{median[name] / median['open']:15.1f}")
