#!/usr/bin/env python3
"""Writes the property files (.vnnlib), expected.csv and README.md in this folder.

    python make.py

It needs the packages in ../models/requirements.txt. Each property is first
settled by a method that shares no code with Orthant: the network is written as
a mixed-integer programme (big-M encoding of every ReLU) and solved by HiGHS. A
property whose answer is not clear by a safe margin is refused, and each
violated one has a witness that is replayed in onnxruntime.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import time
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "models"

# HiGHS works with tolerances near 1e-6, and a verifier may evaluate in float32.
# These margins keep the expected verdict clear of both.
HOLDS_MARGIN = 1e-3
VIOLATED_MARGIN = 1e-2

# Decimal arithmetic rounds to its precision; the bounds need about 20 digits.
getcontext().prec = 60


# --------------------------------------------------------------------------
# Networks and bounds

def load_layers(path):
    """The affine layers (weight, bias) of a chain with a ReLU between each two."""
    graph = onnx.load(path).graph
    tensors = {t.name: numpy_helper.to_array(t).astype(np.float64) for t in graph.initializer}
    layers = []
    for node in graph.node:
        if node.op_type == "Gemm":
            w = tensors[node.input[1]]
            b = tensors[node.input[2]] if len(node.input) > 2 else np.zeros(len(w))
            layers.append((w, b))
        elif node.op_type == "MatMul":
            w = tensors[node.input[1]].T
            layers.append((w, np.zeros(len(w))))
        elif node.op_type == "Add":
            layers[-1] = (layers[-1][0], layers[-1][1] + tensors[node.input[1]])
        else:
            assert node.op_type == "Relu", node.op_type
    return layers


def interval_step(w, b, low, high):
    centre, reach = w @ ((low + high) / 2) + b, np.abs(w) @ ((high - low) / 2)
    return centre - reach, centre + reach


def interval_bounds(layers, low, high):
    """Bounds on the value before each ReLU, and on the output."""
    bounds = []
    for i, (w, b) in enumerate(layers):
        if i > 0:
            low, high = np.maximum(low, 0), np.maximum(high, 0)
        low, high = interval_step(w, b, low, high)
        bounds.append((low, high))
    return bounds


def lower_bound(layers, bounds, low, high, rows, last):
    """CROWN: a lower bound on rows @ (value before the ReLU of layer `last`)."""
    offset = np.zeros(len(rows))
    for i in range(last, -1, -1):
        w, b = layers[i]
        offset = offset + rows @ b
        rows = rows @ w
        if i > 0:
            l, u = bounds[i - 1]
            unstable = (l < 0) & (u > 0)
            active = np.where(l >= 0, 1.0, 0.0)
            upper_slope = np.where(unstable, u / np.where(unstable, u - l, 1.0), active)
            upper_offset = np.where(unstable, -l * upper_slope, 0.0)
            lower_slope = np.where(unstable, np.where(u > -l, 1.0, 0.0), active)
            positive, negative = np.maximum(rows, 0), np.minimum(rows, 0)
            offset = offset + negative @ upper_offset
            rows = positive * lower_slope + negative * upper_slope
    return np.maximum(rows, 0) @ low + np.minimum(rows, 0) @ high + offset


def crown_bounds(layers, low, high):
    """CROWN bounds for every layer, each cut with one interval step."""
    bounds = []
    for i, (w, b) in enumerate(layers):
        eye = np.eye(len(w))
        l = lower_bound(layers, bounds, low, high, eye, i)
        u = -lower_bound(layers, bounds, low, high, -eye, i)
        if i > 0:
            before = bounds[-1]
            l2, u2 = interval_step(w, b, np.maximum(before[0], 0), np.maximum(before[1], 0))
            l, u = np.maximum(l, l2), np.minimum(u, u2)
        bounds.append((l, u))
    return bounds


def unstable_count(bounds):
    return sum(int(((l < 0) & (u > 0)).sum()) for l, u in bounds[:-1])


def encode(layers, bounds, low, high):
    """The big-M encoding of every ReLU: variables (lower and upper ends, whether integer), rows with their two ends, and
    the variables that feed the last layer (None where the ReLU is off). The first variables are the inputs."""
    lows, highs, integer = list(low), list(high), [0] * len(low)
    rows, row_low, row_high = [], [], []

    def variable(a, b, kind):
        lows.append(a), highs.append(b), integer.append(kind)
        return len(lows) - 1

    def constrain(terms, a, b):
        rows.append(terms), row_low.append(a), row_high.append(b)

    inputs = list(range(len(low)))
    for (w, b), (l, u) in zip(layers[:-1], bounds[:-1]):
        outputs = []
        for j in range(len(w)):
            if u[j] <= 0:
                outputs.append(None)
                continue
            minus_z = [(p, -w[j, q]) for q, p in enumerate(inputs) if p is not None]
            a = variable(max(l[j], 0.0), u[j], 0)
            outputs.append(a)
            if l[j] >= 0:
                constrain([(a, 1.0)] + minus_z, b[j], b[j])
            else:
                d = variable(0, 1, 1)
                constrain([(a, 1.0)] + minus_z, b[j], np.inf)
                constrain([(a, 1.0), (d, -l[j])] + minus_z, -np.inf, b[j] - l[j])
                constrain([(a, 1.0), (d, -u[j])], -np.inf, 0.0)
        inputs = outputs
    return lows, highs, integer, rows, row_low, row_high, inputs


def greatest(layers, bounds, low, high, gains):
    """Solves max gains . output over the box exactly (big-M, HiGHS).

    Returns a point that reaches the maximum and a proved upper bound on it.
    """
    lows, highs, integer, rows, row_low, row_high, inputs = encode(layers, bounds, low, high)
    w, b = layers[-1]
    cost = np.zeros(len(lows))
    for p, g in zip(inputs, gains @ w):
        if p is not None:
            cost[p] = -g
    indices = [(r, p, v) for r, terms in enumerate(rows) for p, v in terms]
    r, p, v = zip(*indices)
    matrix = csr_matrix((v, (r, p)), shape=(len(rows), len(lows)))
    result = milp(cost, integrality=integer, bounds=Bounds(lows, highs),
                  constraints=LinearConstraint(matrix, row_low, row_high),
                  options=dict(time_limit=120, mip_rel_gap=1e-6))
    assert result.status == 0, result.message
    # Without an unstable neuron this is a plain linear programme, and scipy then
    # reports no separate dual bound.
    least = result.fun if result.mip_dual_bound is None else result.mip_dual_bound
    return result.x[:len(low)], gains @ b - least


# --------------------------------------------------------------------------
# Properties

def text_of(value):
    """The exact decimal text of a Decimal, never with an exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Unsafe:
    """A half-space of outputs, gains . Y >= threshold, with its text."""

    def __init__(self, gains, threshold, text):
        self.gains, self.threshold, self.text = np.array(gains, float), threshold, text


def beats(rival, winner, classes):
    gains = np.zeros(classes)
    gains[rival], gains[winner] = 1.0, -1.0
    return Unsafe(gains, 0.0, f"(>= Y_{rival} Y_{winner})")


def at_least(value):
    return Unsafe([1.0], float(value), f"(>= Y_0 {value})")


def at_most(value):
    return Unsafe([-1.0], -float(value), f"(<= Y_0 {value})")


class Property:
    """Unsafe when, for some (box, unsafe sets) pair, an input of the box reaches one of them.

    `engine` is the one that `orthant demo` runs, so that the demo shows all of them.
    """

    def __init__(self, name, network, expected, claim, meant_for, cases, engine="auto"):
        self.name, self.network, self.expected = name, network, expected
        self.claim, self.meant_for, self.cases = claim, meant_for, cases
        self.engine = engine

    def text(self):
        outputs = len(self.cases[0][1][0].gains)
        inputs = len(self.cases[0][0])
        verdict = {"holds": "holds (unsat: no input below is unsafe)",
                   "violated": "violated (sat: an unsafe input exists)"}[self.expected]
        lines = [f"; {line}" for line in self.claim]
        lines += [f"; Network: models/{self.network}.onnx", f"; Expected: {verdict}",
                  "; The assertions below state the unsafe set, the negation of the claim.", ""]
        lines += [f"(declare-const X_{i} Real)" for i in range(inputs)]
        lines += [f"(declare-const Y_{i} Real)" for i in range(outputs)]
        lines.append("")
        if len(self.cases) == 1:
            box, unsafe = self.cases[0]
            for i, (a, b) in enumerate(box):
                lines.append(f"(assert (>= X_{i} {text_of(a)}))")
                lines.append(f"(assert (<= X_{i} {text_of(b)}))")
            lines.append("")
            if len(unsafe) == 1:
                lines.append(f"(assert {unsafe[0].text})")
            else:
                lines.append("(assert (or")
                lines += [f"    (and {u.text})" for u in unsafe]
                lines.append("))")
        else:
            lines.append("(assert (or")
            for box, unsafe in self.cases:
                assert len(unsafe) == 1
                terms = [f"(>= X_{i} {text_of(a)}) (<= X_{i} {text_of(b)})"
                         for i, (a, b) in enumerate(box)]
                lines.append(f"    (and {' '.join(terms)} {unsafe[0].text})")
            lines.append("))")
        return "\n".join(lines) + "\n"


DATA = {"digits": "digits-test", "digits-nobias": "digits-test",
        "breast-cancer": "breast-cancer-test"}
CLASS_NAMES = {"digits": [f"digit {i}" for i in range(10)],
               "breast-cancer": ["class 0 (malignant)", "class 1 (benign)"]}
CLASS_NAMES["digits-nobias"] = CLASS_NAMES["digits"]


def ball(suffix, network, row, radius, expected, meant_for, rivals=None, engine="auto"):
    """The true class wins everywhere in an L-infinity ball around a test row."""
    data = np.load(MODELS / f"{DATA[network]}.npz")
    centre, label = data["images"][row], int(data["labels"][row])
    # A ball around a wrongly classified row would be violated for a dull reason.
    session = onnxruntime.InferenceSession(
        (MODELS / f"{network}.onnx").read_bytes(), providers=["CPUExecutionProvider"])
    assert session.run(None, {"input": centre[None, :]})[0].argmax() == label, (network, row)
    reach = Decimal(radius)
    # Every scaled input is a short binary fraction, so Decimal(float) is exact.
    box = [(max(Decimal(float(v)) - reach, Decimal(0)), min(Decimal(float(v)) + reach, Decimal(1)))
           for v in centre]
    names = CLASS_NAMES[network]
    others = [j for j in range(len(names)) if j != label] if rivals is None else rivals
    against = "every other class" if rivals is None else " and ".join(names[j] for j in others)
    claim = [f"Claim: for every input within {radius} (L-infinity, clipped to [0, 1]) of test",
             f"row {row} (counted from 0), {names[label]} scores higher than {against}."]
    return Property(f"{network}-{suffix}", network, expected, claim, meant_for,
                    [(box, [beats(j, label, len(names)) for j in others])], engine)


def box_of(*pairs):
    return [(Decimal(a), Decimal(b)) for a, b in pairs]


def properties():
    holds, violated = "holds", "violated"
    yield Property(
        "toy-abs-holds", "toy-abs", holds,
        ["Claim: |x| stays below 1.5 for every x in [-1, 1]."],
        "interval bounds, SMT", [(box_of(("-1", "1")), [at_least("1.5")])], "smt")
    yield Property(
        "toy-abs-violated", "toy-abs", violated,
        ["Claim: |x| stays below 0.75 for every x in [-1, 1]. (False: x = 1 gives 1.)"],
        "attack, MILP", [(box_of(("-1", "1")), [at_least("0.75")])], "milp")
    yield Property(
        "toy-xor-holds", "toy-xor", holds,
        ["Claim: on the unit square the output stays strictly between -0.25 and 1.25.",
         "(It is min(s, 2 - s) for s = x0 + x1, so it lies in [0, 1].)"],
        "branching, SMT",
        [(box_of(("0", "1"), ("0", "1")), [at_least("1.25"), at_most("-0.25")])], "smt")
    yield Property(
        "toy-xor-violated", "toy-xor", violated,
        ["Claim: with both inputs in [0.75, 1] the output stays below 0.25.",
         "(False: x0 = x1 = 0.75 gives 0.5.)"],
        "attack, SMT", [(box_of(("0.75", "1"), ("0.75", "1")), [at_least("0.25")])], "smt")
    yield Property(
        "toy-xor-corners-holds", "toy-xor", holds,
        ["Claim: near the corner (1, 0) and near the corner (0, 1), each coordinate within",
         "0.125 and inside the unit square, the output stays above 0.5.",
         "The unsafe set is a union of two boxes, each with its own output condition."],
        "disjunction over inputs, MILP",
        [(box_of(("0.875", "1"), ("0", "0.125")), [at_most("0.5")]),
         (box_of(("0", "0.125"), ("0.875", "1")), [at_most("0.5")])], "milp")

    yield ball("ball-holds", "digits", 2, "0.02", holds, "bounds alone (CROWN)")
    yield ball("milp-holds", "digits", 1, "0.03125", holds, "MILP", engine="milp")
    yield ball("pair-holds", "digits", 76, "0.0625", holds, "MILP (one rival only)", [3],
               engine="milp")
    yield ball("branch-holds", "digits", 4, "0.08", holds, "branch and bound",
               engine="bab")
    yield ball("narrow-holds", "digits", 153, "0.0625", holds, "branch and bound (small margin)")
    yield ball("ball-violated", "digits", 74, "0.0625", violated, "attack")
    yield ball("narrow-violated", "digits", 82, "0.0625", violated,
               "attack, or branch and bound (small margin)")

    yield ball("ball-holds", "digits-nobias", 1, "0.03125", holds, "bounds alone (CROWN)")
    yield ball("branch-holds", "digits-nobias", 4, "0.0625", holds, "branch and bound",
               engine="bab")
    yield ball("ball-violated", "digits-nobias", 82, "0.0625", violated, "attack")

    yield ball("smt-holds", "breast-cancer", 22, "0.005", holds, "SMT", engine="smt")
    yield ball("ball-holds", "breast-cancer", 0, "0.01", holds, "bounds alone (CROWN)")
    yield ball("branch-holds", "breast-cancer", 65, "0.03125", holds, "branch and bound",
               engine="bab")
    yield ball("hard-holds", "breast-cancer", 55, "0.03125", holds,
               "branch and bound (many unstable neurons)")
    yield ball("ball-violated", "breast-cancer", 13, "0.03125", violated, "attack")


# --------------------------------------------------------------------------
# Checks

def parse(text):
    """The S-expressions of a property file, without its comments."""
    body = "\n".join(line.split(";")[0] for line in text.splitlines())
    stack = [[]]
    for token in body.replace("(", " ( ").replace(")", " ) ").split():
        if token == "(":
            stack.append([])
        elif token == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(token)
    return stack[0]


def is_unsafe(expressions, x, y):
    """Whether (x, y) satisfies every assertion, in exact arithmetic."""
    names = {f"X_{i}": Fraction(float(v)) for i, v in enumerate(x)}
    names |= {f"Y_{i}": Fraction(float(v)) for i, v in enumerate(y)}

    def value(e):
        if isinstance(e, str):
            return names[e] if e in names else Fraction(e)
        if e[0] == "and":
            return all(value(a) for a in e[1:])
        if e[0] == "or":
            return any(value(a) for a in e[1:])
        return value(e[1]) >= value(e[2]) if e[0] == ">=" else value(e[1]) <= value(e[2])

    return all(value(e[1]) for e in expressions if e[0] == "assert")


def inside_float32(x, box):
    """The nearest float32 point that lies in the exact box."""
    point = []
    for v, (a, b) in zip(x, box):
        v = np.float32(v)
        while Fraction(float(v)) < Fraction(a):
            v = np.nextafter(v, np.float32(np.inf))
        while Fraction(float(v)) > Fraction(b):
            v = np.nextafter(v, np.float32(-np.inf))
        point.append(v)
    return np.array(point, dtype=np.float32)


def settle(item, text, rng):
    """Finds the truth, checks it against item.expected, returns the README figures."""
    path = MODELS / f"{item.network}.onnx"
    layers = load_layers(path)
    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    run = lambda x: session.run(None, {"input": x[None, :]})[0][0]
    expressions = parse(text)
    begin = time.time()
    margin, by_crown, by_interval, unstable = np.inf, np.inf, np.inf, (0, 0)
    best, witness = -np.inf, None
    for box, unsafe_sets in item.cases:
        low = np.array([float(a) for a, _ in box])
        high = np.array([float(b) for _, b in box])
        plain, tight = interval_bounds(layers, low, high), crown_bounds(layers, low, high)
        unstable = max(unstable, (unstable_count(plain), unstable_count(tight)))
        for unsafe in unsafe_sets:
            rows = -unsafe.gains[None, :]
            # The margin is how far the worst output stays from the unsafe set.
            by_crown = min(by_crown, unsafe.threshold + lower_bound(
                layers, tight, low, high, rows, len(layers) - 1)[0])
            w, b = layers[-1]
            l, u = interval_step(rows @ w, rows @ b,
                                 np.maximum(plain[-2][0], 0), np.maximum(plain[-2][1], 0))
            by_interval = min(by_interval, unsafe.threshold + l[0])
            point, top = greatest(layers, tight, low, high, unsafe.gains)
            margin = min(margin, unsafe.threshold - top)
            x = inside_float32(point, box)
            reached = float(unsafe.gains @ run(x).astype(np.float64)) - unsafe.threshold
            # The bound found and the output reached at the point must agree.
            assert abs(reached - (top - unsafe.threshold)) < 1e-3, (item.name, reached, top)
            if reached > best:
                best, witness = reached, x
            for _ in range(20):
                x = inside_float32(rng.uniform(low, high), box)
                if item.expected == "holds":
                    assert not is_unsafe(expressions, x, run(x)), item.name
    if item.expected == "holds":
        assert margin >= HOLDS_MARGIN, (item.name, margin)
    else:
        assert best >= VIOLATED_MARGIN, (item.name, best)
        assert is_unsafe(expressions, witness, run(witness)), item.name
    return dict(margin=margin, crown=by_crown, interval=by_interval, unstable=unstable,
                seconds=time.time() - begin)


README = """\
## VNN-LIB

Each `.vnnlib` file (VNN-LIB 1.0) states the *unsafe* set of one claim about a
network in `../models/`: its inputs `X_i` and outputs `Y_j` that would refute the
claim. "Violated" (sat) means that such an input exists, "holds" (unsat) that none
does. The comment at the top of each file gives the claim in plain English.
`expected.csv` lists the same verdicts for programs, and the engine with which
`orthant demo` looks for each.

All bounds are exact decimals. A ball is an L-infinity ball around a row of the
test data (rows counted from 0), clipped to [0, 1].

| Property | Network | Claim | Expected | Meant for | Margin | Unstable | CROWN margin |
| --- | --- | --- | --- | --- | ---: | ---: | ---: |
{rows}

*Margin* is the least distance, over all allowed inputs, between the output and the
unsafe set (for a ball: the true class's score less the best rival's). It is negative
when the property is violated, and then gives the worst input's shortfall.
*Unstable* counts the ReLUs whose input can have either sign, by interval bounds and
by CROWN bounds. *CROWN margin* is the lower bound on the margin from one CROWN pass;
a claim that holds and has a positive value here needs no branching.

## How the verdicts were established

`make.py` writes all the files here from `../models/`. It does not use Orthant. For
each output condition it solves the exact problem as a mixed-integer programme (big-M,
HiGHS through scipy) and reads the margin off the solver's dual bound. It refuses a
"holds" with a margin below {holds}, and a "violated" whose witness does not
pass the unsafe set by {violated} when replayed in onnxruntime in float32. HiGHS
works in floating point with tolerances near 1e-6, so this is strong evidence and not
a proof.

To run it again, install `../models/requirements.txt` and run `python make.py`
(one to two minutes).
"""


def short_claim(item):
    """The claim as one table cell."""
    return " ".join(item.claim).removeprefix("Claim: ").replace("|", "\\|")


def readme(table):
    rows = [f"| {item.name} | {item.network} | {short_claim(item)} | {item.expected} "
            f"| {item.meant_for} | {found['margin']:.4f} "
            f"| {found['unstable'][0]} / {found['unstable'][1]} | {found['crown']:.4f} |"
            for item, found in table]
    # What stands above this part, about spec files, is written by hand.
    above = (HERE / "README.md").read_text().split("## VNN-LIB\n")[0]
    return above + README.format(rows="\n".join(rows), holds=HOLDS_MARGIN, violated=VIOLATED_MARGIN)


def main():
    rng = np.random.default_rng(0)
    rows, table = [], []
    checks = [line for line in (HERE / "expected.csv").read_text().splitlines() if ".yaml#" in line]
    for old in HERE.glob("*.vnnlib"):
        old.unlink()
    for item in properties():
        text = item.text()
        found = settle(item, text, rng)
        (HERE / f"{item.name}.vnnlib").write_text(text)
        rows.append(f"../models/{item.network}.onnx,{item.name}.vnnlib,{item.expected},{item.engine}")
        print(f"{item.name:30} {item.expected:9} unstable {found['unstable'][0]:3} interval "
              f"{found['unstable'][1]:3} CROWN; margin {found['margin']:8.4f} "
              f"(CROWN {found['crown']:.4f}, interval {found['interval']:.4f}); "
              f"{found['seconds']:.1f} s", flush=True)
        table.append((item, found))
    (HERE / "expected.csv").write_text("\n".join(["network,property,expected,engine"] + rows + checks) + "\n")
    (HERE / "README.md").write_text(readme(table))
    # Not before everything it needs from here is there.
    import products
    products.main()


if __name__ == "__main__":
    main()
