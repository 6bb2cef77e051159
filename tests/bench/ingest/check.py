"""Whether DuckDB and entente count the same events for every dyad and kind.

    check.py GROUPS DYADS

GROUPS is DuckDB's count by the raw codes, whose actors and kinds are looked up here; DYADS that of bench_ingest.
"""
import collections
import functools
import sys

import entente as ent


@functools.lru_cache(None)
def actor(chain, country, group, ethnic, first, second, *types):
    return ent.actor_from_codes(chain, country=country, group=group, ethnic=ethnic, religions=(first, second), types=types).id


expected, found = collections.Counter(), {}
for line in open(sys.argv[1], encoding="utf-8"):
    *columns, code, count = line.rstrip("\n").split("\t")
    source, target = actor(*columns[:9]), actor(*columns[9:])
    kind, _, mediator = ent.code_kind(code)
    if source != target:
        expected[(target, source, kind) if mediator == "target" else (source, target, kind)] += int(count)
for line in open(sys.argv[2], encoding="utf-8"):
    source, target, kind, count = line.rstrip("\n").split("\t")
    found[source, target, kind] = int(count)
if expected != found:
    wrong = [key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)]
    sys.exit(f"{len(wrong)} dyads differ, first {wrong[0]}: DuckDB {expected.get(wrong[0])}, entente {found.get(wrong[0])}")
print(f"{len(found)} dyads and kinds, {sum(found.values())} events: equal")
