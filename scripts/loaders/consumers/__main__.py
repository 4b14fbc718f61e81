"""Runs one consumer's checks in the consumer's own environment: `python -m consumers JOB OUTCOME` (check.py starts it).

The job is a JSON file `{"module": str, "checks": [{"format": str, "folder": path, "expected": path}]}`; the outcome a JSON file
`{"version": str, "results": [{"rows": int, "asserted": [str], "error": str|null}]}` in the job's order. Consumers print what they
like: neither stream is read.
"""
import importlib
import json
import sys
import traceback

from consumers.export import Export


def main(job_path, outcome_path):
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    module = importlib.import_module("consumers." + job["module"])
    results = [run(module, check) for check in job["checks"]]
    with open(outcome_path, "w", encoding="utf-8") as file:
        json.dump({"version": module.version(), "results": results}, file)


def run(module, check):
    rows = 0
    try:
        export = Export(check["format"], check["folder"], check["expected"])
        rows = export.row_count()
        asserted = module.CHECKS[check["format"]](export)
        return {"rows": rows, "asserted": asserted, "error": None}
    except Exception as error:  # whatever a consumer raises on a file is the finding
        traceback.print_exc()
        return {"rows": rows, "asserted": [], "error": f"{type(error).__name__}: {error}"}


main(*sys.argv[1:])
