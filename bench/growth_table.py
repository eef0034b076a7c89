# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts what bench/growth.sh measured into a table, and draws curves where GROWTH_SVG names a file."""
import datetime, json, math, os, sys

work, sizes = sys.argv[1], [int(size) for size in sys.argv[2:]]
figures, notes = {}, {}
for size in sizes:
    for part in ("make", "study", "window"):
        try:
            lines = open(os.path.join(work, f"{size}.{part}.jsonl"), encoding="utf-8").read().splitlines()
        except FileNotFoundError:
            continue
        for line in lines:
            row = json.loads(line)
            figures.setdefault(row["measure"], {})[size] = row["value"]
            if row.get("note"):
                notes.setdefault(row["measure"], {})[size] = row["note"]

# measure, what it is called, unit, the bar at the largest size, whether less is better
bars = [
    ("import without hashing", "import of a table, without hashing", "rows/s", 5000, False),
    ("import without hashing, of processor time", "the same, a second of processor time", "rows/s", 5000, False),
    ("study.db", "size of study.db", "MB", None, True),
    ("start to the study on screen, warm", "start of the program to the study on screen, warm", "ms", 1000, True),
    ("start to the study on screen, cold", "the same, study.db not in the system's cache", "ms", 4000, True),
    ("open to the first page, warm", "open the study and read the first page, warm", "ms", None, True),
    ("window with the study, memory", "memory of the window with the study in Data", "MB", 600, True),
    ("window, most memory", "most memory after all that is below", "MB", 600, True),
    ("query, first page, slowest", "query to first page, slowest of the list", "ms", 100, True),
    ("query, first page, mean", "query to first page, mean of the list", "ms", None, True),
    ("first page: 盘", "one Chinese character, first page", "ms", 100, True),
    ("first page: 出血", "two Chinese characters, first page", "ms", 100, True),
    ("query, exact count, slowest", "exact count, slowest of the list", "ms", 300, True),
    ("all ten facets: ", "all ten facets of the whole study", "ms", 500, True),
    ("all ten facets: 视盘", "all ten facets of `视盘`", "ms", 500, True),
    ("batch of 10,000: tag", "tag 10,000 exams", "ms", 2000, True),
    ("batch of 10,000: tag, undo", "undo of it", "ms", 2000, True),
    ("batch of 10,000: label", "label 10,000 exams", "ms", 2000, True),
    ("batch of 10,000: label, undo", "undo of it", "ms", 2000, True),
    ("batch of 10,000: swap eyes", "swap the eyes of 10,000 exams", "ms", 2000, True),
    ("batch of 10,000: swap eyes, undo", "undo of it", "ms", 2000, True),
    ("tag of all", "tag every exam", "ms", None, True),
    ("tag of all, undo", "undo of it", "ms", None, True),
    ("one edit", "one edit, on disk", "ms", 20, True),
    ("frame, scrolling by lines", "frame while scrolling by lines, 99 %", "ms", 33, True),
    ("frame, scrolling ten pages at a time", "frame while scrolling ten pages at a time, 99 %", "ms", 33, True),
    ("frame, scrolling to any place", "frame on a jump to any place, 99 %", "ms", 33, True),
    ("frames over 33 ms, scrolling to any place", "frames over 33 ms among 300 jumps", "", 0, True),
    ("frame, table to any place", "frame of the table on a jump, 99 %", "ms", 33, True),
    ("thumbnails of a screen from the cache", "thumbnails of a screen from the cache on disk", "ms", 300, True),
]
away = sorted({name for name in figures if name.endswith(": window away")}, key=list(figures).index)


def shown(value):
    return "–" if value is None else f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}"


processor = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "processor unknown")
print(f"Measured by `bench/growth.sh`, {processor}, {os.cpu_count()} cores, {datetime.date.today()}; the best of some rounds.\n")
print("| what | " + " | ".join(f"{size:,}" for size in sizes) + " | asked | |")
print("|---|" + "---|" * (len(sizes) + 2))
for measure, name, unit, bar, less in bars:
    values = figures.get(measure)
    if not values:
        continue
    last = values.get(sizes[-1])
    kept = "" if bar is None or last is None else "kept" if (last <= bar if less else last >= bar) else "**missed**"
    asked = "" if bar is None else f"{bar:,} {unit}".strip()
    note = notes.get(measure, {}).get(sizes[-1], "") if "slowest" in measure else ""
    print(f"| {name}{f' (`{note}`)' if note else ''} | " + " | ".join(f"{shown(values.get(size))} {unit if size in values else ''}".strip() for size in sizes)
          + f" | {asked} | {kept} |")
print("\nThe window's thread away, the longest at a time, how long until it was done, the most memory meanwhile:\n")
print("| what a person does | " + " | ".join(f"{size:,}: away; done; memory" for size in sizes) + " | |")
print("|---|" + "---|" * (len(sizes) + 1))
for measure in away:
    name = measure.removesuffix(": window away")
    done = figures.get(name + ": done", {})
    memory = figures.get(name + ": most memory", {})
    kept = "" if figures[measure].get(sizes[-1], 0) <= 100 else "**over 100 ms**"
    print(f"| {name} | " + " | ".join(f"{shown(figures[measure].get(size))} ms; {shown(done.get(size))} ms; {shown(memory.get(size))} MB" for size in sizes) + f" | {kept} |")

file = os.environ.get("GROWTH_SVG")
if file:
    drawn = [bar for bar in bars if bar[2] == "ms" and bar[3] and bar[0] in figures and len(figures[bar[0]]) > 1]
    wide, tall, left, top = 860, 460, 70, 20
    across = lambda size: left + 400 * (math.log10(size / sizes[0]) / max(1e-9, math.log10(sizes[-1] / sizes[0])))
    down = lambda value: top + 400 * (1 - (math.log10(max(value, 0.1)) + 1) / 5)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" font-family="sans-serif" font-size="11">',
           f'<rect width="{wide}" height="{tall}" fill="white"/>']
    for power in range(-1, 5):
        y = down(10.0 ** power)
        out.append(f'<line x1="{left}" x2="{left + 400}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/><text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0 ** power:g} ms</text>')
    for size in sizes:
        out.append(f'<text x="{across(size):.1f}" y="{top + 418}" text-anchor="middle">{size:,}</text>')
    out.append(f'<text x="{left + 200}" y="{top + 434}" text-anchor="middle">patients</text>')
    colours = ["#1B5FA8", "#9A4B00", "#1B6E3C", "#B3261E", "#6A3FA0", "#00727A", "#8A5200", "#4A5561"]
    ends = sorted(((figures[bar[0]].get(sizes[-1], 0.1), bar) for bar in drawn), key=lambda end: -end[0])
    for place, (value, bar) in enumerate(ends):
        colour = colours[place % len(colours)]
        points = " ".join(f"{across(size):.1f},{down(figures[bar[0]][size]):.1f}" for size in sizes if size in figures[bar[0]])
        y = top + 8 + place * 400 / max(1, len(ends))
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        out.append(f'<line x1="{left + 400}" y1="{down(value):.1f}" x2="{left + 440}" y2="{y - 4:.1f}" stroke="{colour}" stroke-width="0.6"/>')
        out.append(f'<text x="{left + 444}" y="{y:.1f}" fill="{colour}">{bar[1]} ({shown(value)} ms, bar {bar[3]:,})</text>')
    out.append("</svg>")
    with open(file, "w", encoding="utf-8") as svg:
        svg.write("\n".join(out) + "\n")
