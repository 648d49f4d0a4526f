"""Reads and writes safetensors files of 32-bit floats with the standard library alone.

Layout: 8 bytes header length (little endian), the header (JSON), then the numbers of all tensors.
"""

import json
import struct


def write_tensors(path, tensors, metadata):
    """`tensors` maps a name to (shape, flat list of numbers); `metadata` maps text to text."""
    header = {"__metadata__": metadata}
    buffer = b""
    for name, (shape, values) in tensors.items():
        begin = len(buffer)
        buffer += struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, len(buffer)]}
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    text += b" " * (-len(text) % 8)  # so that the numbers start at a multiple of 8
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + buffer)


def read_tensors(path):
    """Maps each name to (shape, flat list of numbers)."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8 : 8 + length])
    buffer = content[8 + length :]
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "F32":
            raise SystemExit(f"{path}: tensor `{name}` is {entry['dtype']}, expected F32")
        begin, end = entry["data_offsets"]
        values = struct.unpack(f"<{(end - begin) // 4}f", buffer[begin:end])
        tensors[name] = (entry["shape"], list(values))
    return tensors
