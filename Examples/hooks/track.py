#!/usr/bin/env python3
"""A selfplay hook: keeps a round's numbers.

    hooks: {round_finished: [./track.py]}                 # appends to metrics.jsonl in the run's folder
    hooks: {round_finished: [./track.py, all.jsonl]}      # or to a file of your own, relative to the configuration's folder

With WANDB_PROJECT set and wandb installed the numbers are logged there, too, under the run's name, with the round as the step.
"""
import json
import os
import sys
import time


def numbers(message):
    """The round's metrics, and how many pairs each training set has."""
    found = dict(message["metrics"])
    for export in message["exports"]:
        found["pairs_" + export["format"]] = export["rows"]
    return found


def append(path, row):
    # One write of a whole line: two runs may share the file.
    with open(path, "ab", buffering=0) as file:
        file.write((json.dumps(row) + "\n").encode())


def log_to_wandb(message, found):
    try:
        import wandb
    except ImportError:
        sys.exit("WANDB_PROJECT is set, but wandb is not installed: pip install wandb")
    # The same id goes on with the same curves after a crash, and in every round.
    run = wandb.init(project=os.environ["WANDB_PROJECT"], id=message["run"], name=message["run"], resume="allow")
    run.log(found, step=message["round"])
    run.finish()


def main():
    message = json.load(sys.stdin)
    if message["event"] != "round_finished":
        return
    found = numbers(message)
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(message["folder"], "metrics.jsonl")
    append(path, {"at": round(time.time(), 3), "run": message["run"], "round": message["round"], **found})
    if os.environ.get("WANDB_PROJECT"):
        log_to_wandb(message, found)


main()
