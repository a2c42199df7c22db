"""The same three measurements in Python and NumPy, on the same shape of election.

    python3 -m venv venv && venv/bin/pip install numpy && venv/bin/python crates/audit/benches/numpy_baseline.py
"""

import hashlib
import time
from fractions import Fraction
from math import log1p

import numpy as np

TABLES, CHOICES, DRAWS = 30_026, 10, 10_000
rng = np.random.default_rng(1)
votes = rng.integers(0, 30, size=(TABLES, CHOICES))
votes[:, 0] += 200
votes[:, 1] += 170
bound = votes.sum(axis=1) + 100
ids = [f"{1 + i // 3:09d}.{i % 3 + 1:02d}.1.0001" for i in range(TABLES)]


def timed(name, work, repeat=3):
    best = min(_once(work) for _ in range(repeat))
    print(f"{name:24} {best * 1000:9.2f} ms")


def _once(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bounds_python():
    """Exact, as the method is usually written: fractions, box by box, pair by pair."""
    margins = [int(votes[:, 0].sum() - votes[:, c].sum()) for c in range(1, CHOICES)]
    total = Fraction(0)
    sums = {}
    for row, most in zip(votes.tolist(), bound.tolist()):
        best = max((Fraction(row[0] - row[c] + most, margins[c - 1]) for c in range(1, CHOICES)))
        sums[best.denominator] = sums.get(best.denominator, 0) + best.numerator
    for denominator, numerator in sums.items():
        total += Fraction(numerator, denominator)
    return total


def bounds_numpy():
    """Rounded: whole columns at a time."""
    margins = votes[:, :1].sum() - votes[:, 1:].sum(axis=0)
    return ((votes[:, :1] - votes[:, 1:] + bound[:, None]) / margins).max(axis=1).sum()


def risk_python():
    """Ten thousand draws; votes as dictionaries, as results are usually held."""
    names = [f"c{c}" for c in range(CHOICES)]
    reported = [dict(zip(names, row)) for row in votes[:DRAWS].tolist()]
    counted = [dict(one) for one in reported]
    margins = {c: Fraction(int(votes[:, 0].sum() - votes[:, i].sum())) for i, c in enumerate(names) if i}
    clean, p = log1p(-1 / 45.0), 0.0
    for before, after, most in zip(reported, counted, bound[:DRAWS].tolist()):
        errors = (((before["c0"] - before[c]) - (after["c0"] - after[c])) / margins[c] for c in names[1:])
        u = max((before["c0"] - before[c] + most) / margins[c] for c in names[1:])
        p += clean - log1p(-float(max(0, max(errors)) / u))
    return p


def tickets_python():
    seed = hashlib.sha256(b"01382438112797316654").hexdigest()
    out = []
    for one in ids:
        number = int(hashlib.sha256((seed + one).encode()).hexdigest(), 16)
        out.append(("0." + str(number).zfill(64)[::-1], one))
    return sorted(out)


timed("error bounds, exact", bounds_python, 1)
timed("error bounds, NumPy", bounds_numpy)
timed("risk of 10,000 draws", risk_python)
timed("30,026 tickets in order", tickets_python)
