#!/usr/bin/env python3
"""Writes the product queries (VNN-LIB 2.0) in this folder, their rows of expected.csv and their part of README.md.

    python products.py

`make.py` runs it too. A product query relates several networks, or one network at several inputs. The networks side by
side are one chain of layers again, so each query is settled as the other properties are: by a mixed-integer programme in
HiGHS that shares no code with Orthant, with the same margins.
"""

import csv
from decimal import Decimal

import numpy as np
import onnxruntime
from scipy.linalg import block_diag
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from make import (DATA, HERE, HOLDS_MARGIN, MODELS, VIOLATED_MARGIN, crown_bounds, encode, interval_bounds, load_layers,
                  text_of, unstable_count)


class Product:
    """Two networks f and g on inputs that share all variables but those in `free`, which g has for itself.

    With `rising` those of g are at least those of f. A violation must be at least `clear` deep. `unsafe` is a list of conjunctions, each a list of rows
    (gains over the outputs of f, gains over those of g, threshold): gains . (Y, V) >= threshold."""

    def __init__(self, name, networks, expected, claim, meant_for, box, free, unsafe, rising=False, engine="auto",
                 clear=VIOLATED_MARGIN):
        self.name, self.networks, self.expected, self.claim = name, networks, expected, claim
        self.meant_for, self.box, self.free, self.unsafe = meant_for, box, free, unsafe
        self.rising, self.engine, self.clear = rising, engine, clear

    @property
    def are_equal(self):
        return self.networks[0] == self.networks[1]

    def text(self):
        inputs, outputs = len(self.box), len(self.unsafe[0][0][0])
        verdict = {"holds": "holds (unsat: no inputs below are unsafe)",
                   "violated": "violated (sat: unsafe inputs exist)"}[self.expected]
        lines = [f"; {line}" for line in self.claim]
        lines += [f"; Networks: f is models/{self.networks[0]}.onnx, g is models/{self.networks[1]}.onnx",
                  f"; Expected: {verdict}",
                  "; The assertions below state the unsafe set, the negation of the claim.", "",
                  "(vnnlib-version <2.0>)",
                  f"(declare-network f\n  (declare-input X real [1,{inputs}])\n  (declare-output Y real [1,{outputs}]))",
                  f"(declare-network g{' (equal-to f)' if self.are_equal else ''}\n"
                  f"  (declare-input U real [1,{inputs}])\n  (declare-output V real [1,{outputs}]))", ""]
        for i, (a, b) in enumerate(self.box):
            lines.append(f"(assert (>= X[0,{i}] {text_of(a)}))")
            lines.append(f"(assert (<= X[0,{i}] {text_of(b)}))")
            if i not in self.free:
                lines.append(f"(assert (== U[0,{i}] X[0,{i}]))")
        for i, (a, b) in self.free.items():
            lines += [f"(assert (>= U[0,{i}] {text_of(a)}))", f"(assert (<= U[0,{i}] {text_of(b)}))"]
            if self.rising:
                lines.append(f"(assert (>= U[0,{i}] X[0,{i}]))")
        rows = [[row_text(*row) for row in rows] for rows in self.unsafe]
        if len(rows) == 1:
            lines += ["", *(f"(assert {row})" for row in rows[0])]
        else:
            lines += ["", "(assert (or", *(f"    (and {' '.join(row)})" for row in rows), "))"]
        return "\n".join(lines) + "\n"

    def stacked(self):
        """One chain of layers for both networks, over the inputs of f and then the free ones of g."""
        f, g = (load_layers(MODELS / f"{name}.onnx") for name in self.networks)
        count, places = len(self.box), list(self.free)
        copy = np.eye(count + len(places))
        to_g = np.array([copy[count + places.index(i)] if i in self.free else copy[i] for i in range(count)])
        first = np.vstack([f[0][0] @ copy[:count], g[0][0] @ to_g])
        layers = [(first, np.concatenate([f[0][1], g[0][1]]))]
        return layers + [(block_diag(a[0], b[0]), np.concatenate([a[1], b[1]])) for a, b in zip(f[1:], g[1:])]

    def inputs(self, point):
        """The two network inputs at a point of the variables."""
        x = np.array(point[:len(self.box)], dtype=np.float32)
        u = x.copy()
        for k, i in enumerate(self.free):
            u[i] = np.float32(point[len(self.box) + k])
        return x, u


def row_text(gains_f, gains_g, threshold):
    """`(>= (- Y[0,1] V[0,1]) 0.5)`, and `(>= Y[0,1] Y[0,0])` for a comparison."""
    terms = [(f"Y[0,{j}]", g) for j, g in enumerate(gains_f) if g] + [(f"V[0,{j}]", g) for j, g in enumerate(gains_g) if g]
    plus = [t for t, g in terms if g > 0]
    minus = [t for t, g in terms if g < 0]
    assert all(abs(g) == 1 for _, g in terms)
    total = lambda names: names[0] if len(names) == 1 else f"(+ {' '.join(names)})"
    if Decimal(threshold) == 0:
        return f"(>= {total(plus)} {total(minus)})"
    return f"(>= (- {total(plus)} {' '.join(minus)}) {threshold})"


def deepest(item, layers, bounds, low, high, rows):
    """How far a point can get into a conjunction at most, and the point: max over the region of min gains . y - threshold."""
    lows, highs, integer, constraints, row_low, row_high, last = encode(layers, bounds, low, high)
    depth = len(lows)
    lows, highs, integer = lows + [-1e3], highs + [1e3], integer + [0]
    w, b = layers[-1]
    for gains_f, gains_g, threshold in rows:
        gains = np.array(list(gains_f) + list(gains_g), float)
        terms = [(p, v) for p, v in zip(last, gains @ w) if p is not None]
        constraints.append(terms + [(depth, -1.0)])
        row_low.append(float(threshold) - gains @ b), row_high.append(np.inf)
    if item.rising:
        for k, i in enumerate(item.free):
            constraints.append([(len(item.box) + k, 1.0), (i, -1.0)])
            row_low.append(0.0), row_high.append(np.inf)
    cost = np.zeros(len(lows))
    cost[depth] = -1.0
    r, p, v = zip(*[(r, p, v) for r, terms in enumerate(constraints) for p, v in terms])
    result = milp(cost, integrality=integer, bounds=Bounds(lows, highs),
                  constraints=LinearConstraint(csr_matrix((v, (r, p)), shape=(len(constraints), len(lows))),
                                               row_low, row_high),
                  options=dict(time_limit=600, mip_rel_gap=1e-6))
    assert result.status == 0, (item.name, result.message)
    least = result.fun if result.mip_dual_bound is None else result.mip_dual_bound
    return result.x[:len(low)], -least


def settle(item):
    layers = item.stacked()
    box = item.box + list(item.free.values())
    low, high = np.array([float(a) for a, _ in box]), np.array([float(b) for _, b in box])
    plain, tight = interval_bounds(layers, low, high), crown_bounds(layers, low, high)
    sessions = [onnxruntime.InferenceSession((MODELS / f"{name}.onnx").read_bytes(),
                                             providers=["CPUExecutionProvider"]) for name in item.networks]
    margin, reached = np.inf, -np.inf
    for rows in item.unsafe:
        point, depth = deepest(item, layers, tight, low, high, rows)
        margin = min(margin, -depth)
        outputs = [s.run(None, {"input": x[None, :]})[0][0].astype(float)
                   for s, x in zip(sessions, item.inputs(point))]
        reached = max(reached, min(np.dot(f, outputs[0]) + np.dot(g, outputs[1]) - float(t) for f, g, t in rows))
    if item.expected == "holds":
        assert margin >= HOLDS_MARGIN, (item.name, margin)
    else:
        assert reached >= item.clear, (item.name, reached, margin)
    return dict(margin=margin, unstable=(unstable_count(plain), unstable_count(tight)))


# --------------------------------------------------------------------------
# The queries

def ball_box(network, row, radius):
    centre = np.load(MODELS / f"{DATA[network]}.npz")["images"][row]
    reach = Decimal(radius)
    return [(max(Decimal(float(v)) - reach, Decimal(0)), min(Decimal(float(v)) + reach, Decimal(1))) for v in centre]


def unit(j, count, sign=1):
    return [sign if k == j else 0 for k in range(count)]


def apart(tolerance, outputs):
    """Some output of the two networks differs by the tolerance or more."""
    return [[(unit(j, outputs, s), unit(j, outputs, -s), tolerance)] for j in range(outputs) for s in (1, -1)]


def feature(index):
    with open(MODELS / "breast-cancer-scaling.csv") as file:
        return [row["feature"] for row in csv.DictReader(file)][index]


def equivalence(suffix, row, radius, tolerance, expected, meant_for):
    claim = [f"Claim: rounding the weights to float16 changes no output by {tolerance} or more, for any input within",
             f"{radius} (L-infinity, clipped to [0, 1]) of test row {row} (counted from 0)."]
    return Product(f"product-equal-{suffix}", ["digits", "digits-float16"], expected, claim, meant_for,
                   ball_box("digits", row, radius), {}, apart(tolerance, 10), clear=5e-4)


def monotone(suffix, index, row, radius, step, growth, expected, meant_for):
    """Raising the feature by up to `step` does not raise the lead of benign (class 1) over malignant (class 0)."""
    box = ball_box("breast-cancer", row, radius)
    top = min(box[index][1] + Decimal(step), Decimal(1))
    claim = [f"Claim: more \"{feature(index)}\" (input {index}) never makes benign more likely: for every input within",
             f"{radius} (L-infinity, clipped to [0, 1]) of test row {row} (counted from 0), and the same input with that",
             f"feature raised to anything up to {text_of(top)}, the lead of class 1 (benign) does not grow by {growth} or more."]
    # (V1 - V0) - (Y1 - Y0) >= growth
    return Product(f"product-monotone-{suffix}", ["breast-cancer"] * 2, expected, claim, meant_for, box,
                   {index: (box[index][0], top)}, [[([1, -1], [-1, 1], growth)]], rising=True)


def invariant(suffix, index, row, radius, expected, meant_for):
    """Setting the feature to anything in [0, 1] does not change the class."""
    box = ball_box("breast-cancer", row, radius)
    claim = [f"Claim: the class does not depend on \"{feature(index)}\" (input {index}): for every input within {radius}",
             f"(L-infinity, clipped to [0, 1]) of test row {row} (counted from 0), setting that feature to any value in",
             "[0, 1] leaves the class what it is."]
    differ = [[([-1, 1], [0, 0], "0"), ([0, 0], [1, -1], "0")], [([1, -1], [0, 0], "0"), ([0, 0], [-1, 1], "0")]]
    return Product(f"product-invariant-{suffix}", ["breast-cancer"] * 2, expected, claim, meant_for, box,
                   {index: (Decimal(0), Decimal(1))}, differ)


def products():
    holds, violated = "holds", "violated"
    yield equivalence("holds", 2, "0.02", "0.0078125", holds, "bounds of both networks on shared inputs")
    yield equivalence("violated", 2, "0.02", "0.001", violated, "attack")
    yield monotone("holds", 20, 22, "0.01", "0.125", "0.05", holds, "branch and bound, one row between inputs")
    yield monotone("violated", 9, 0, "0.01", "0.125", "0.01", violated, "attack")
    yield invariant("holds", 19, 22, "0.01", holds, "bounds, conjunctions of both networks")
    yield invariant("violated", 20, 0, "0.01", violated, "attack")


README = """\
## Product queries

The `product-*.vnnlib` files are VNN-LIB 2.0 and relate two networks f and g, or one network at two inputs: inputs `X` and
outputs `Y` of f, `U` and `V` of g. `orthant verify FILE --network f=MODEL --network g=MODEL` answers (without g where the
file says that it is equal to f), and `expected.csv` names the models.

| Query | f, g | Claim | Expected | Meant for | Margin | Unstable |
| --- | --- | --- | --- | --- | ---: | ---: |
{rows}

`products.py` writes them, and settles them in the same way. The margin is how far the inputs keep away from the unsafe set
at least, in every row of one alternative.
"""


def main():
    for old in HERE.glob("product-*.vnnlib"):
        old.unlink()
    listed = [line for line in (HERE / "expected.csv").read_text().splitlines() if ",product-" not in line]
    rows = []
    for item in products():
        found = settle(item)
        (HERE / f"{item.name}.vnnlib").write_text(item.text())
        models = [f"../models/{name}.onnx" for name in item.networks]
        models = [f"f={models[0]}"] if item.are_equal else [f"f={models[0]}", f"g={models[1]}"]
        listed.append(f"{' '.join(models)},{item.name}.vnnlib,{item.expected},{item.engine}")
        claim = " ".join(item.claim).removeprefix("Claim: ").replace("|", "\\|")
        rows.append(f"| {item.name} | {', '.join(item.networks)} | {claim} | {item.expected} | {item.meant_for} "
                    f"| {found['margin']:.4f} | {found['unstable'][0]} / {found['unstable'][1]} |")
        print(f"{item.name:30} {item.expected:9} margin {found['margin']:8.4f} unstable {found['unstable']}", flush=True)
    (HERE / "expected.csv").write_text("\n".join(listed) + "\n")
    page = (HERE / "README.md").read_text().split("## Product queries")[0].rstrip()
    (HERE / "README.md").write_text(page + "\n\n" + README.format(rows="\n".join(rows)))


if __name__ == "__main__":
    main()
