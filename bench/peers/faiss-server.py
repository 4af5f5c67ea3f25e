"""Answers one JSON line on standard input by one on standard output; peers/faiss.ts is the other end."""
import json
import sys
import time

import faiss

if sys.argv[1] == "--options":
    print(faiss.get_compile_options())
    sys.exit()

import numpy

vectors = numpy.memmap(sys.argv[1], dtype=numpy.float32, mode="r").reshape(-1, int(sys.argv[2]))
faiss.omp_set_num_threads(int(sys.argv[3]))
dimension = vectors.shape[1]


def scalar(kind):
    index = faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT)
    index.train(numpy.ascontiguousarray(vectors[:50000]))
    return index


quantizer = faiss.ScalarQuantizer
indexes = [faiss.IndexFlatIP(dimension), scalar(quantizer.QT_8bit), scalar(quantizer.QT_fp16)]
for index in indexes:
    for first in range(0, len(vectors), 65536):
        index.add(numpy.ascontiguousarray(vectors[first : first + 65536]))
print("ready", flush=True)

for line in sys.stdin:
    asked = json.loads(line)
    query = numpy.array([asked["vector"]], dtype=numpy.float32)
    index = indexes[asked["index"]]
    started = time.perf_counter()
    _, rows = index.search(query, asked["k"])
    ms = (time.perf_counter() - started) * 1000
    print(json.dumps({"ms": ms, "rows": rows[0].tolist()}), flush=True)
