"""The table of medians and ratios, what grew against the table before, exponents of growth, and the plot."""
import math
import statistics

import measures

COLUMNS = ["measure", "network", "nodes", "edges", "peer", "seconds", "repetitions", "memory", "instructions", "difference",
           "note"]
SLOWER = 1.25  # times the recorded seconds, where they are long enough to be told from noise
LONG_ENOUGH = 0.005
MORE = 1.02  # times the recorded instructions
COLOURS = {"entente": "#0b6e4f", "igraph": "#c44536", "graph-tool": "#3d5a80", "networkx": "#e09f3e"}


def write_tsv(path, rows):
    with open(path, "w", encoding="ascii") as file:
        for row in [COLUMNS, *([row.get(column, "") for column in COLUMNS] for row in rows)]:
            file.write("\t".join("%.4g" % cell if isinstance(cell, float) else str(cell) for cell in row) + "\n")


def read_tsv(path):
    with open(path, encoding="ascii") as file:
        names, *lines = (line.rstrip("\n").split("\t") for line in file)
    return [dict(zip(names, line)) for line in lines]


def _number(row, column):
    return float(row[column]) if row.get(column) not in (None, "") else math.nan


def regressions(rows, recorded):
    """Sentences about rows of ours that take more than recorded."""
    before = {(row["measure"], row["network"], row["peer"]): row for row in recorded}
    found = []
    for row in rows:
        old = before.get((row["measure"], row["network"], row["peer"]))
        if not old or row["peer"] != "entente":
            continue
        was, now = _number(old, "seconds"), _number(row, "seconds")
        if now > SLOWER * was and now > LONG_ENOUGH:
            found.append(f"{row['measure']} on {row['network']}: {now:.4g} s, recorded {was:.4g} s")
        was, now = _number(old, "instructions"), _number(row, "instructions")
        if now > MORE * was:
            found.append(f"{row['measure']} on {row['network']}: {now:.6g} instructions, recorded {was:.6g}")
    return found


def _slope(points):
    """Of the logarithms, by least squares; None if there are not two sizes."""
    points = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in points}) < 2:
        return None
    mean_x, mean_y = (statistics.fmean(column) for column in zip(*points))
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def growth(rows):
    """(measure, exponent of time against expected operations, of memory against n + m), both expected to be 1 at most."""
    found = []
    for measure, cost in measures.COST.items():
        ours = [row for row in rows if row["measure"] == measure and row["peer"] == "entente"
                and row["network"].startswith("power_") and row["network"].count("_") == 1 and row["seconds"]]
        found.append((measure, _slope([(cost(row["nodes"], row["edges"]), row["seconds"]) for row in ours]),
                      _slope([(row["nodes"] + row["edges"], row["memory"]) for row in ours])))
    return found


def _cell(row, best):
    if not row:
        return ""
    if not row["seconds"]:
        return row["note"]
    text = "%.3g" % row["seconds"]
    return f"**{text}**" if row["peer"] == best else text


def _ratio(group):
    """How many times faster than the fastest peer; "> 3" if no peer ended in the time that we took so often."""
    ours = group.get("entente", {}).get("seconds")
    others = [row for peer, row in group.items() if peer != "entente"]
    times = [row["seconds"] for row in others if row["seconds"]]
    least = [row.get("at_least", 0.0) for row in others if row.get("at_least")]
    if not ours or not (times or least):
        return ""
    if times and (not least or min(times) <= min(least)):
        return "%.3g" % (min(times) / ours)
    return "> %.3g" % (min(least) / ours)


def behind(rows):
    """Sentences about what a peer does faster."""
    groups = {}
    for row in rows:
        groups.setdefault((row["measure"], row["network"]), {})[row["peer"]] = row
    found = []
    for (measure, network), group in groups.items():
        ours = group.get("entente", {}).get("seconds")
        for peer, row in group.items():
            if peer != "entente" and ours and row["seconds"] and row["seconds"] < ours:
                found.append(f"{measure} on {network}: {ours:.3g} s, {peer} {row['seconds']:.3g} s "
                             f"({row['seconds'] / ours:.2f} times as fast)")
    return found


def markdown(rows, peers):
    """A table of seconds, a line each measure and network, with how many times faster than the fastest peer we are."""
    lines = ["| measure | network | " + " | ".join(peers) + " | times faster | peak MB |",
             "|---" * (len(peers) + 4) + "|"]
    for key in dict.fromkeys((row["measure"], row["network"]) for row in rows):
        group = {row["peer"]: row for row in rows if (row["measure"], row["network"]) == key}
        timed = {peer: row["seconds"] for peer, row in group.items() if row["seconds"]}
        best = min(timed, key=timed.get, default=None)
        ratio = _ratio(group)
        memory = group["entente"]["memory"] if group.get("entente", {}).get("memory") else 0.0
        lines.append(f"| {key[0]} | {key[1]} | " + " | ".join(_cell(group.get(peer), best) for peer in peers)
                     + f" | {ratio} | {memory / 1e6:.1f} |")
    lines += ["", "| measure | exponent of time (expected 1) | of memory (at most 1) |", "|---|---|---|"]
    for measure, time, memory in growth(rows):
        lines.append("| %s | %s | %s |" % (measure, *("" if x is None else "%.2f" % x for x in (time, memory))))
    return "\n".join(lines) + "\n"


def _panel(measure, rows, left, top):
    """Seconds against edges, both logarithmic: 10^4 to 10^7 edges, 10^-5 to 10^3 seconds."""
    def place(edges, seconds):
        return left + 40 + 60 * (math.log10(edges) - 4), top + 20 + 15 * (3 - math.log10(max(seconds, 1e-5)))
    parts = [f'<text x="{left + 40}" y="{top + 12}" font-weight="bold">{measure}</text>',
             f'<rect x="{left + 40}" y="{top + 20}" width="180" height="120" fill="none" stroke="#999"/>']
    for power in (-4, -2, 0, 2):
        y = place(1e4, 10.0 ** power)[1]
        parts.append(f'<text x="{left + 36}" y="{y + 3:.1f}" text-anchor="end">1e{power}</text>'
                     f'<path d="M{left + 40} {y:.1f}h180" stroke="#ddd"/>')
    for power in (4, 5, 6, 7):
        parts.append(f'<text x="{left + 40 + 60 * (power - 4)}" y="{top + 152}" text-anchor="middle">1e{power}</text>')
    for peer in dict.fromkeys(row["peer"] for row in rows):
        points = sorted(place(row["edges"], row["seconds"]) for row in rows if row["peer"] == peer)
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        colour = COLOURS.get(peer, "#777")
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"><title>{peer}</title></circle>'
                  for x, y in points]
    return "\n".join(parts)


def svg(rows):
    """A panel each measure, a line each peer."""
    rows = [row for row in rows if row["seconds"] and row["network"].startswith("power_") and row["network"].count("_") == 1]
    names = list(dict.fromkeys(row["measure"] for row in rows))
    width, height = 4 * 240 + 10, 30 + 165 * math.ceil(len(names) / 4)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="9">',
             f'<rect width="{width}" height="{height}" fill="white"/>',
             '<text x="40" y="16" font-size="11">seconds against edges</text>']
    for i, peer in enumerate(dict.fromkeys(row["peer"] for row in rows)):
        parts.append(f'<text x="{220 + 90 * i}" y="16" font-size="11" fill="{COLOURS.get(peer, "#777")}">{peer}</text>')
    for i, name in enumerate(names):
        parts.append(_panel(name, [row for row in rows if row["measure"] == name], 240 * (i % 4), 30 + 165 * (i // 4)))
    return "\n".join([*parts, "</svg>"]) + "\n"
