"""Files of arrays, as NumPy and h5py write them.

python3 tools/golden/arrays.py framework/src/test/resources/golden/arrays
Debian: apt-get install python3-numpy python3-h5py. Written with NumPy 2.4.6 and h5py 3.16.0.

An array of numbers is [[0, 1, 2], [3, 4, 5]], less 2 if it is signed, times 0.25 if it has floats;
a bool is true where that is odd.
"""

import pathlib
import sys

import h5py
import numpy as np

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
counting = np.arange(6).reshape(2, 3)

arrays = {"bool": counting % 2 == 1}
for name in ["uint8", "uint16", "uint32", "uint64"]:
    arrays[name] = counting.astype(name)
for name in ["int8", "int16", "int32", "int64"]:
    arrays[name] = (counting - 2).astype(name)
for name in ["float16", "float32", "float64"]:
    arrays[name] = ((counting - 2) * 0.25).astype(name)
big = {
    name + "-big": array.astype(array.dtype.newbyteorder(">"))
    for name, array in arrays.items()
    if array.dtype.itemsize > 1
}
numbers = arrays | big
texts = np.array(["cat", "dog", "Äpfel"])

np.savez_compressed(
    folder / "types.npz",
    **numbers,
    **{name + "-fortran": np.asfortranarray(array) for name, array in numbers.items()},
    text=texts,
    bytes=np.array([b"cat", b"dog", b"ox"]),
    cube=np.asfortranarray(np.arange(24, dtype=np.uint8).reshape(2, 3, 4)),
    largest=np.array([2**64 - 1, 2**63], dtype=np.uint64),
)
np.savez(folder / "plain.npz", only=counting)
np.save(folder / "objects.npy", np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
np.save(folder / "records.npy", np.zeros(2, dtype=[("a", "<i4"), ("b", "<f8")]))
for version in [1, 2, 3]:
    with open(folder / f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, counting, version=(version, 0))

with h5py.File(folder / "types.h5", "w") as file:
    for name, array in numbers.items():
        file[name] = array
    cube = np.arange(5 * 3 * 4, dtype=np.uint8).reshape(5, 3, 4)
    file.create_dataset("group/chunked", data=cube, chunks=(2, 3, 4))
    file.create_dataset("group/gzip", data=cube, chunks=(2, 2, 4), compression="gzip", shuffle=True)
    file.create_dataset("group/lzf", data=cube, chunks=(2, 3, 4), compression="lzf")
    file.create_dataset("fixed", data=np.array([b"cat", b"dog", b"ox"]))
    file.create_dataset("text", data=texts.astype(object), dtype=h5py.string_dtype())
    file["single"] = 3
    file["link"] = h5py.SoftLink("/nowhere")
    file["group/circle"] = file["group"]
with h5py.File(folder / "filter.h5", "w") as file:
    file.create_dataset("x", data=counting, chunks=(2, 3), scaleoffset=8)
