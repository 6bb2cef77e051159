"""Medians, ratios and memory of the runs that run.sh wrote.

    table.py RUNS FILE
"""
import collections
import os
import statistics
import sys

runs = collections.defaultdict(list)
for line in open(sys.argv[1]):
    name, *values = line.split()
    runs[name].append([float(value) for value in values])
median = {name: statistics.median(values[0] for values in rows) for name, rows in runs.items()}
ours = median["entente"]
size = os.path.getsize(sys.argv[2]) / 1e9
print(f"{'':18}{'median s':>9}{'least':>9}{'most':>9}{'GB/s':>8}{'times entente':>15}")
for name, rows in runs.items():
    seconds = [values[0] for values in rows]
    print(f"{name:18}{median[name]:9.3f}{min(seconds):9.3f}{max(seconds):9.3f}{size / median[name]:8.2f}{median[name] / ours:15.2f}")
_, rows, kept, relations, actors, memory = runs["entente"][0]
print(f"two threads are {median['entente-1-thread'] / ours:.2f} times one; "
      f"{median['scan-2-threads'] / ours:.0%} of the speed of a plain scan on two threads")
print(f"{rows:.0f} rows, {kept:.0f} kept, {actors:.0f} actors: {memory / relations:.1f} bytes a relation with everything; "
      f"allowed are 64 and 200 an actor, {(64 * relations + 200 * actors) / relations:.1f}")
