#!/usr/bin/env python3
"""Writes digits-float16.onnx: digits.onnx with every weight rounded to float16.

    python round.py

The weights are stored as float32 again, so that both networks compute in the same
arithmetic and differ in their weights alone. Nothing is random: a second run writes
the same bytes on any machine.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

HERE = Path(__file__).resolve().parent


def main():
    model = onnx.load(HERE / "digits.onnx")
    for tensor in model.graph.initializer:
        rounded = numpy_helper.to_array(tensor).astype(np.float16)
        assert np.isfinite(rounded).all(), tensor.name
        tensor.CopyFrom(numpy_helper.from_array(rounded.astype(np.float32), tensor.name))
    model.graph.name = "digits-float16"
    onnx.checker.check_model(model, full_check=True)
    path = HERE / "digits-float16.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
