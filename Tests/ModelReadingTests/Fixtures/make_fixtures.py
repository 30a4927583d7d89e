#!/usr/bin/env python3
"""Writes the model files in this folder and their reference outputs.

    python make_fixtures.py

It needs the packages in models/requirements.txt. Seeded: a second run writes the
same bytes.
"""

import gzip
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent
BAD = HERE / "bad"
SAMPLES = 3

# The IR version a writer of that time would have used with the opset. IR 4 is the
# least that allows an initializer which is not a graph input.
IR_FOR_OPSET = {7: 4, 9: 4, 11: 6, 12: 7, 13: 8, 14: 8, 15: 8, 17: 8, 18: 8, 21: 10}

rng = np.random.default_rng(2024)
node = helper.make_node


def values(*shape):
    """Random multiples of 1/8: sums and products of a few of them are exact in
    float32, so most reference outputs do not depend on the order of additions."""
    return rng.integers(-16, 17, shape) / 8.0


def nonzero(*shape):
    return rng.choice([-2.0, -1.0, -0.5, 0.25, 0.5, 2.0, 4.0], shape)


def tensor(name, array, kind=np.float32):
    return numpy_helper.from_array(np.asarray(array, dtype=kind), name)


def int64(name, *numbers):
    return tensor(name, numbers, np.int64)


def typed(name, array, kind=TensorProto.FLOAT):
    """A tensor in float_data, double_data or int64_data instead of raw_data."""
    array = np.asarray(array)
    return helper.make_tensor(name, kind, array.shape, array.flatten().tolist())


def build(nodes, initializers, inputs, outputs, opset=13, kind=TensorProto.FLOAT, extra_inputs=(),
          more_imports=(), ir=None):
    graph = helper.make_graph(
        nodes, "graph",
        [helper.make_tensor_value_info(n, kind, s) for n, s in inputs] + list(extra_inputs),
        [helper.make_tensor_value_info(n, kind, s) for n, s in outputs], initializers)
    imports = [helper.make_opsetid("", opset)]
    imports += [helper.make_opsetid(d, v) for d, v in more_imports]
    return helper.make_model(graph, producer_name="", opset_imports=imports,
                             ir_version=ir or IR_FOR_OPSET[opset])


def bytes_of(model):
    return model.SerializeToString(deterministic=True)


def good(name, nodes, initializers, shape, out_shape, run_shape=None, points=None, check=True,
         **options):
    """Writes NAME.onnx and NAME.json. The graph goes from "x" to "y".

    The first of several dimensions of a model's input is its batch, which must be 1. Where the nodes
    want an input of another shape, "x" gets a leading 1 and is reshaped on its way to them."""
    if len(shape) > 1 and shape[0] not in (1, "N"):
        nodes = [node("Reshape", ["x", "core shape"], ["core"])] + [
            node(n.op_type, ["core" if i == "x" else i for i in n.input], n.output,
                 **{a.name: helper.get_attribute_value(a) for a in n.attribute}) for n in nodes]
        initializers = initializers + [int64("core shape", *shape)]
        shape = [1] + shape
    model = build(nodes, initializers, [("x", shape)], [("y", out_shape)], **options)
    if check:
        onnx.checker.check_model(model, full_check=True)
    data = bytes_of(model)
    (HERE / f"{name}.onnx").write_bytes(data)
    run_shape = run_shape or shape
    kind = np.float64 if options.get("kind") == TensorProto.DOUBLE else np.float32
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    # Without rewriting, the outputs are those of the nodes as they stand.
    settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(data, settings, providers=["CPUExecutionProvider"])
    answer = {"input": [], "output": [], "inputShape": list(run_shape), "outputShape": None}
    for _ in range(SAMPLES):
        x = values(*run_shape).astype(kind)
        y = session.run(["y"], {"x": x})[0]
        answer["input"].append([float(v) for v in x.flatten()])
        answer["output"].append([float(v) for v in y.flatten()])
        answer["outputShape"] = list(y.shape)
    (HERE / f"{name}.json").write_text(json.dumps(answer, indent=1) + "\n")


def small_net(opset):
    """Gemm, Relu, Gemm: 3-4-2."""
    return dict(
        nodes=[node("Gemm", ["x", "w1", "b1"], ["z"], transB=1), node("Relu", ["z"], ["a"]),
               node("Gemm", ["a", "w2", "b2"], ["y"], transB=1)],
        initializers=[tensor("w1", values(4, 3)), tensor("b1", values(4)),
                      tensor("w2", values(2, 4)), tensor("b2", values(2))],
        shape=[1, 3], out_shape=[1, 2], opset=opset)


def after(nodes, initializers, width, outputs=2):
    """Adds Relu and MatMul after the value "h" of shape [.., width]."""
    return (nodes + [node("Relu", ["h"], ["r"]), node("MatMul", ["r", "wl"], ["y"])],
            initializers + [tensor("wl", values(width, outputs))])


def make_gemm():
    for opset in (7, 9, 11, 13, 17, 21):
        good(f"gemm-opset{opset}", **small_net(opset))
    good("gemm-plain", *after([node("Gemm", ["x", "w", "b"], ["h"])],
         [tensor("w", values(3, 4)), tensor("b", values(4))], 4), [1, 3], [1, 2])
    good("gemm-alpha-beta", *after([node("Gemm", ["x", "w", "b"], ["h"], transB=1, alpha=0.5, beta=-2.0)],
         [tensor("w", values(4, 3)), tensor("b", values(1, 4))], 4), [1, 3], [1, 2])
    good("gemm-transA", *after([node("Gemm", ["x", "w", "b"], ["h"], transA=1)],
         [tensor("w", values(3, 4)), tensor("b", values(4))], 4), [3, 1], [1, 2])
    good("gemm-transA-transB", *after(
         [node("Gemm", ["x", "w", "b"], ["h"], transA=1, transB=1, alpha=2.0, beta=0.25)],
         [tensor("w", values(4, 3)), tensor("b", values(2, 1))], 4), [3, 2], [2, 2])
    good("gemm-no-c", *after([node("Gemm", ["x", "w"], ["h"], transB=1, alpha=0.5)],
         [tensor("w", values(4, 3))], 4), [1, 3], [1, 2])
    good("gemm-scalar-c", *after([node("Gemm", ["x", "w", "b"], ["h"])],
         [tensor("w", values(3, 4)), tensor("b", np.array(0.75))], 4), [1, 3], [1, 2])
    good("gemm-beta-zero", *after([node("Gemm", ["x", "w", "b"], ["h"], beta=0.0)],
         [tensor("w", values(3, 4)), tensor("b", values(4))], 4), [1, 3], [1, 2])
    # Here the constant is A and the network's value is B.
    good("gemm-constant-left", [node("Gemm", ["w", "x", "b"], ["h"], beta=0.5), node("Relu", ["h"], ["y"])],
         [tensor("w", values(4, 3)), tensor("b", values(4, 1))], [3, 1], [4, 1])
    good("gemm-constant-left-transB", [node("Gemm", ["w", "x"], ["h"], transA=1, transB=1),
                                       node("Relu", ["h"], ["y"])],
         [tensor("w", values(3, 4))], [2, 3], [4, 2])
    # Ordinary weights that are not short binary fractions.
    good("gemm-irrational", [node("Gemm", ["x", "w", "b"], ["h"], transB=1), node("Relu", ["h"], ["y"])],
         [tensor("w", rng.normal(size=(5, 4))), tensor("b", rng.normal(size=5))], [1, 4], [1, 5])


def make_matmul():
    good("matmul-right", *after([node("MatMul", ["x", "w"], ["m"]), node("Add", ["m", "b"], ["h"])],
         [tensor("w", values(3, 5)), tensor("b", values(5))], 5), [1, 3], [1, 2])
    good("matmul-left-vector", [node("MatMul", ["w1", "x"], ["m"]), node("Add", ["b1", "m"], ["z"]),
                                node("Relu", ["z"], ["a"]), node("MatMul", ["w2", "a"], ["y"])],
         [tensor("w1", values(4, 3)), tensor("b1", values(4)), tensor("w2", values(2, 4))], [3], [2])
    good("matmul-left-column", [node("MatMul", ["w1", "x"], ["m"]), node("Add", ["m", "b1"], ["z"]),
                                node("Relu", ["z"], ["a"]), node("MatMul", ["w2", "a"], ["y"])],
         [tensor("w1", values(4, 3)), tensor("b1", values(4, 1)), tensor("w2", values(2, 4))],
         [3, 1], [2, 1])
    good("no-batch", *after([node("MatMul", ["x", "w"], ["m"]), node("Add", ["m", "b"], ["h"])],
         [tensor("w", values(3, 4)), tensor("b", values(4))], 4), [3], [2])
    good("symbolic-batch", *after([node("MatMul", ["x", "w"], ["m"]), node("Add", ["m", "b"], ["h"])],
         [tensor("w", values(3, 4)), tensor("b", values(4))], 4), ["N", 3], ["N", 2],
         run_shape=[1, 3])
    good("matmul-batched", *after([node("MatMul", ["x", "w"], ["h"])],
         [tensor("w", values(3, 4))], 4), [1, 2, 3], [1, 2, 2])


def make_arithmetic():
    good("add-both-sides", [node("Add", ["x", "c1"], ["p"]), node("Add", ["c2", "p"], ["q"]),
                            node("Relu", ["q"], ["y"])],
         [tensor("c1", values(1, 4)), tensor("c2", values(4))], [1, 4], [1, 4])
    good("sub-right", [node("Sub", ["x", "c"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", values(4))], [1, 4], [1, 4])
    good("sub-left", [node("Sub", ["c", "x"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", values(4))], [1, 4], [1, 4])
    good("mul-both-sides", [node("Mul", ["x", "c1"], ["p"]), node("Mul", ["c2", "p"], ["q"]),
                            node("Relu", ["q"], ["y"])],
         [tensor("c1", values(4)), tensor("c2", np.array(-0.5))], [1, 4], [1, 4])
    good("div-right", [node("Div", ["x", "c"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", nonzero(4))], [1, 4], [1, 4])
    good("div-by-three", [node("Div", ["x", "c"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", [3.0, -7.0, 0.1])], [1, 3], [1, 3])
    good("broadcast-row", [node("Add", ["x", "c"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", values(3))], [2, 3], [2, 3])
    good("broadcast-column", [node("Mul", ["x", "c"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", values(2, 1))], [2, 3], [2, 3])
    good("broadcast-scalar", [node("Sub", ["x", "c"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", np.array(0.375))], [2, 3], [2, 3])
    # The network's value itself is repeated: [1, 3] becomes [2, 3].
    good("broadcast-grows", [node("Sub", ["c", "x"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", values(2, 3))], [1, 3], [2, 3])
    good("normalise", *after(
        [node("Sub", ["x", "mean"], ["p"]), node("Div", ["p", "range"], ["q"]),
         node("Flatten", ["q"], ["f"], axis=1), node("MatMul", ["f", "w"], ["h"])],
        [tensor("mean", values(1, 2, 1, 1)), tensor("range", nonzero(1, 2, 1, 1)),
         tensor("w", values(8, 4))], 4), [1, 2, 2, 2], [1, 2])


def make_shapes():
    for name, axis, flat in (("flatten", 1, [2, 12]), ("flatten-axis0", 0, [1, 24]),
                             ("flatten-axis2", 2, [6, 4]), ("flatten-negative", -1, [6, 4])):
        good(name, *after([node("Flatten", ["x"], ["h"], axis=axis)], [], flat[1]),
             [2, 3, 4], [flat[0], 2])
    good("reshape-minus-one", *after([node("Reshape", ["x", "s"], ["h"])], [int64("s", 1, -1)], 12),
         [1, 3, 4], [1, 2])
    good("reshape-zero", *after([node("Reshape", ["x", "s"], ["h"])], [int64("s", 0, -1, 2)], 2),
         [2, 3, 2], [2, 3, 2])
    good("reshape-constant-node", *after(
        [node("Constant", [], ["s"], value=int64("", 0, 6)), node("Reshape", ["x", "s"], ["h"])],
        [], 6), [1, 2, 3], [1, 2], opset=9)
    good("transpose-perm", *after([node("Transpose", ["x"], ["t"], perm=[0, 2, 1]),
                                   node("Reshape", ["t", "s"], ["h"])], [int64("s", 1, -1)], 6),
         [1, 2, 3], [1, 2])
    good("transpose-default", *after([node("Transpose", ["x"], ["h"])], [], 2), [2, 3], [3, 2])
    # A constant on its way through a shape operator before it is a weight.
    good("transpose-constant", [node("Transpose", ["w"], ["wt"], perm=[1, 0]),
                                node("MatMul", ["x", "wt"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("w", values(4, 3))], [1, 3], [1, 4])
    good("squeeze-opset11", *after([node("Squeeze", ["x"], ["h"], axes=[1])], [], 3),
         [1, 1, 3], [1, 2], opset=11)
    good("squeeze-opset13", *after([node("Squeeze", ["x", "axes"], ["h"])], [int64("axes", -2)], 3),
         [1, 1, 3], [1, 2])
    good("squeeze-all", [node("Squeeze", ["x"], ["s"]), node("MatMul", ["s", "w"], ["h"]),
                         node("Relu", ["h"], ["y"])],
         [tensor("w", values(3, 4))], [1, 3, 1], [4])
    good("unsqueeze-opset11", [node("Unsqueeze", ["x"], ["u"], axes=[0, 2]),
                               node("MatMul", ["w", "u"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("w", values(4, 3))], [3], [1, 4, 1], opset=11)
    good("unsqueeze-opset13", [node("Unsqueeze", ["x", "axes"], ["u"]), node("MatMul", ["u", "w"], ["h"]),
                               node("Relu", ["h"], ["y"])],
         [int64("axes", 0), tensor("w", values(3, 4))], [3], [1, 4])
    good("unsqueeze-negative", [node("Unsqueeze", ["x", "axes"], ["u"]), node("Add", ["u", "c"], ["h"]),
                                node("Relu", ["h"], ["y"])],
         [int64("axes", -1), tensor("c", values(2))], [1, 3], [1, 3, 2])


def make_constants():
    good("constant-value", [node("Constant", [], ["w"], value=tensor("", values(3, 4))),
                            node("Constant", [], ["b"], value=tensor("", values(4))),
                            node("Gemm", ["x", "w", "b"], ["h"]), node("Relu", ["h"], ["y"])],
         [], [1, 3], [1, 4])
    good("constant-attributes",
         [node("Constant", [], ["scale"], value_float=0.5),
          node("Constant", [], ["shift"], value_floats=[0.25, -1.0, 2.0, 0.5]),
          node("Constant", [], ["shape"], value_ints=[1, 2, -1]),
          node("Constant", [], ["axis"], value_int=1),
          node("Reshape", ["axis", "one"], ["axes"]),
          node("Mul", ["x", "scale"], ["p"]), node("Add", ["p", "shift"], ["q"]),
          node("Relu", ["q"], ["r"]), node("Reshape", ["r", "shape"], ["s"]),
          node("Unsqueeze", ["s", "axes"], ["y"])],
         [int64("one", 1)], [1, 4], [1, 1, 2, 2])
    good("identity", *after([node("Identity", ["x"], ["i"]), node("Identity", ["w"], ["wi"]),
                             node("MatMul", ["i", "wi"], ["h"])],
                            [tensor("w", values(3, 4))], 4), [1, 3], [1, 2])
    good("dropout-opset7", *after([node("MatMul", ["x", "w"], ["m"]),
                                   node("Dropout", ["m"], ["h"], ratio=0.5)],
                                  [tensor("w", values(3, 4))], 4), [1, 3], [1, 2], opset=7)
    good("dropout-opset12", *after([node("MatMul", ["x", "w"], ["m"]),
                                    node("Dropout", ["m", "ratio"], ["h", "mask"])],
                                   [tensor("w", values(3, 4)), tensor("ratio", np.array(0.5))], 4),
         [1, 3], [1, 2], opset=12)
    good("dropout-opset13", *after([node("MatMul", ["x", "w"], ["m"]),
                                    node("Dropout", ["m", "ratio", "training"], ["h"])],
                                   [tensor("w", values(3, 4)), tensor("ratio", np.array(0.25)),
                                    tensor("training", np.array(False), np.bool_)], 4),
         [1, 3], [1, 2])


def make_storage():
    double = TensorProto.DOUBLE
    good("float64-raw", [node("Gemm", ["x", "w", "b"], ["h"], transB=1), node("Relu", ["h"], ["y"])],
         [tensor("w", rng.normal(size=(4, 3)), np.float64), tensor("b", rng.normal(size=4), np.float64)],
         [1, 3], [1, 4], kind=double)
    good("float64-typed", [node("Gemm", ["x", "w", "b"], ["h"], transB=1), node("Relu", ["h"], ["y"])],
         [typed("w", rng.normal(size=(4, 3)), double), typed("b", rng.normal(size=4), double)],
         [1, 3], [1, 4], kind=double)
    good("float32-typed", [node("Reshape", ["x", "s"], ["f"]), node("Gemm", ["f", "w", "b"], ["h"], transB=1),
                           node("Relu", ["h"], ["y"])],
         [typed("s", np.array([1, -1]), TensorProto.INT64), typed("w", values(4, 6)),
          typed("b", values(4))], [1, 2, 3], [1, 4])
    net = small_net(7)
    # Before IR 4 every initializer had to be a graph input too; the real input
    # need not come first.
    listed = [helper.make_tensor_value_info(t.name, t.data_type, t.dims) for t in net["initializers"]]
    good("ir3-initializers-as-inputs", extra_inputs=listed, ir=3, **net)
    model = onnx.load(HERE / "ir3-initializers-as-inputs.onnx")
    infos = list(model.graph.input)
    del model.graph.input[:]
    model.graph.input.extend(infos[1:] + infos[:1])
    (HERE / "ir3-input-last.onnx").write_bytes(bytes_of(model))
    (HERE / "ir3-input-last.json").write_text((HERE / "ir3-initializers-as-inputs.json").read_text())
    check_same("ir3-input-last")
    good("extra-domain", more_imports=[("ai.onnx.ml", 3)], **small_net(13))
    net = small_net(13)
    net["initializers"].append(tensor("unused", values(2, 2)))
    good("unused-initializer", **net)
    (HERE / "zipped.onnx.gz").write_bytes(
        gzip.compress((HERE / "gemm-opset13.onnx").read_bytes(), mtime=0))
    (HERE / "zipped.json").write_text((HERE / "gemm-opset13.json").read_text())


def check_same(name):
    """The stored outputs are those of the stored file."""
    stored = json.loads((HERE / f"{name}.json").read_text())
    session = onnxruntime.InferenceSession(str(HERE / f"{name}.onnx"), providers=["CPUExecutionProvider"])
    for x, y in zip(stored["input"], stored["output"]):
        x = np.array(x, np.float32).reshape(stored["inputShape"])
        assert session.run(["y"], {"x": x})[0].flatten().tolist() == y


def make_branches():
    good("residual", [node("Gemm", ["x", "w1", "b1"], ["z"], transB=1), node("Relu", ["z"], ["a"]),
                      node("Gemm", ["a", "w2"], ["g"], transB=1), node("Add", ["g", "x"], ["s"]),
                      node("Relu", ["s"], ["y"])],
         [tensor("w1", values(4, 3)), tensor("b1", values(4)), tensor("w2", values(3, 4))],
         [1, 3], [1, 3])
    good("branches-sub", [node("MatMul", ["x", "w1"], ["p"]), node("Relu", ["p"], ["a"]),
                          node("MatMul", ["x", "w2"], ["q"]), node("Relu", ["q"], ["b"]),
                          node("Sub", ["a", "b"], ["y"])],
         [tensor("w1", values(3, 4)), tensor("w2", values(3, 4))], [1, 3], [1, 4])
    good("branches-broadcast", [node("MatMul", ["x", "w1"], ["p"]), node("Relu", ["p"], ["a"]),
                                node("MatMul", ["x", "w2"], ["q"]), node("Relu", ["q"], ["b"]),
                                node("Add", ["a", "b"], ["y"])],
         [tensor("w1", values(3, 4)), tensor("w2", values(3, 1))], [1, 3], [1, 4])
    # The same value on both sides of one Add.
    good("doubled", [node("Add", ["x", "x"], ["d"]), node("Add", ["d", "c"], ["h"]),
                     node("Relu", ["h"], ["y"])], [tensor("c", values(3))], [1, 3], [1, 3])
    good("shared-weight", [node("MatMul", ["x", "w"], ["p"]), node("Relu", ["p"], ["a"]),
                           node("MatMul", ["a", "w"], ["y"])], [tensor("w", values(3, 3))], [1, 3], [1, 3])
    good("relu-twice", [node("Relu", ["x"], ["a"]), node("Relu", ["a"], ["b"]),
                        node("MatMul", ["b", "w"], ["y"])], [tensor("w", values(3, 2))], [1, 3], [1, 2])
    good("affine-only", [node("MatMul", ["x", "w"], ["m"]), node("Add", ["m", "b"], ["y"])],
         [tensor("w", values(3, 2)), tensor("b", values(2))], [1, 3], [1, 2])
    # Names are free text in ONNX.
    good("odd-names", [node("MatMul", ["x", "layer/0:weight.é"], ["12"]), node("Relu", ["12"], ["a b"]),
                       node("Identity", ["a b"], ["y"])], [tensor("layer/0:weight.é", values(3, 2))],
         [1, 3], [1, 2])


def make_combinations():
    """Forms that meet in one model what the models above have one by one."""
    good("gemm-computed-c", [node("Gemm", ["x", "w1"], ["p"]), node("Relu", ["p"], ["a"]),
                             node("Gemm", ["x", "w2", "a"], ["y"], alpha=0.5, beta=-2.0)],
         [tensor("w1", values(3, 1)), tensor("w2", values(3, 4))], [1, 3], [1, 4])
    # 0.1f times these weights needs more than 53 bits.
    good("gemm-alpha-float64", [node("Gemm", ["x", "w", "b"], ["h"], alpha=0.1), node("Relu", ["h"], ["y"])],
         [tensor("w", rng.normal(size=(3, 4)), np.float64), tensor("b", rng.normal(size=4), np.float64)],
         [1, 3], [1, 4], kind=TensorProto.DOUBLE)
    good("gemm-alpha-float64-computed-c",
         [node("Relu", ["x"], ["a"]), node("Gemm", ["x", "w", "a"], ["y"], alpha=0.1, beta=0.3)],
         [tensor("w", rng.normal(size=(3, 3)), np.float64)], [1, 3], [1, 3], kind=TensorProto.DOUBLE)
    good("gemm-alpha-zero", [node("Gemm", ["x", "w", "b"], ["h"], alpha=0.0), node("Relu", ["h"], ["y"])],
         [tensor("w", values(3, 4)), tensor("b", values(4))], [1, 3], [1, 4])
    good("matmul-vectors", [node("MatMul", ["x", "w"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("w", values(3))], [3], [])
    good("matmul-right-vector", [node("MatMul", ["x", "w"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("w", values(3))], [1, 2, 3], [1, 2])
    good("matmul-left-batched", [node("MatMul", ["w", "x"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("w", values(2, 1, 4, 3))], [1, 2, 3, 2], [2, 2, 4, 2])
    good("matmul-right-batched", [node("MatMul", ["x", "w"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("w", values(2, 3, 4))], [1, 1, 3], [2, 1, 4])
    good("matmul-left-wide", [node("MatMul", ["w", "x"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("w", values(4, 3))], [1, 3, 2], [1, 4, 2])
    good("reshape-allowzero", *after([node("Reshape", ["x", "s"], ["h"], allowzero=1)], [int64("s", 3, 4)], 4),
         [1, 12], [3, 2], opset=14)
    good("transpose-three", [node("Transpose", ["x"], ["t"], perm=[2, 0, 1]), node("Transpose", ["c"], ["d"]),
                             node("Add", ["t", "d"], ["h"]), node("Relu", ["h"], ["y"])],
         [tensor("c", values(3, 2, 4))], [2, 3, 4], [4, 2, 3])
    good("cast-identity", [node("Cast", ["x"], ["c"], to=TensorProto.FLOAT), node("Relu", ["c"], ["y"])],
         [], [1, 3], [1, 3])
    # Nothing that the output needs is odd here, so nothing is wrong with the model.
    good("dead-branch", [node("Sigmoid", ["x"], ["s"]), node("Mul", ["s", "x"], ["t"]), node("Relu", ["x"], ["y"])],
         [], [1, 3], [1, 3])
    good("identity-only", [node("Identity", ["x"], ["y"])], [], [1, 3], [1, 3])
    # A diamond: the sum shares its left side with a bias that must not leak into it.
    good("shared-sum", [node("MatMul", ["x", "w"], ["m"]), node("Add", ["m", "zero"], ["n"]),
                        node("Add", ["n", "c"], ["p"]), node("Relu", ["p"], ["a"]), node("Add", ["a", "m"], ["y"])],
         [tensor("w", values(3, 4)), tensor("zero", np.zeros(4)), tensor("c", values(4))], [1, 3], [1, 4])
    # x.view(x.size(0), -1), as exporters write it.
    good("view", *after([node("Shape", ["x"], ["sizes"]), node("Gather", ["sizes", "zero"], ["n"]),
                         node("Unsqueeze", ["n", "axes"], ["n1"]), node("Concat", ["n1", "rest"], ["shape"], axis=0),
                         node("Reshape", ["x", "shape"], ["h"])],
                        [tensor("zero", np.array(0), np.int64), int64("axes", 0), int64("rest", -1)], 6),
         ["N", 2, 3], ["N", 2], run_shape=[1, 2, 3])
    good("sizes", *after([node("Shape", ["x"], ["sizes"], start=1), node("Gather", ["sizes", "last"], ["k"]),
                          node("Mul", ["k", "two"], ["k2"]), node("Sub", ["k2", "k"], ["k1"]),
                          node("Add", ["k1", "k"], ["width"]), node("Concat", ["one", "width"], ["shape"], axis=0),
                          node("Reshape", ["x", "shape"], ["h"])],
                         [int64("last", -1), int64("two", 2), int64("one", 1)], 6), [1, 2, 3], [1, 2], opset=17)
    good("gather-columns", *after([node("Gather", ["x", "places"], ["h"], axis=-1)],
                                  [tensor("places", [[2, -3]], np.int64)], 2), [1, 2, 3], [1, 2, 1, 2])
    good("gather-row", *after([node("Gather", ["x", "place"], ["h"], axis=1)],
                              [tensor("place", np.array(1), np.int64)], 3), [1, 2, 3], [1, 2])
    model = onnx.load(HERE / "residual.onnx")
    shuffled = list(model.graph.node)[::-1]
    del model.graph.node[:]
    model.graph.node.extend(shuffled)
    (HERE / "unordered.onnx").write_bytes(bytes_of(model))
    (HERE / "unordered.json").write_text((HERE / "residual.json").read_text())


# --------------------------------------------------------------------------
# Files that must be refused

def make_bad():
    BAD.mkdir(exist_ok=True)
    reasons = []

    def bad(name, data, reason):
        (BAD / f"{name}.onnx").write_bytes(data if isinstance(data, bytes) else bytes_of(data))
        reasons.append((f"{name}.onnx", reason))

    def one_layer(w, b, middle="Relu", opset=13, **options):
        return build([node("Gemm", ["x", "w", "b"], ["h"], transB=1), node(middle, ["h"], ["y"])],
                     [tensor("w", w), tensor("b", b)], [("x", [1, 3])], [("y", [1, 4])],
                     opset=opset, **options)

    sound = bytes_of(one_layer(values(4, 3), values(4)))
    bad("truncated", sound[:len(sound) // 2], "the file is cut in half")
    bad("not-onnx", b"This is a text file and not a model.\n", "not a protobuf message")
    bad("empty", b"", "no bytes at all")
    w = values(4, 3)
    w[1, 2] = np.nan
    bad("nan-weight", one_layer(w, values(4)), "a weight is not a number")
    b = values(4)
    b[0] = np.inf
    bad("inf-weight", one_layer(values(4, 3), b), "a bias is infinite")
    bad("shape-mismatch", one_layer(values(4, 5), values(4)), "Gemm: 3 inputs, but a weight for 5")
    bad("bias-mismatch", one_layer(values(4, 3), values(3)), "Gemm: C does not broadcast to the output")
    bad("unknown-operator", one_layer(values(4, 3), values(4), "Frobnicate"), "no such operator")
    bad("unsupported-operator", one_layer(values(4, 3), values(4), "Sigmoid"), "Sigmoid is not piecewise linear")
    bad("future-opset", one_layer(values(4, 3), values(4), opset=99, ir=8), "opset 99 does not exist yet")
    model = one_layer(values(4, 3), values(4))
    del model.graph.initializer[0]
    bad("missing-initializer", model, "Gemm uses the tensor w, which does not exist")

    model = one_layer(values(4, 3), values(4))
    t = model.graph.initializer[0]
    t.ClearField("raw_data")
    t.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "weights.bin"), ("offset", "0"), ("length", "48")):
        entry = t.external_data.add()
        entry.key, entry.value = key, value
    bad("external-data", model, "the weights are in another file")
    model = onnx.ModelProto.FromString(bytes_of(model))
    model.graph.initializer[0].external_data[0].value = "../../../../../etc/passwd"
    bad("external-data-escape", model, "external data that points outside the folder")

    model = build([node("DynamicQuantizeLinear", ["x"], ["q", "scale", "zero"]),
                   node("MatMulInteger", ["q", "w", "zero"], ["i"]),
                   node("Cast", ["i"], ["f"], to=TensorProto.FLOAT), node("Mul", ["f", "scale"], ["y"])],
                  [tensor("w", rng.integers(-9, 9, (3, 2)), np.int8)], [("x", [1, 3])], [("y", [1, 2])])
    bad("quantized", model, "int8 weights with MatMulInteger")
    bad("cyclic", build([node("Add", ["x", "b"], ["a"]), node("Relu", ["a"], ["b"]),
                         node("Identity", ["b"], ["y"])], [], [("x", [1, 3])], [("y", [1, 3])]),
        "a node needs its own result")
    bad("duplicate-output", build([node("Relu", ["x"], ["a"]), node("Identity", ["x"], ["a"]),
                                   node("Identity", ["a"], ["y"])], [], [("x", [1, 3])], [("y", [1, 3])]),
        "two nodes write the same value")

    model = one_layer(values(4, 3), values(4))
    model.graph.initializer[0].raw_data = model.graph.initializer[0].raw_data[:-4]
    bad("short-raw-data", model, "4 x 3 weights, but data for 11")
    model = one_layer(values(4, 3), values(4))
    model.graph.initializer[0].dims[:] = [2 ** 40, 2 ** 40]
    bad("huge-dims", model, "the product of the dimensions overflows 64 bits")
    model = one_layer(values(4, 3), values(4))
    model.graph.initializer[0].dims[:] = [-4, -3]
    bad("negative-dims", model, "negative dimensions whose product looks right")
    bad("constant-over-input", build([node("Div", ["c", "x"], ["y"])], [tensor("c", values(3))],
                                     [("x", [1, 3])], [("y", [1, 3])]), "1/x is not piecewise linear")
    bad("product-of-values", build([node("Mul", ["x", "x"], ["y"])], [], [("x", [1, 3])], [("y", [1, 3])]),
        "x * x is not piecewise linear")
    bad("divide-by-zero", build([node("Div", ["x", "c"], ["y"])], [tensor("c", [1.0, 0.0, 2.0])],
                                [("x", [1, 3])], [("y", [1, 3])]), "division by a constant zero")
    bad("dropout-training", build(
        [node("Dropout", ["x", "ratio", "training"], ["y"])],
        [tensor("ratio", np.array(0.5)), tensor("training", np.array(True), np.bool_)],
        [("x", [1, 3])], [("y", [1, 3])]), "Dropout in training mode is random")
    bad("reshape-mismatch", build([node("Reshape", ["x", "s"], ["y"])], [int64("s", 2, 4)],
                                  [("x", [1, 6])], [("y", [2, 4])]), "6 values cannot become 8")
    bad("reshape-two-unknown", build([node("Reshape", ["x", "s"], ["y"])], [int64("s", -1, -1)],
                                     [("x", [1, 6])], [("y", [2, 3])]), "-1 twice in one shape")
    bad("no-output", build([node("Relu", ["x"], ["h"])], [], [("x", [1, 3])], [("y", [1, 3])]),
        "no node writes the graph output")
    plain = lambda *shape: np.ones(shape)

    def from_input(kind=TensorProto.FLOAT, shape=(1, 3)):
        """x + 1, with an input of any kind."""
        return build([node("Add", ["x", "c"], ["y"])], [tensor("c", [1.0])], [("x", shape)], [("y", shape)],
                     kind=kind)

    bad("fixed-batch", from_input(shape=[2, 3]), "a batch of two")
    bad("symbolic-width", from_input(shape=[1, "N"]), "only the batch may be symbolic")
    model = from_input()
    model.graph.input[0].type.tensor_type.ClearField("shape")
    bad("no-shape", model, "an input without a shape")
    bad("enormous-input", from_input(shape=[1, 2 ** 40, 2 ** 40]), "the input's size overflows 64 bits")
    bad("float16-input", from_input(kind=TensorProto.FLOAT16), "computes in float16")
    bad("integer-input", from_input(kind=TensorProto.INT64), "computes in integers")
    bad("mixed-types", from_input(kind=TensorProto.DOUBLE), "a float64 input and a float32 constant")
    model = from_input()
    model.graph.initializer[0].CopyFrom(numpy_helper.from_array(np.ones(1, np.float16), "c"))
    bad("float16-weight", model, "a float16 weight")
    model = from_input()
    model.graph.initializer[0].raw_data += b"\0"
    bad("torn-raw-data", model, "one byte too many")
    model = from_input()
    model.graph.initializer[0].segment.begin = 0
    bad("segment", model, "part of a tensor")
    model = from_input()
    model.graph.initializer.append(tensor("c", [2.0]))
    bad("duplicate-initializer", model, "two initializers of one name")
    model = from_input()
    del model.opset_import[:]
    bad("no-opset", model, "no operator set")
    model = from_input()
    model.opset_import.append(helper.make_opsetid("ai.onnx", 14))
    bad("two-opsets", model, "two versions of one operator set")
    bad("old-opset", build([node("Relu", ["x"], ["y"])], [], [("x", [1, 3])], [("y", [1, 3])], opset=6, ir=3),
        "opset 6 broadcasts in another way")
    model = from_input()
    model.graph.node[0].domain = "com.example"
    bad("other-domain", model, "an operator of another domain")
    model = from_input()
    model.functions.append(helper.make_function(
        "com.example", "Twice", ["a"], ["b"], [node("Add", ["a", "a"], ["b"])], [helper.make_opsetid("", 13)]))
    bad("local-function", model, "the model defines an operator")
    model = from_input()
    model.graph.sparse_initializer.append(helper.make_sparse_tensor(
        tensor("s", [1.0]), int64("i", 0), [3]))
    bad("sparse", model, "a sparse weight")
    model = from_input()
    del model.graph.input[:]
    bad("no-input", model, "no input at all")
    model = from_input()
    del model.graph.output[:]
    bad("outputs-missing", model, "no output at all")
    model = from_input()
    model.ClearField("graph")
    bad("no-graph", model, "nothing but a header")
    bad("constant-output", build([node("Identity", ["c"], ["y"])], [tensor("c", [1.0])],
                                 [("x", [1, 3])], [("y", [1])]), "the output ignores the input")
    model = from_input()
    model.graph.node[0].attribute.append(helper.make_attribute("broadcast", 1))
    bad("unknown-attribute", model, "an attribute of opset 6")
    model = from_input()
    model.graph.node[0].input.append("c")
    bad("third-input", model, "Add of three")
    bad("wrong-attribute-type", build([node("Flatten", ["x"], ["y"], axis=1.0)], [], [("x", [1, 3])],
                                      [("y", [1, 3])]), "an axis that is a float")
    bad("axis-out-of-range", build([node("Flatten", ["x"], ["y"], axis=3)], [], [("x", [1, 3])],
                                   [("y", [1, 3])]), "axis 3 of two")
    bad("bad-permutation", build([node("Transpose", ["x"], ["y"], perm=[0, 0])], [], [("x", [1, 3])],
                                 [("y", [1, 3])]), "an axis twice")
    bad("squeeze-wide", build([node("Squeeze", ["x", "a"], ["y"])], [int64("a", 1)], [("x", [1, 3])],
                              [("y", [1])]), "a dimension of 3 cannot go")
    bad("cast-to-double", build([node("Cast", ["x"], ["y"], to=TensorProto.DOUBLE)], [], [("x", [1, 3])],
                                [("y", [1, 3])]), "a cast that changes the type")
    bad("computed-shape", build([node("Reshape", ["x", "x"], ["y"])], [], [("x", [1, 3])], [("y", [1, 3])]),
        "a shape that depends on the input")
    bad("empty-weight", build([node("Add", ["x", "c"], ["y"])], [tensor("c", plain(0))], [("x", [1, 1])],
                              [("y", [1, 0])]), "a weight without elements")
    bad("product-of-matrices", build([node("MatMul", ["x", "x"], ["y"])], [], [("x", [1, 1])],
                                     [("y", [1, 1])]), "x x is not piecewise linear")
    bad("enormous-product", build(
        [node("MatMul", ["x", "w"], ["y"])], [tensor("w", plain(1, 2))],
        [("x", [1, 16384, 1])], [("y", [1, 16384, 2])]), "a block-diagonal matrix of 4 GB")
    bad("enormous-sum", build([node("Add", ["x", "z"], ["y"]), node("Reshape", ["x", "s"], ["z"])],
                              [int64("s", 1, 32768, 1)], [("x", [1, 1, 32768])], [("y", [1, 32768, 32768])]),
        "a broadcast to a thousand million elements")
    bad("dropout-mask", build([node("Dropout", ["x"], ["d", "mask"]), node("Cast", ["mask"], ["m"], to=TensorProto.FLOAT),
                               node("Add", ["d", "m"], ["y"])], [], [("x", [1, 3])], [("y", [1, 3])]),
        "the mask of a Dropout is not computed")
    bad("gather-out-of-range", build([node("Gather", ["x", "i"], ["y"], axis=1)], [int64("i", 3)], [("x", [1, 3])],
                                     [("y", [1, 1])]), "element 3 of three")
    bad("overflowing-sizes", build(
        [node("Mul", ["c", "c"], ["s"]), node("Reshape", ["x", "s"], ["y"])], [int64("c", 2 ** 62)],
        [("x", [1, 3])], [("y", [3])]), "a size beyond 64 bits")
    bad("sizes-in-a-column", build([node("Reshape", ["x", "s"], ["y"])], [tensor("s", [[3], [1]], np.int64)],
                                   [("x", [1, 3])], [("y", [3, 1])]), "a shape that is a matrix")
    bad("enormous-alpha", build([node("Gemm", ["x", "w"], ["y"], alpha=float("inf"))], [tensor("w", plain(3, 2))],
                                [("x", [1, 3])], [("y", [1, 2])]), "an infinite factor")
    (BAD / "reasons.csv").write_text(
        "\n".join(["file,reason"] + [f'{n},"{r}"' for n, r in reasons]) + "\n")


# --------------------------------------------------------------------------
# .nnet

def make_nnet():
    sizes = [3, 4, 4, 2]
    weights = [np.round(rng.normal(size=(o, i)), 5) for i, o in zip(sizes, sizes[1:])]
    biases = [np.round(rng.normal(size=o) * 0.3, 5) for o in sizes[1:]]
    low, high = [-1.5, -3.141593, 100.0], [1.5, 3.141593, 1200.0]
    # One more mean and range than there are inputs: the last is for all outputs.
    means, ranges = [0.25, 0.0, 650.0, 7.5], [3.0, 6.28318, 1100.0, 373.5]
    row = lambda numbers: ",".join(f"{v:g}" for v in numbers) + ","
    exact = lambda numbers: ",".join(f"{v:.5e}" for v in numbers) + ","
    lines = ["// A tiny network in the ACAS Xu text format", "// Header: layers, inputs, outputs, largest layer",
             row([len(sizes) - 1, sizes[0], sizes[-1], max(sizes)]), row(sizes), "0,",
             ",".join(map(repr, low)) + ",", ",".join(map(repr, high)) + ",",
             ",".join(map(repr, means)) + ",", ",".join(map(repr, ranges)) + ","]
    for w, b in zip(weights, biases):
        lines += [exact(r) for r in w] + [exact([v]) for v in b]
    text = "\n".join(lines) + "\n"
    (HERE / "tiny.nnet").write_text(text)
    # The references are computed from the printed numbers, not from the rounded
    # arrays above, so that the text is the only source.
    body = [[float(v) for v in line.strip(",").split(",")]
            for line in text.splitlines() if not line.startswith("//")]
    at, layers = 7, []
    for i, o in zip(sizes, sizes[1:]):
        layers.append((np.array(body[at:at + o]), np.array(body[at + o:at + 2 * o])[:, 0]))
        at += 2 * o
    answer = {"input": [], "output": [], "inputShape": [3], "outputShape": [2],
              "physicalInput": [], "physicalOutput": []}
    for sample in range(SAMPLES):
        physical = np.array([round(float(rng.uniform(a, b)), 3) for a, b in zip(low, high)])
        h = (physical - means[:-1]) / ranges[:-1]
        answer["physicalInput"].append(physical.tolist())
        answer["input"].append(h.tolist())
        for i, (w, b) in enumerate(layers):
            h = w @ h + b
            h = np.maximum(h, 0) if i + 1 < len(layers) else h
        answer["output"].append(h.tolist())
        answer["physicalOutput"].append((h * ranges[-1] + means[-1]).tolist())
    (HERE / "tiny.nnet.json").write_text(json.dumps(answer, indent=1) + "\n")


def main():
    for folder, pattern in ((HERE, "*.onnx*"), (HERE, "*.json"), (BAD, "*.onnx")):
        for old in folder.glob(pattern):
            old.unlink()
    make_gemm()
    make_matmul()
    make_arithmetic()
    make_shapes()
    make_constants()
    make_storage()
    make_branches()
    make_bad()
    make_nnet()
    make_combinations()
    print(len(list(HERE.glob("*.onnx*"))), "models,", len(list(BAD.glob("*.onnx"))), "bad ones")


if __name__ == "__main__":
    main()
