#!/usr/bin/env python3
"""Writes the models of single operators, and of small convolutional networks, with their reference outputs.

    python make_operator_fixtures.py

Beside make_fixtures.py, whose helpers it uses, with random numbers of its own: running one leaves the files of the
other alone. Names start with the operator.
"""

import json

import numpy as np
import onnx
from onnx import TensorProto, helper

import make_fixtures as base
from make_fixtures import BAD, HERE, bytes_of, build, good, int64, node, tensor, values

base.rng = np.random.default_rng(77)
DOUBLE = TensorProto.DOUBLE


def layer(name, operator, shape, out, inputs=(), tensors=(), opset=13, **attributes):
    """One node between x and y."""
    good(name, [node(operator, ["x", *inputs], ["y"], **attributes)], list(tensors), shape, out, opset=opset)


def conv(name, shape, out, kernel, bias=True, operator="Conv", opset=13, channels=None, **attributes):
    tensors = [tensor("w", values(*kernel))]
    if bias:
        tensors.append(tensor("b", values(channels or out[1])))
    layer(name, operator, shape, out, ["w", "b"] if bias else ["w"], tensors, opset, **attributes)


def make_convolutions():
    conv("conv-plain", [1, 1, 5, 4], [1, 2, 3, 3], (2, 1, 3, 2))
    conv("conv-no-bias", [1, 2, 4, 4], [1, 3, 3, 3], (3, 2, 2, 2), bias=False)
    conv("conv-strides", [1, 2, 7, 6], [1, 2, 3, 2], (2, 2, 3, 3), strides=[2, 3])
    conv("conv-dilations", [1, 1, 7, 7], [1, 2, 3, 1], (2, 1, 3, 3), dilations=[2, 3], kernel_shape=[3, 3])
    conv("conv-pads", [1, 2, 4, 5], [1, 2, 5, 7], (2, 2, 3, 2), pads=[1, 2, 2, 1])
    conv("conv-everything", [1, 4, 9, 8], [1, 6, 5, 3], (6, 2, 3, 3), group=2, strides=[2, 3], dilations=[1, 2],
         pads=[1, 2, 1, 3])
    conv("conv-depthwise", [1, 3, 5, 5], [1, 3, 5, 5], (3, 1, 3, 3), group=3, pads=[1, 1, 1, 1])
    conv("conv-same-upper", [1, 1, 5, 6], [1, 2, 3, 3], (2, 1, 4, 3), strides=[2, 2], auto_pad="SAME_UPPER")
    conv("conv-same-lower", [1, 1, 5, 6], [1, 2, 3, 3], (2, 1, 4, 3), strides=[2, 2], auto_pad="SAME_LOWER")
    conv("conv-valid", [1, 1, 5, 6], [1, 2, 2, 4], (2, 1, 4, 3), auto_pad="VALID")
    conv("conv-one-axis", [1, 2, 9], [1, 3, 4], (3, 2, 3), strides=[2], pads=[1, 0])
    conv("conv-whole", [1, 2, 3, 3], [1, 4, 1, 1], (4, 2, 3, 3))
    conv("conv-wide-padding", [1, 1, 1, 2], [1, 2, 5, 6], (2, 1, 3, 3), pads=[3, 3, 3, 3])
    conv("convtranspose-plain", [1, 2, 3, 3], [1, 3, 4, 4], (2, 3, 2, 2), operator="ConvTranspose")
    conv("convtranspose-strides", [1, 2, 3, 2], [1, 3, 7, 5], (2, 3, 3, 3), operator="ConvTranspose", strides=[2, 2])
    conv("convtranspose-everything", [1, 4, 3, 3], [1, 6, 9, 8], (4, 3, 3, 3), operator="ConvTranspose",
         group=2, strides=[2, 3], pads=[0, 1, 1, 0], output_padding=[1, 0], dilations=[2, 1], channels=6)
    conv("convtranspose-one-axis", [1, 2, 4], [1, 1, 8], (2, 1, 2), operator="ConvTranspose", strides=[2],
         opset=11, bias=False)
    good("conv-relu-gemm", [node("Conv", ["x", "w", "b"], ["c"], pads=[1, 1, 1, 1]), node("Relu", ["c"], ["r"]),
                            node("Flatten", ["r"], ["f"]), node("Gemm", ["f", "v", "d"], ["y"], transB=1)],
         [tensor("w", values(2, 1, 3, 3)), tensor("b", values(2)), tensor("v", values(3, 32)),
          tensor("d", values(3))], [1, 1, 4, 4], [1, 3])
    good("conv-nhwc", [node("Transpose", ["x"], ["t"], perm=[0, 3, 1, 2]), node("Conv", ["t", "w"], ["c"]),
                       node("Relu", ["c"], ["r"]), node("Transpose", ["r"], ["y"], perm=[0, 2, 3, 1])],
         [tensor("w", values(3, 2, 2, 2))], [1, 4, 4, 2], [1, 3, 3, 3])
    good("residual-conv", [
        node("Conv", ["x", "w0", "b0"], ["c0"], pads=[1, 1, 1, 1], strides=[2, 2]), node("Relu", ["c0"], ["r0"]),
        node("Conv", ["r0", "w1", "b1"], ["c1"], pads=[1, 1, 1, 1]),
        node("BatchNormalization", ["c1", "s", "o", "m", "v"], ["n1"]), node("Relu", ["n1"], ["r1"]),
        node("Conv", ["r1", "w2"], ["c2"], pads=[1, 1, 1, 1]), node("Conv", ["r0", "w3"], ["c3"]),
        node("Add", ["c2", "c3"], ["a"]), node("Relu", ["a"], ["r2"]), node("GlobalAveragePool", ["r2"], ["g"]),
        node("Flatten", ["g"], ["f"]), node("Gemm", ["f", "w4"], ["y"], transB=1)],
        [tensor("w0", values(2, 1, 3, 3)), tensor("b0", values(2)), tensor("w1", values(3, 2, 3, 3)),
         tensor("b1", values(3)), tensor("s", values(3)), tensor("o", values(3)), tensor("m", values(3)),
         tensor("v", np.abs(values(3)) + 1), tensor("w2", values(2, 3, 3, 3)), tensor("w3", values(2, 2, 1, 1)),
         tensor("w4", values(3, 2))], [1, 1, 6, 6], [1, 3])


def make_normalisations():
    statistics = [tensor("s", values(3)), tensor("o", values(3)), tensor("m", values(3)),
                  tensor("v", np.abs(values(3)) + 0.5)]
    for opset in (7, 9, 14, 15):
        layer(f"batchnormalization-opset{opset}", "BatchNormalization", [1, 3, 2, 2], [1, 3, 2, 2], "somv", statistics,
              opset, epsilon=1e-3)
    good("batchnormalization-float64", [node("BatchNormalization", ["x", *"somv"], ["n"]), node("Relu", ["n"], ["y"])],
         [tensor(t.name, onnx.numpy_helper.to_array(t), np.float64) for t in statistics], [1, 3, 2], [1, 3, 2],
         kind=DOUBLE, opset=15)
    layer("batchnormalization-matrix", "BatchNormalization", [1, 3], [1, 3], "somv", statistics)
    for operator in ("Softmax", "LogSoftmax"):
        # The reference is what comes before the last node.
        for opset in (11, 13):
            name = f"{operator.lower()}-opset{opset}"
            nodes = [node("Gemm", ["x", "w"], ["g"])]
            tensors = [tensor("w", values(3, 4))]
            base.rng, before = np.random.default_rng(5), base.rng
            good(name, nodes[:0] + [node("Gemm", ["x", "w"], ["y"])], tensors, [1, 3], [1, 4], opset=opset)
            base.rng = before
            model = build(nodes + [node(operator, ["g"], ["s"], axis=1), node("Flatten", ["s"], ["y"])], tensors,
                          [("x", [1, 3])], [("y", [1, 4])], opset=opset)
            onnx.checker.check_model(model, full_check=True)
            (HERE / f"{name}.onnx").write_bytes(bytes_of(model))


def make_pools():
    layer("averagepool-plain", "AveragePool", [1, 2, 4, 5], [1, 2, 3, 4], kernel_shape=[2, 2])
    layer("averagepool-pads", "AveragePool", [1, 1, 5, 5], [1, 1, 3, 3], kernel_shape=[3, 3], strides=[2, 2],
          pads=[1, 1, 1, 1])
    layer("averagepool-count-pads", "AveragePool", [1, 1, 5, 5], [1, 1, 3, 3], kernel_shape=[3, 3], strides=[2, 2],
          pads=[1, 1, 1, 1], count_include_pad=1)
    layer("averagepool-ceil", "AveragePool", [1, 1, 6, 6], [1, 1, 3, 3], kernel_shape=[3, 3], strides=[2, 2],
          ceil_mode=1)
    layer("averagepool-one-axis", "AveragePool", [1, 2, 6], [1, 2, 3], kernel_shape=[2], strides=[2])
    layer("averagepool-same", "AveragePool", [1, 1, 5, 5], [1, 1, 3, 3], kernel_shape=[2, 2], strides=[2, 2],
          auto_pad="SAME_UPPER")
    layer("globalaveragepool", "GlobalAveragePool", [1, 3, 2, 3], [1, 3, 1, 1])
    layer("globalmaxpool", "GlobalMaxPool", [1, 3, 2, 3], [1, 3, 1, 1])
    layer("maxpool-plain", "MaxPool", [1, 2, 4, 4], [1, 2, 2, 2], kernel_shape=[2, 2], strides=[2, 2])
    layer("maxpool-overlap", "MaxPool", [1, 1, 5, 5], [1, 1, 3, 3], kernel_shape=[3, 3], strides=[2, 2],
          pads=[1, 1, 1, 1])
    layer("maxpool-dilations", "MaxPool", [1, 1, 6, 6], [1, 1, 2, 4], kernel_shape=[3, 2], dilations=[2, 2],
          opset=11)
    layer("maxpool-ceil", "MaxPool", [1, 1, 6, 5], [1, 1, 3, 2], kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)
    layer("maxpool-one-axis", "MaxPool", [1, 2, 7], [1, 2, 3], kernel_shape=[3], strides=[2])
    good("maxpool-in-network", [node("Conv", ["x", "w"], ["c"]), node("Relu", ["c"], ["r"]),
                                node("MaxPool", ["r"], ["p"], kernel_shape=[2, 2], strides=[2, 2]),
                                node("Relu", ["p"], ["q"]), node("Flatten", ["q"], ["f"]),
                                node("Gemm", ["f", "v"], ["y"])],
         [tensor("w", values(2, 1, 2, 2)), tensor("v", values(8, 2))], [1, 1, 5, 5], [1, 2])


def make_activations():
    layer("abs", "Abs", [1, 5], [1, 5])
    layer("neg", "Neg", [1, 5], [1, 5])
    layer("leakyrelu", "LeakyRelu", [1, 6], [1, 6], alpha=0.125)
    layer("leakyrelu-standard", "LeakyRelu", [1, 6], [1, 6])
    layer("prelu", "PRelu", [1, 3, 2, 2], [1, 3, 2, 2], ["a"], [tensor("a", values(3, 1, 1))])
    layer("clip-relu6", "Clip", [1, 8], [1, 8], ["lo", "hi"],
          [tensor("lo", np.array(0.0)), tensor("hi", np.array(1.5))])
    layer("clip-opset9", "Clip", [1, 8], [1, 8], opset=9, min=-0.75, max=1.25)
    layer("clip-opset9-open", "Clip", [1, 8], [1, 8], opset=9, min=0.0)
    layer("clip-floor", "Clip", [1, 8], [1, 8], ["lo"], [tensor("lo", np.array(-0.5))])
    layer("clip-ceiling", "Clip", [1, 8], [1, 8], ["", "hi"], [tensor("hi", np.array(0.5))])
    layer("hardsigmoid", "HardSigmoid", [1, 8], [1, 8], alpha=0.25, beta=0.5)
    layer("hardsigmoid-standard", "HardSigmoid", [1, 8], [1, 8])
    layer("max-constant", "Max", [1, 4], [1, 4], ["c"], [tensor("c", values(4))])
    layer("max-zero", "Max", [1, 4], [1, 4], ["c"], [tensor("c", np.zeros(1))])
    layer("min-constant", "Min", [1, 4], [1, 4], ["c"], [tensor("c", np.array([0.25]))])
    three = [tensor("w", values(3, 2)), tensor("v", values(3, 2)), tensor("c", values(2))]
    for operator in ("Max", "Min", "Sum"):
        good(f"{operator.lower()}-three", [node("MatMul", ["x", "w"], ["a"]), node("MatMul", ["x", "v"], ["b"]),
                                           node(operator, ["a", "b", "c"], ["y"])], three, [1, 3], [1, 2])


def make_reductions():
    for opset in (11, 13, 18):
        attribute = opset < 13
        layer(f"reducesum-opset{opset}", "ReduceSum", [1, 2, 3], [1, 2], [] if attribute else ["axes"],
              [] if attribute else [int64("axes", -1)], opset, keepdims=0, **({"axes": [2]} if attribute else {}))
        attribute = opset < 18
        layer(f"reducemean-opset{opset}", "ReduceMean", [1, 2, 3, 3], [1, 2, 1, 1], [] if attribute else ["axes"],
              [] if attribute else [int64("axes", 2, 3)], opset, **({"axes": [2, 3]} if attribute else {}))
    layer("reducemean-all", "ReduceMean", [1, 2, 3], [1, 1, 1])
    layer("reducemax", "ReduceMax", [1, 2, 3], [1, 2], axes=[2], keepdims=0)
    layer("reducemin", "ReduceMin", [1, 2, 3], [1, 2, 1], axes=[-1])


def make_selections():
    layer("concat-twice", "Concat", [1, 3], [1, 6], ["x"], axis=1)
    good("concat-branches", [node("Conv", ["x", "w"], ["a"]), node("Conv", ["x", "v"], ["b"]),
                             node("Concat", ["a", "b", "x"], ["c"], axis=1), node("Relu", ["c"], ["y"])],
         [tensor("w", values(2, 1, 1, 1)), tensor("v", values(1, 1, 1, 1))], [1, 1, 2, 2], [1, 4, 2, 2])
    good("concat-constant", [node("Concat", ["c", "x", "d"], ["a"], axis=-1), node("Relu", ["a"], ["y"])],
         [tensor("c", values(1, 2)), tensor("d", values(1, 1))], [1, 3], [1, 6])
    good("split-parts", [node("Split", ["x", "s"], ["a", "b"], axis=1), node("Relu", ["a"], ["r"]),
                         node("Sub", ["r", "b"], ["y"])], [int64("s", 2, 2)], [1, 4], [1, 2])
    good("split-attribute", [node("Split", ["x"], ["a", "b", "c"], axis=-1, split=[1, 2, 1]),
                             node("Mul", ["b", "f"], ["m"]), node("Add", ["m", "c"], ["y"])],
         [tensor("f", np.array(0.5))], [1, 4], [1, 2], opset=11)
    good("split-equal", [node("Split", ["x"], ["a", "b"], axis=1, num_outputs=2), node("Identity", ["a"], ["y"])],
         [], [1, 5], [1, 3], opset=18)
    layer("slice-plain", "Slice", [1, 5, 4], [1, 2, 2], ["s", "e", "a", "t"],
          [int64("s", 1, -1), int64("e", 4, -4), int64("a", 1, 2), int64("t", 2, -2)])
    layer("slice-attributes", "Slice", [1, 5], [1, 3], opset=9, axes=[1], starts=[1], ends=[-1])
    layer("slice-backward", "Slice", [1, 5], [1, 1], ["s", "e", "a", "t"],
          [int64("s", -9), int64("e", -(2 ** 62)), int64("a", 1), int64("t", -1)])
    layer("slice-whole", "Slice", [1, 5], [1, 5], ["s", "e"], [int64("s", 0), int64("e", 2 ** 62)])
    layer("expand", "Expand", [1, 1, 3], [1, 2, 3], ["s"], [int64("s", 2, 1)])
    layer("pad-zero", "Pad", [1, 1, 2, 2], [1, 1, 3, 5], ["p"], [int64("p", 0, 0, 1, 2, 0, 0, 0, 1)])
    layer("pad-value", "Pad", [1, 3], [1, 6], ["p", "v"], [int64("p", 0, 1, 0, 2), tensor("v", np.array(0.75))])
    layer("pad-attributes", "Pad", [1, 3], [1, 5], opset=9, pads=[0, 1, 0, 1], value=-0.5)
    layer("pad-edge", "Pad", [1, 3], [1, 6], ["p"], [int64("p", 0, 2, 0, 1)], mode="edge")
    layer("pad-reflect", "Pad", [1, 4], [1, 8], ["p"], [int64("p", 0, 2, 0, 2)], mode="reflect")
    layer("pad-crop", "Pad", [1, 4], [1, 3], ["p"], [int64("p", 0, -2, 0, 1)])
    good("constant-of-shape", [node("ConstantOfShape", ["s"], ["c"], value=helper.make_tensor(
        "v", TensorProto.FLOAT, [1], [0.5])), node("Add", ["x", "c"], ["y"])], [int64("s", 1, 3)], [1, 3], [1, 3])
    good("folded-constants", [node("Mul", ["c", "d"], ["e"]), node("Div", ["e", "c"], ["f"]), node("Neg", ["f"], ["g"]),
                              node("Sub", ["g", "d"], ["h"]), node("Add", ["x", "h"], ["y"])],
         [tensor("c", np.array([0.3, 0.7, 1.1])), tensor("d", np.array(0.1))], [1, 3], [1, 3])
    good("cast-constant", [node("Cast", ["c"], ["d"], to=TensorProto.FLOAT), node("Mul", ["x", "d"], ["y"])],
         [int64("c", 1, 2, 3)], [1, 3], [1, 3])


def make_external():
    """The weights stand in external.bin, the second after the first."""
    weights, bias = values(3, 2).astype(np.float32), values(2).astype(np.float32)
    good("external", [node("Gemm", ["x", "w", "b"], ["y"])], [tensor("w", weights), tensor("b", bias)], [1, 3], [1, 2])
    model = onnx.load(HERE / "external.onnx")
    places = {"w": (0, 24), "b": (24, 8)}
    for t in model.graph.initializer:
        t.ClearField("raw_data")
        t.data_location = TensorProto.EXTERNAL
        offset, length = places[t.name]
        for key, value in (("location", "external.bin"), ("offset", str(offset)), ("length", str(length))):
            entry = t.external_data.add()
            entry.key, entry.value = key, value
    (HERE / "external.onnx").write_bytes(bytes_of(model))
    (HERE / "external.bin").write_bytes(weights.tobytes() + bias.tobytes())


def make_bad():
    reasons = []

    def bad(name, model, reason):
        (BAD / f"{name}.onnx").write_bytes(bytes_of(model))
        reasons.append(f'{name}.onnx,"{reason}"')

    def one(operator, inputs=(), tensors=(), shape=(1, 1, 4, 4), opset=13, **attributes):
        return build([node(operator, ["x", *inputs], ["y"], **attributes)], list(tensors), [("x", list(shape))],
                     [("y", None)], opset=opset)

    bad("conv-computed-kernel", build([node("Conv", ["x", "x"], ["y"])], [], [("x", [1, 1, 3, 3])], [("y", None)]),
        "a kernel that depends on the input")
    bad("conv-channels", one("Conv", ["w"], [tensor("w", values(2, 3, 2, 2))]), "three channels where there is one")
    bad("conv-too-large", one("Conv", ["w"], [tensor("w", values(2, 1, 5, 5))]), "a kernel larger than the picture")
    bad("conv-three-axes", one("Conv", ["w"], [tensor("w", values(2, 1, 2, 2, 2))], (1, 1, 3, 3, 3)), "three axes")
    bad("conv-enormous-dilation", one("Conv", ["w"], [tensor("w", values(2, 1, 2, 2))], dilations=[2 ** 62, 1]),
        "a dilation beyond all sizes")
    bad("conv-negative-pads", one("Conv", ["w"], [tensor("w", values(2, 1, 2, 2))], pads=[-1, 0, 0, 0]), "negative pads")
    bad("maxpool-indices", build(
        [node("MaxPool", ["x"], ["p", "i"], kernel_shape=[2, 2]), node("Reshape", ["i", "s"], ["y"])],
        [int64("s", 1, 9)], [("x", [1, 1, 4, 4])], [("y", None)]), "the places of the greatest elements")
    bad("clip-crossed", one("Clip", ["lo", "hi"], [tensor("lo", np.array(1.0)), tensor("hi", np.array(-1.0))]),
        "limits that cross")
    bad("softmax-inside", build([node("Softmax", ["x"], ["s"]), node("Relu", ["s"], ["y"])], [], [("x", [1, 3])],
                                [("y", [1, 3])]), "a softmax that is not the last node")
    bad("softmax-groups", build([node("Softmax", ["x"], ["y"], axis=2)], [], [("x", [1, 2, 3])], [("y", [1, 2, 3])]),
        "two groups of probabilities")
    bad("several-problems", build(
        [node("Gemm", ["x", "w"], ["a"], name="first", broadcast=1), node("Sigmoid", ["x"], ["b"], name="second"),
         node("Add", ["a", "b"], ["c"]), node("Frobnicate", ["x"], ["d"], name="third"), node("Mul", ["c", "d"], ["y"])],
        [tensor("w", values(3, 3))], [("x", [1, 3])], [("y", [1, 3])]), "three nodes that cannot be read")
    (BAD / "operator-reasons.csv").write_text("\n".join(["file,reason"] + reasons) + "\n")


if __name__ == "__main__":
    make_convolutions()
    make_normalisations()
    make_pools()
    make_activations()
    make_reductions()
    make_selections()
    make_external()
    make_bad()
