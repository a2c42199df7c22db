"""Re-tally of one results CSV at four levels: ours beside polars, duckdb and, if given, the C scan.

usage: compare.py FILE.csv RETALLY [SCAN]

FILE.csv: columns state, mun, parish, centre, table, then counts. RETALLY: the example binary `retally`.
SCAN: the C probe `scan`, which parses the same file and groups by state only.
Every run of every engine is a process of its own that reads the file five times; wall is the median of
the five, cpu the median of user + system time, memory the process's largest resident size.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

RUNS = 5
KEYS = ["state", "mun", "parish", "centre"]

WORKER = r"""
import json, resource, sys, time
engine, path, runs, out = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
keys = ["state", "mun", "parish", "centre"]
with open(path) as file:
    counts = [c for c in file.readline().strip().split(",") if c not in keys + ["table"]]
if engine == "polars":
    import polars as pl
    def go():
        frame = pl.read_csv(path)
        return [frame.group_by(key).agg(pl.col(counts).sum()) for key in keys]
    def rows(tables):
        return [table.sort(key).rows() for table, key in zip(tables, keys)]
elif engine == "polars-lazy":
    import polars as pl
    def go():
        frame = pl.scan_csv(path)
        return pl.collect_all([frame.group_by(k).agg(pl.col(counts).sum()) for k in keys])
    def rows(tables):
        return [table.sort(key).rows() for table, key in zip(tables, keys)]
else:
    import duckdb
    sums = ",".join(f"sum({c})::bigint as {c}" for c in counts)
    def go():
        base = duckdb.connect()
        base.execute(f"create table t as select * from read_csv('{path}')")
        return [base.execute(f"select {k},{sums} from t group by {k}").fetchnumpy() for k in keys]
    def rows(tables):
        return [
            sorted(zip(*[[int(v) for v in table[c]] for c in [key] + counts]))
            for table, key in zip(tables, keys)
        ]
cpu = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
walls, cpus, result = [], [], None
for _ in range(runs):
    result = None
    before, start = cpu(), time.perf_counter()
    result = go()
    walls.append(time.perf_counter() - start)
    cpus.append(cpu() - before)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(out, "w") as file:
    for level, table in enumerate(rows(result)):
        for row in table:
            file.write(",".join(map(str, (level, *row))) + "\n")
print(json.dumps({"wall": walls, "cpu": cpus, "rss_kib": peak}))
"""


def measure(command):
    """Runs a command to its end; gives its output, its cpu seconds and its peak memory in KiB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return output.decode(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def python_engine(engine, path, out):
    text, _, _ = measure([sys.executable, "-c", WORKER, engine, path, str(RUNS), out])
    seen = json.loads(text.splitlines()[-1])  # duckdb may draw a progress bar before
    return statistics.median(seen["wall"]), statistics.median(seen["cpu"]), seen["rss_kib"]


def ours(path, binary, out):
    with open(path) as file:
        counts = len(file.readline().split(",")) - len(KEYS) - 1
    shape = [str(len(KEYS)), str(len(KEYS) + 1), str(counts)]
    text, cpu, peak = measure([binary, path, *shape, str(RUNS)])
    walls = [float(line) / 1e3 for line in text.split()]
    measure([binary, path, *shape, "1", out])
    return statistics.median(walls), cpu / RUNS, peak


def canonical(path):
    """The sums of a result file in one order, as a digest that does not depend on it."""
    with open(path) as file:
        return sorted(tuple(map(int, line.split(","))) for line in file)


def main():
    path, binary, *scan = sys.argv[1:]
    folder = tempfile.mkdtemp()
    results, sums = {}, {}
    for engine in ["ours", "polars", "polars-lazy", "duckdb"]:
        out = os.path.join(folder, engine)
        run = ours(path, binary, out) if engine == "ours" else python_engine(engine, path, out)
        results[engine] = run
        sums[engine] = canonical(out)
        if sums[engine] != sums["ours"]:
            raise SystemExit(f"{engine}: results differ")
    base_wall, base_cpu, _ = results["ours"]
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; results equal")
    print("| engine | wall s | cpu s | peak MiB | wall, ours = 1 | cpu, ours = 1 |")
    print("|---|---|---|---|---|---|")
    for engine, (wall, cpu, peak) in results.items():
        ratios = f"{wall / base_wall:.1f} | {cpu / base_cpu:.1f}"
        print(f"| {engine} | {wall:.3f} | {cpu:.3f} | {peak / 1024:.0f} | {ratios} |")
    if scan:
        text, cpu, _ = measure([scan[0], "csv", path])
        print(f"C scan, state only, one thread, 7 runs: {cpu / 7:.3f} s cpu each; {text.splitlines()[-1]}")


main()
