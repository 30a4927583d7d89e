"""Writes the small data files of these tests. Needs numpy; PNG files are written by hand to hold exactly what is wanted.

    python3 make_fixtures.py
"""

import gzip
import io
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def npy(name, array, version=(1, 0)):
    with open(HERE / f"{name}.npy", "wb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy prefers version 1
        np.lib.format.write_array(file, array, version=version)


def make_npy():
    unsigned = np.array([[0, 1, 2], [3, 100, 255]])
    signed = np.array([[0, 1, 2], [-3, 100, -128]])
    real = np.array([[0, 1.5, -2.25], [0.1, 3, 0.001]])
    npy("bool", np.array([[True, False, True], [False, False, True]]))
    npy("uint8", unsigned.astype("u1"))
    npy("int8", signed.astype("i1"))
    for order, mark in [("little", "<"), ("big", ">")]:
        for width in [2, 4, 8]:
            npy(f"uint{8 * width}-{order}", unsigned.astype(f"{mark}u{width}"))
            npy(f"int{8 * width}-{order}", signed.astype(f"{mark}i{width}"))
        for width in [4, 8]:
            npy(f"float{8 * width}-{order}", real.astype(f"{mark}f{width}"))
    npy("uint8-fortran", np.asfortranarray(unsigned.astype("u1")))
    npy("float32-fortran", np.asfortranarray(real.astype("<f4")))
    npy("cube-fortran", np.asfortranarray(np.arange(24, dtype=">i2").reshape(2, 3, 4)))
    npy("version2", unsigned.astype("u1"), version=(2, 0))
    npy("version3", unsigned.astype("u1"), version=(3, 0))
    npy("scalar", np.array(7, dtype="<i4"))
    npy("empty", np.zeros((0, 4), dtype="<f4"))
    npy("uint64-extremes", np.array([2**64 - 1, 2**63, 0], dtype="<u8"))
    npy("int64-extremes", np.array([-(2**63), 2**63 - 1], dtype="<i8"))
    npy("not-finite", np.array([[1, 2], [3, np.nan], [-np.inf, 4]], dtype="<f8"))
    npy("complex", np.zeros(2, dtype="<c16"))
    npy("half", np.zeros(2, dtype="<f2"))
    npy("text", np.array(["a", "bc"]))
    npy("record", np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]))
    npy("one-hot", np.eye(3, dtype="<f4"))
    npy("labels", np.array([2, 0, 1], dtype="<i8"))
    npy("label-column", np.array([[2], [0], [1]], dtype="<f8"))
    npy("fractional-labels", np.array([2, 0.5, 1], dtype="<f4"))
    npy("images-hwc", np.arange(12, dtype="u1").reshape(1, 2, 2, 3))


def make_npz():
    images = np.arange(16, dtype="u1").reshape(4, 2, 2)
    labels = np.array([0, 1, 1, 2], dtype="<i8")
    np.savez(HERE / "stored.npz", images=images, labels=labels)
    np.savez_compressed(HERE / "deflated.npz", images=images, labels=labels)
    content = io.BytesIO()
    np.save(content, images)
    with zipfile.ZipFile(HERE / "bzip2.npz", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr(zipfile.ZipInfo("images.npy"), content.getvalue(), zipfile.ZIP_BZIP2)


def idx(name, array, code, dtype):
    header = bytes([0, 0, code, array.ndim]) + b"".join(struct.pack(">I", size) for size in array.shape)
    content = header + array.astype(dtype).tobytes()
    (HERE / name).write_bytes(content)
    return content


def make_idx():
    content = idx("images-idx3-ubyte", np.arange(12).reshape(3, 2, 2) * 20, 0x08, "u1")
    (HERE / "images-idx3-ubyte.gz").write_bytes(gzip.compress(content, mtime=0))
    idx("labels-idx1-ubyte", np.array([7, 0, 9]), 0x08, "u1")
    idx("int8-idx", np.array([-1, 2]), 0x09, "i1")
    idx("int16-idx", np.array([-1, 300]), 0x0B, ">i2")
    idx("int32-idx", np.array([-1, 70000]), 0x0C, ">i4")
    idx("float32-idx", np.array([-0.5, 0.1]), 0x0D, ">f4")
    idx("float64-idx", np.array([-0.5, 0.1]), 0x0E, ">f8")


def make_cifar():
    pixels = (np.arange(3072) * 7 % 256).astype("u1").tobytes()
    other = (np.arange(3072) * 5 % 256).astype("u1").tobytes()
    (HERE / "cifar10.bin").write_bytes(bytes([3]) + pixels + bytes([9]) + other)
    (HERE / "cifar100.bin").write_bytes(bytes([4, 77]) + pixels + bytes([19, 99]) + other)


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(name, width, height, depth, colour, lines, extra=b"", interlaced=False):
    """`lines` are the packed bytes of each line, without filter bytes."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    data = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    (HERE / name).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def make_png():
    grey = [bytes([0, 1, 128]), bytes([200, 254, 255])]
    png("grey8.png", 3, 2, 8, 0, grey)
    png("grey8-gamma.png", 3, 2, 8, 0, grey, chunk(b"gAMA", struct.pack(">I", 100000)))
    colour = [bytes([255, 0, 0, 0, 128, 0]), bytes([0, 0, 7, 1, 2, 3])]
    png("rgb8.png", 2, 2, 8, 2, colour)
    png("grey16.png", 2, 2, 16, 0, [struct.pack(">2H", 0, 1), struct.pack(">2H", 32768, 65535)])
    png("rgb16.png", 1, 2, 16, 2, [struct.pack(">3H", 1, 256, 65535), struct.pack(">3H", 2, 3, 4)])
    png("grey1.png", 10, 2, 1, 0, [bytes([0b10101010, 0b11000000]), bytes([0, 0b01000000])])
    palette = chunk(b"PLTE", bytes([10, 20, 30, 40, 50, 60]))
    png("palette.png", 2, 1, 8, 3, [bytes([1, 0])], palette)
    png("palette-transparent.png", 2, 1, 8, 3, [bytes([1, 0])], palette + chunk(b"tRNS", bytes([0])))
    png("rgba.png", 1, 1, 8, 6, [bytes([1, 2, 3, 4])])
    png("grey-alpha.png", 1, 1, 8, 4, [bytes([1, 2])])
    png("all-bytes.png", 16, 16, 8, 0, [bytes(range(16 * row, 16 * row + 16)) for row in range(16)])
    words = np.arange(0, 65536, 17, dtype=">u2")[:3840].reshape(60, 64)
    png("many-words.png", 64, 60, 16, 0, [line.tobytes() for line in words])
    # Adam7: seven passes over a grid of 8 x 8.
    grid = np.arange(64, dtype="u1").reshape(8, 8) * 3
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    lines = [line.tobytes() for y, x, dy, dx in passes for line in grid[y::dy, x::dx]]
    png("interlaced.png", 8, 8, 8, 0, lines, interlaced=True)


make_npy()
make_npz()
make_idx()
make_cifar()
make_png()
