#!/usr/bin/env python3
"""Trains and writes the small ReLU networks in this folder.

    python train.py            # writes the .onnx, .npz and .csv files here
    python train.py --out DIR  # the same, into another folder

Everything is seeded and runs on one thread, so a second run on the same
machine writes the same bytes.
"""

import os

# The order in which a threaded BLAS adds numbers is not fixed, and one changed
# bit early in training gives a different network. The variables have to be set
# before numpy is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.model_selection import train_test_split


# --------------------------------------------------------------------------
# A fully connected ReLU network: forward, backward, Adam.

def initial_weights(sizes, with_bias, rng):
    """He initialisation; each weight has the shape (outputs, inputs)."""
    weights, biases = [], []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        weights.append(rng.normal(0.0, np.sqrt(2.0 / fan_in), (fan_out, fan_in)))
        biases.append(np.zeros(fan_out) if with_bias else None)
    return weights, biases


def forward(weights, biases, x):
    """Returns the input of every layer, then the logits."""
    values = [x]
    for i, (w, b) in enumerate(zip(weights, biases)):
        z = values[-1] @ w.T
        if b is not None:
            z = z + b
        values.append(np.maximum(z, 0.0) if i + 1 < len(weights) else z)
    return values


def backward(weights, values, grad_logits):
    """Gradients for the weights, for the biases and for the input."""
    grad = grad_logits
    grad_w = [None] * len(weights)
    grad_b = [None] * len(weights)
    for i in reversed(range(len(weights))):
        grad_w[i] = grad.T @ values[i]
        grad_b[i] = grad.sum(axis=0)
        grad = grad @ weights[i]
        if i > 0:
            grad = grad * (values[i] > 0.0)
    return grad_w, grad_b, grad


def cross_entropy_gradient(logits, labels):
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    grad = shifted / shifted.sum(axis=1, keepdims=True)
    grad[np.arange(len(labels)), labels] -= 1.0
    return grad / len(labels)


def attack(weights, biases, x, labels, radius, rng):
    """One signed gradient step from a random start (FGSM with random start).

    Training on these points is what makes the L-infinity balls around the
    test inputs large enough to be worth verifying.
    """
    start = np.clip(x + rng.uniform(-radius, radius, x.shape), 0.0, 1.0)
    values = forward(weights, biases, start)
    grad = backward(weights, values, cross_entropy_gradient(values[-1], labels))[2]
    moved = np.clip(start + 1.25 * radius * np.sign(grad), x - radius, x + radius)
    return np.clip(moved, 0.0, 1.0)


def train(x, labels, sizes, with_bias, seed, epochs, radius, rate, decay, batch=64):
    rng = np.random.default_rng(seed)
    weights, biases = initial_weights(sizes, with_bias, rng)
    parameters = weights + [b for b in biases if b is not None]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    step = 0
    for epoch in range(epochs):
        # The radius grows over the first half: starting at the full radius can
        # get stuck at a constant classifier.
        current = radius * min(1.0, 2.0 * (epoch + 1) / epochs)
        # Cosine decay to zero, so that the last steps average out the noise.
        current_rate = 0.5 * rate * (1.0 + np.cos(np.pi * epoch / epochs))
        order = rng.permutation(len(x))
        for begin in range(0, len(x), batch):
            rows = order[begin:begin + batch]
            xb, yb = x[rows], labels[rows]
            xb = np.concatenate([xb, attack(weights, biases, xb, yb, current, rng)])
            yb = np.concatenate([yb, yb])
            values = forward(weights, biases, xb)
            grad_w, grad_b, _ = backward(
                weights, values, cross_entropy_gradient(values[-1], yb))
            gradients = grad_w + [g for g, b in zip(grad_b, biases) if b is not None]
            step += 1
            for i, (p, g) in enumerate(zip(parameters, gradients)):
                first[i] = 0.9 * first[i] + 0.1 * g
                second[i] = 0.999 * second[i] + 0.001 * g * g
                change = (first[i] / (1.0 - 0.9 ** step)) / (
                    np.sqrt(second[i] / (1.0 - 0.999 ** step)) + 1e-8)
                if i < len(weights):
                    change = change + decay * p  # decoupled: not for biases
                p -= current_rate * change
    to32 = lambda p: None if p is None else p.astype(np.float32)
    return [to32(w) for w in weights], [to32(b) for b in biases]


# --------------------------------------------------------------------------
# ONNX

def constant(name, array):
    return numpy_helper.from_array(np.ascontiguousarray(array, dtype=np.float32), name)


def save(path, graph_name, nodes, initializers, inputs, outputs):
    graph = helper.make_graph(
        nodes, graph_name,
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, inputs])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, outputs])],
        initializers)
    model = helper.make_model(
        graph, producer_name="", opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def save_gemm_chain(path, graph_name, weights, biases):
    """Gemm (transB = 1), Relu, Gemm, ... The Gemm has no C when there is no bias."""
    nodes, initializers, value = [], [], "input"
    for i, (w, b) in enumerate(zip(weights, biases), start=1):
        initializers.append(constant(f"w{i}", w))
        names = [value, f"w{i}"]
        if b is not None:
            initializers.append(constant(f"b{i}", b))
            names.append(f"b{i}")
        last = i == len(weights)
        result = "output" if last else f"z{i}"
        nodes.append(helper.make_node("Gemm", names, [result], name=f"gemm{i}", transB=1))
        if not last:
            nodes.append(helper.make_node("Relu", [result], [f"a{i}"], name=f"relu{i}"))
            value = f"a{i}"
    save(path, graph_name, nodes, initializers, weights[0].shape[1], weights[-1].shape[0])


def accuracy(path, x, labels):
    """Measured on the written file, not on the arrays in memory."""
    session = onnxruntime.InferenceSession(
        path.read_bytes(), providers=["CPUExecutionProvider"])
    found = [session.run(None, {"input": row[None, :]})[0].argmax() for row in x]
    return int((np.array(found) == labels).sum()), len(labels)


def report(path, x, labels):
    right, total = accuracy(path, x, labels)
    print(f"{path.name}: {right} of {total} test rows right ({100 * right / total:.2f} %), "
          f"{path.stat().st_size} bytes")


# --------------------------------------------------------------------------
# The models

def make_digits(out):
    data = load_digits()
    # The pixels are the integers 0 to 16, so every scaled input is an exact
    # multiple of 1/16, in binary and in decimal.
    x = data.data / 16.0
    train_x, test_x, train_y, test_y = train_test_split(
        x, data.target, test_size=0.2, random_state=0, stratify=data.target)
    images = test_x.astype(np.float32)
    labels = test_y.astype(np.int64)
    np.savez_compressed(out / "digits-test.npz", images=images, labels=labels)
    for name, with_bias in (("digits", True), ("digits-nobias", False)):
        weights, biases = train(
            train_x, train_y, [64, 48, 48, 10], with_bias, seed=1,
            epochs=120, radius=0.12, rate=2e-3, decay=0.2)
        path = out / f"{name}.onnx"
        save_gemm_chain(path, name, weights, biases)
        report(path, images, labels)


def make_breast_cancer(out):
    data = load_breast_cancer()
    # This split puts 43 malignant (class 0) and 71 benign (class 1) rows into
    # the test part.
    raw_train, raw_test, train_y, test_y = train_test_split(
        data.data, data.target, test_size=0.2, random_state=42)
    assert (test_y == 0).sum() == 43 and (test_y == 1).sum() == 71
    low, high = raw_train.min(axis=0), raw_train.max(axis=0)

    def scaled(raw):
        # Rounding to multiples of 1/1024 makes every input exact in float32 and
        # short as a decimal, so a property file can state it without error.
        # Test values outside the range seen in training are clipped.
        return np.round(np.clip((raw - low) / (high - low), 0.0, 1.0) * 1024.0) / 1024.0

    train_x, test_x = scaled(raw_train), scaled(raw_test)
    lines = ["feature,minimum,maximum"]
    lines += [f"{n},{float(a)!r},{float(b)!r}"
              for n, a, b in zip(data.feature_names, low, high)]
    (out / "breast-cancer-scaling.csv").write_text("\n".join(lines) + "\n")
    images = test_x.astype(np.float32)
    labels = test_y.astype(np.int64)
    np.savez_compressed(out / "breast-cancer-test.npz", images=images, labels=labels)
    weights, biases = train(
        train_x, train_y, [30, 32, 32, 32, 32, 2], True, seed=2,
        epochs=120, radius=0.06, rate=2e-3, decay=0.2)
    path = out / "breast-cancer.onnx"
    save_gemm_chain(path, "breast-cancer", weights, biases)
    report(path, images, labels)


def make_toys(out):
    # |x| = relu(x) + relu(-x)
    save(out / "toy-abs.onnx", "toy-abs",
         [helper.make_node("MatMul", ["input", "w1"], ["z1"], name="matmul1"),
          helper.make_node("Relu", ["z1"], ["a1"], name="relu1"),
          helper.make_node("MatMul", ["a1", "w2"], ["output"], name="matmul2")],
         [constant("w1", [[1, -1]]), constant("w2", [[1], [1]])], 1, 1)
    # relu(x0 + x1) - 2 relu(x0 + x1 - 1): exclusive or on {0, 1} x {0, 1}
    save(out / "toy-xor.onnx", "toy-xor",
         [helper.make_node("MatMul", ["input", "w1"], ["m1"], name="matmul1"),
          helper.make_node("Add", ["m1", "b1"], ["z1"], name="add1"),
          helper.make_node("Relu", ["z1"], ["a1"], name="relu1"),
          helper.make_node("MatMul", ["a1", "w2"], ["output"], name="matmul2")],
         [constant("w1", [[1, 1], [1, 1]]), constant("b1", [0, -1]),
          constant("w2", [[1], [-2]])], 2, 1)
    for name in ("toy-abs", "toy-xor"):
        print(f"{name}.onnx: {(out / (name + '.onnx')).stat().st_size} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    make_toys(out)
    make_digits(out)
    make_breast_cancer(out)


if __name__ == "__main__":
    main()
