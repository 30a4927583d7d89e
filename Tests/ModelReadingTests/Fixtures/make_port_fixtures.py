#!/usr/bin/env python3
"""Writes the models with several inputs or outputs, and their reference outputs.

    python make_port_fixtures.py

Run it after the others; it needs the same packages. All numbers are multiples of 1/8.
"""

import json

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

from make_fixtures import BAD, HERE, SAMPLES, build, bytes_of, node, tensor


def write(name, model, reference=None):
    """Inputs and outputs of the reference are those of the model one after the other. `reference` computes other
    outputs than the model's."""
    onnx.checker.check_model(model, full_check=True)
    data = bytes_of(model)
    (HERE / f"{name}.onnx").write_bytes(data)
    session = onnxruntime.InferenceSession(bytes_of(reference or model), providers=["CPUExecutionProvider"])
    random = np.random.default_rng(7)
    answer = {"input": [], "output": [], "inputShape": None, "outputShape": None}
    for _ in range(SAMPLES):
        feed = {i.name: (random.integers(-16, 17, i.shape) / 8.0).astype(np.float32) for i in session.get_inputs()}
        found = session.run(None, feed)
        answer["input"].append([float(v) for x in feed.values() for v in x.flatten()])
        answer["output"].append([float(v) for y in found for v in y.flatten()])
    (HERE / f"{name}.json").write_text(json.dumps(answer, indent=1) + "\n")


def main():
    write("two-inputs", build(
        [node("Add", ["x", "x2"], ["h"]), node("Relu", ["h"], ["y"])], [],
        [("x", [1, 3]), ("x2", [1, 3])], [("y", [1, 3])]))
    write("two-outputs", build(
        [node("Relu", ["x"], ["y"]), node("Identity", ["x"], ["y2"])], [],
        [("x", [1, 3])], [("y", [1, 3]), ("y2", [1, 3])]))
    # z and a are hidden nodes, "spare" leads to no output, "box" depends on one of the inputs only.
    weights = [[1, 0, -1, 2, 0.5, 0], [0, 1, 1, -1, 0, -0.5], [-1, 1, 0, 0, 2, 1]]
    write("ports", build(
        [node("Flatten", ["image"], ["flat"]), node("Concat", ["flat", "meta"], ["all"], axis=1),
         node("Gemm", ["all", "w1", "b1"], ["z"], transB=1), node("Relu", ["z"], ["a"]),
         node("Gemm", ["a", "w2"], ["scores"], transB=1), node("Neg", ["image"], ["box"]),
         node("Neg", ["meta"], ["spare"])],
        [tensor("w1", weights), tensor("b1", [0.5, -0.25, 0]), tensor("w2", [[1, -1, 0.5], [0, 2, -1]])],
        [("image", [1, 1, 2, 2]), ("meta", [1, 2])], [("scores", [1, 2]), ("box", [1, 1, 2, 2])]))
    # A Softmax as one of two heads is left out, the other head stays.
    heads = lambda last: build(
        [node("Relu", ["x"], ["h"]), node(last, ["h"], ["p"]), node("Neg", ["h"], ["q"])], [],
        [("x", [1, 3])], [("q", [1, 3]), ("p", [1, 3])])
    write("softmax-heads", heads("Softmax"), heads("Identity"))
    mixed = helper.make_model(
        helper.make_graph(
            [node("Relu", ["x"], ["y"]), node("Relu", ["x2"], ["y2"])], "graph",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3]),
             helper.make_tensor_value_info("x2", TensorProto.DOUBLE, [1, 3])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3]),
             helper.make_tensor_value_info("y2", TensorProto.DOUBLE, [1, 3])]),
        producer_name="", opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    (BAD / "mixed-inputs.onnx").write_bytes(bytes_of(mixed))
    same = build([node("Relu", ["x"], ["y"])], [], [("x", [1, 3]), ("x", [1, 3])], [("y", [1, 3])])
    (BAD / "same-input-twice.onnx").write_bytes(bytes_of(same))
    (BAD / "port-reasons.csv").write_text(
        'file,reason\nmixed-inputs.onnx,"inputs of two float types"\n'
        'same-input-twice.onnx,"two inputs of one name"\n')


if __name__ == "__main__":
    main()
