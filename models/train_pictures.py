#!/usr/bin/env python3
"""Trains and writes the small convolutional twins in this folder.

    python train_pictures.py            # writes digits-conv.onnx and digits-conv-nobias.onnx here
    python train_pictures.py --out DIR  # the same, into another folder

Conv 8 x 3 x 3, Relu, MaxPool 2 x 2, Gemm 32, Relu, Gemm 10 on the 8 x 8 digits of train.py, one of the
twins without any bias. Seeded and on one thread, as train.py, which has to be loaded before numpy.
"""

import train  # sets the number of threads: first

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SIDE, CHANNELS, HIDDEN, CLASSES = 8, 8, 32, 10
POOLED = SIDE // 2


def windows(pictures):
    """(rows, 8, 8) to (rows, 64, 9): the 3 x 3 surroundings of every pixel, zeros outside."""
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    parts = [padded[:, y:y + SIDE, x:x + SIDE].reshape(len(pictures), -1)
             for y in range(3) for x in range(3)]
    return np.stack(parts, axis=2)


def windows_gradient(grad):
    """The transpose of `windows`."""
    padded = np.zeros((len(grad), SIDE + 2, SIDE + 2))
    for k in range(9):
        y, x = divmod(k, 3)
        padded[:, y:y + SIDE, x:x + SIDE] += grad[:, :, k].reshape(-1, SIDE, SIDE)
    return padded[:, 1:-1, 1:-1].reshape(len(grad), -1)


def initial(with_bias, rng):
    sizes = [(CHANNELS, 9), (HIDDEN, CHANNELS * POOLED * POOLED), (CLASSES, HIDDEN)]
    weights = [rng.normal(0.0, np.sqrt(2.0 / size[1]), size) for size in sizes]
    biases = [np.zeros(size[0]) if with_bias else None for size in sizes]
    return weights, biases


def forward(weights, biases, x):
    b = [0.0 if bias is None else bias for bias in biases]
    w = windows(x.reshape(-1, SIDE, SIDE))
    z1 = w @ weights[0].T + b[0]                                   # rows, pixels, channels
    a1 = np.maximum(z1, 0.0).transpose(0, 2, 1)                    # rows, channels, pixels
    cells = a1.reshape(-1, CHANNELS, POOLED, 2, POOLED, 2).transpose(0, 1, 2, 4, 3, 5)
    cells = cells.reshape(-1, CHANNELS, POOLED, POOLED, 4)
    best = cells.argmax(axis=4)
    pooled = np.take_along_axis(cells, best[..., None], axis=4)[..., 0].reshape(len(x), -1)
    z2 = pooled @ weights[1].T + b[1]
    a2 = np.maximum(z2, 0.0)
    return w, z1, best, pooled, z2, a2, a2 @ weights[2].T + b[2]


def backward(weights, values, grad):
    w, z1, best, pooled, z2, a2, _ = values
    rows = len(grad)
    grad_w, grad_b = [None] * 3, [None] * 3
    grad_w[2], grad_b[2] = grad.T @ a2, grad.sum(axis=0)
    grad = (grad @ weights[2]) * (z2 > 0.0)
    grad_w[1], grad_b[1] = grad.T @ pooled, grad.sum(axis=0)
    grad = (grad @ weights[1]).reshape(rows, CHANNELS, POOLED, POOLED)
    cells = np.zeros((rows, CHANNELS, POOLED, POOLED, 4))
    np.put_along_axis(cells, best[..., None], grad[..., None], axis=4)
    cells = cells.reshape(rows, CHANNELS, POOLED, POOLED, 2, 2).transpose(0, 1, 2, 4, 3, 5)
    grad = cells.reshape(rows, CHANNELS, SIDE * SIDE).transpose(0, 2, 1) * (z1 > 0.0)
    grad_w[0] = np.tensordot(grad, w, axes=([0, 1], [0, 1]))
    grad_b[0] = grad.sum(axis=(0, 1))
    return grad_w, grad_b, windows_gradient(grad @ weights[0])


def attack(weights, biases, x, labels, radius, rng):
    start = np.clip(x + rng.uniform(-radius, radius, x.shape), 0.0, 1.0)
    values = forward(weights, biases, start)
    grad = backward(weights, values, train.cross_entropy_gradient(values[-1], labels))[2]
    moved = np.clip(start + 1.25 * radius * np.sign(grad), x - radius, x + radius)
    return np.clip(moved, 0.0, 1.0)


def fit(x, labels, with_bias, seed, epochs, radius, rate, decay, batch=64):
    rng = np.random.default_rng(seed)
    weights, biases = initial(with_bias, rng)
    parameters = weights + [b for b in biases if b is not None]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    step = 0
    for epoch in range(epochs):
        current = radius * min(1.0, 2.0 * (epoch + 1) / epochs)
        current_rate = 0.5 * rate * (1.0 + np.cos(np.pi * epoch / epochs))
        order = rng.permutation(len(x))
        for begin in range(0, len(x), batch):
            rows = order[begin:begin + batch]
            xb, yb = x[rows], labels[rows]
            xb = np.concatenate([xb, attack(weights, biases, xb, yb, current, rng)])
            yb = np.concatenate([yb, yb])
            values = forward(weights, biases, xb)
            grad_w, grad_b, _ = backward(
                weights, values, train.cross_entropy_gradient(values[-1], yb))
            gradients = grad_w + [g for g, b in zip(grad_b, biases) if b is not None]
            step += 1
            for i, (p, g) in enumerate(zip(parameters, gradients)):
                first[i] = 0.9 * first[i] + 0.1 * g
                second[i] = 0.999 * second[i] + 0.001 * g * g
                change = (first[i] / (1.0 - 0.9 ** step)) / (
                    np.sqrt(second[i] / (1.0 - 0.999 ** step)) + 1e-8)
                if i < len(weights):
                    change = change + decay * p
                p -= current_rate * change
    return weights, biases


def save(path, name, weights, biases):
    initializers, nodes = [], []

    def inputs(value, index, shape):
        initializers.append(train.constant(f"w{index}", weights[index - 1].reshape(shape)))
        names = [value, f"w{index}"]
        if biases[index - 1] is not None:
            initializers.append(train.constant(f"b{index}", biases[index - 1]))
            names.append(f"b{index}")
        return names

    nodes.append(helper.make_node(
        "Conv", inputs("input", 1, (CHANNELS, 1, 3, 3)), ["z1"], name="conv1",
        kernel_shape=[3, 3], pads=[1, 1, 1, 1]))
    nodes.append(helper.make_node("Relu", ["z1"], ["a1"], name="relu1"))
    nodes.append(helper.make_node(
        "MaxPool", ["a1"], ["p1"], name="pool1", kernel_shape=[2, 2], strides=[2, 2]))
    nodes.append(helper.make_node("Flatten", ["p1"], ["f1"], name="flatten1"))
    nodes.append(helper.make_node(
        "Gemm", inputs("f1", 2, weights[1].shape), ["z2"], name="gemm2", transB=1))
    nodes.append(helper.make_node("Relu", ["z2"], ["a2"], name="relu2"))
    nodes.append(helper.make_node(
        "Gemm", inputs("a2", 3, weights[2].shape), ["output"], name="gemm3", transB=1))
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 1, SIDE, SIDE])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, CLASSES])],
        initializers)
    model = helper.make_model(
        graph, producer_name="", opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    data = load_digits()
    # The same rows for training and testing as in train.py.
    train_x, test_x, train_y, test_y = train_test_split(
        data.data / 16.0, data.target, test_size=0.2, random_state=0, stratify=data.target)
    pictures = test_x.astype(np.float32).reshape(-1, 1, 1, SIDE, SIDE)
    for name, with_bias in (("digits-conv", True), ("digits-conv-nobias", False)):
        weights, biases = fit(
            train_x, train_y, with_bias, seed=3, epochs=60, radius=0.1, rate=3e-3, decay=0.1)
        path = out / f"{name}.onnx"
        save(path, name, weights, biases)
        session_input = [picture for picture in pictures]
        right, total = accuracy(path, session_input, test_y)
        print(f"{path.name}: {right} of {total} test rows right "
              f"({100 * right / total:.2f} %), {path.stat().st_size} bytes")


def accuracy(path, pictures, labels):
    """Measured on the written file, not on the arrays in memory."""
    session = train.onnxruntime.InferenceSession(
        path.read_bytes(), providers=["CPUExecutionProvider"])
    found = [session.run(None, {"input": picture})[0].argmax() for picture in pictures]
    return int((np.array(found) == labels).sum()), len(labels)


if __name__ == "__main__":
    main()
