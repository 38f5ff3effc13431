"""One large spec: what loading costs, and one validation beside a spec of two paths: `python -m benchmarks.load SPEC`.

Seconds of CPU, from file to listed operations; peak memory over what the imports took.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from pytest_contract.conformance import ResponseValidator
from pytest_contract.exchange import Response
from pytest_contract.spec import Document, load

TRIES = 2000
ANSWER = {"id": 1, "name": "x", "labels": ["a", "b"], "owner": {"login": "ada", "admin": False}}
LIKENESS = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "integer"},
        "name": {"type": "string"},
        "labels": {"type": "array", "items": {"type": "string"}},
        "owner": {
            "type": "object",
            "properties": {"login": {"type": "string"}, "admin": {"type": "boolean"}},
        },
    },
}
PATHS = {
    path: {
        "get": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": LIKENESS}}}},
        }
    }
    for path in ("/measured/{id}", "/measured-too/{id}")
}


def with_paths(spec: dict[str, object], folder: Path) -> Document:
    """The document with the two measured paths among its own."""
    file = folder / "openapi.json"
    file.write_text(json.dumps({**spec, "paths": {**spec["paths"], **PATHS}}))  # type: ignore[dict-item]
    return load(str(file))


def validation_us(document: Document) -> float:
    """Median microseconds of CPU for a response that was not seen before, once its operation has been met."""
    operation = next(each for each in document.operations if each.path == "/measured/{id}")
    validator, spent = ResponseValidator(document), []
    for number in range(TRIES):
        body = json.dumps({**ANSWER, "id": number}).encode()
        answer = Response(status=200, headers=(("content-type", "application/json"),), body=body)
        started = time.process_time_ns()
        verdict = validator.check(operation, answer)
        spent.append(time.process_time_ns() - started)
        assert verdict.outcome == "conforms", verdict
    return statistics.median(spent) / 1000


def main(arguments: list[str]) -> int:
    """Print the table; 1 where a target isn't reached."""
    if len(arguments) != 1:
        print("usage: python -m benchmarks.load SPEC", file=sys.stderr)
        return 2
    before_kb, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    document = load(arguments[0])
    count, load_s = len(document.operations), time.process_time() - started
    peak_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb) / 1024
    with tempfile.TemporaryDirectory() as folder:
        small = {"openapi": document.openapi, "info": {"title": "", "version": ""}, "paths": {}}
        small_us = validation_us(with_paths(small, Path(folder)))
        large_us = validation_us(with_paths(dict(document.raw), Path(folder)))
    print(f"file to {count} listed operations  {load_s:8.2f} s of CPU   wanted: under 0.5")
    print(f"peak memory over imports          {peak_mb:8.0f} MB         wanted: under 200")
    print(f"one validation, this spec         {large_us:8.0f} µs")
    print(f"the same on a spec of two paths   {small_us:8.0f} µs         ratio {large_us / small_us:.2f}, wanted: 1.5")
    return int(load_s >= 0.5 or peak_mb >= 200 or large_us > 1.5 * small_us)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
