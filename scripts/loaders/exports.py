#!/usr/bin/env python3
"""Exports a run in every format, and says what the exports must hold, told by the ledger alone. run.sh calls it.

usage: exports.py SELFPLAY RUN SETS      SELFPLAY is the program, RUN a run made from fixture/responses.jsonl, SETS a new folder

Leaves SETS/FORMAT as jsonl or json, SETS/FORMAT-parquet with all further columns, SETS/trl-split, SETS/hub and SETS/expected.json
(docs/loaders.md). A format of `selfplay export --list` that PLAN does not know is an error: nobody would check it.
"""
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

# Selections of the fixture, as options of `selfplay select`. Formats of plain strings take prompts of one user turn only, some of them a
# system prompt in every row.
SELECTIONS = {
    "pairs": ["--score", "map", "--keep", "0.8", "--set", "columns={margin: 2 * dr}"],
    "plain": ["--where", "tag(plain) == 1", "--pairing", "best_worst", "--score", "dr", "--keep", "1.0"],
    "system": ["--where", "tag(system) == 1", "--pairing", "best_worst", "--score", "dr", "--keep", "1.0"],
    "adjacent": ["--pairing", "adjacent", "--pairs-per-prompt", "2", "--score", "map", "--implicit-reward", "dpo", "--keep", "1.0"],
    "several": ["--pairing", "top_vs_rest", "--pairs-per-prompt", "3", "--score", "dr.safe", "--keep", "0.5"],
    "sppo": ["--preset", "sppo"],
    "kto": ["--preset", "kto"],
    "mpo": ["--preset", "mpo"],
    "ranked": ["--preset", "ranked_list"],
    "best": ["--preset", "best_of_n"],
}
# Format: its selection.
PLAN = {
    "trl": "pairs", "trl_implicit": "several", "trl_standard": "plain", "trl_reward": "pairs", "tpo": "pairs", "openrlhf": "pairs",
    "llamafactory": "pairs", "axolotl": "pairs", "nemo_rl": "several", "nemo_rl_binary": "pairs", "ms_swift": "pairs",
    "alignment_handbook": "several", "mlx_lm_lora": "system", "simpo": "plain", "map": "plain", "openrlhf_iter": "plain", "sppo": "sppo",
    "spin": "adjacent", "distilabel": "adjacent", "trl_unpaired": "kto", "llamafactory_kto": "kto", "axolotl_kto": "system",
    "ms_swift_kto": "kto", "trl_prompts": "pairs", "openrlhf_prompts": "pairs", "verl_prompts": "pairs", "rlhflow": "pairs",
    "ranked": "ranked", "sets": "mpo", "sft": "best",
}
# Further columns must do no harm: sets in Parquet have all that their trainer allows.
COLUMNS = {
    "pairs": "prompt_id,external_id,scores,margins,logprobs,reference_logprobs,samples,rank,round,metadata",
    "responses": "prompt_id,external_id,scores,logprobs,reference_logprobs,samples,round,metadata",
    "prompts": "prompt_id,external_id,round,metadata",
}
NO_COLUMNS = {"openrlhf"}
# distilabel's own column prompt_id is something else.
OTHER_COLUMNS = {"distilabel": COLUMNS["pairs"].replace("prompt_id,", "")}


def main(program, run, sets):
    sets = Path(sets)
    sets.mkdir(parents=True)
    formats = json.loads(selfplay(program, "export", "--list", "--json"))
    names = {each["name"] for each in formats}
    if names != set(PLAN):
        sys.exit(f"{__file__}: no selection for {sorted(names - set(PLAN))}, and no such format as {sorted(set(PLAN) - names)}")
    for name, options in SELECTIONS.items():
        selfplay(program, "select", run, "--name", name, *options)
    for each in formats:
        export(program, run, sets, each)
    split = ["--shard", "3", "--test", "0.25"]
    write(program, run, sets / "trl-split", "trl", "pairs", *split)
    write(program, run, sets / "hub", "trl", "pairs", "--file", "parquet", "--hub", "--license", "cc-by-4.0", *split)
    rows = expected(LedgerFile(Path(run) / "run.sqlite"), sets)
    print(f"{len(list(sets.iterdir())) - 1} sets, {rows} expected rows")


def export(program, run, sets, format):
    name, kinds = format["name"], format["files"]
    lines = "json" if "json" in kinds else "jsonl"
    write(program, run, sets / name, name, PLAN[name], "--file", lines)
    if "parquet" not in kinds:
        return
    columns = [] if name in NO_COLUMNS else ["--columns", OTHER_COLUMNS.get(name, COLUMNS[format["layout"]])]
    write(program, run, sets / f"{name}-parquet", name, PLAN[name], "--file", "parquet", *columns)


def write(program, run, folder, format, selection, *options):
    selfplay(program, "export", run, "--round", "1", "--format", format, "--selection", selection, "--out", str(folder), *options)


def selfplay(program, *arguments):
    outcome = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8")
    if outcome.returncode:
        sys.exit(f"selfplay {' '.join(arguments)} ended with {outcome.returncode}: {outcome.stderr.strip()}")
    return outcome.stdout


class LedgerFile:
    """A run's ledger, read without our program."""

    def __init__(self, path):
        self.database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.database.row_factory = sqlite3.Row
        self.prompts = {
            row["id"]: (json.loads(row["messages"]), json.loads(row["metadata"] or "{}"))
            for row in self.database.execute("SELECT id, messages, metadata FROM prompt")
        }
        self.responses = {}
        for row in self.database.execute(
            "SELECT r.id, r.prompt_id, r.sample, r.text, w.score FROM v_response r JOIN v_reward w ON w.response_id = r.id"
            " WHERE w.name = 'helpful' ORDER BY r.sample"
        ):
            self.responses.setdefault(row["prompt_id"], []).append(row)

    def rows(self, selection):
        """`(prompt id, expected row)` of what a selection kept."""
        pairs = [(row["prompt_id"], self.pair(row)) for row in self.database.execute(
            "SELECT * FROM v_pair WHERE selection = ? AND kept = 1 ORDER BY position, number", [selection]
        )]
        return pairs or self.members(selection)

    def pair(self, row):
        rewards = {each["id"]: each["score"] for each in self.responses[row["prompt_id"]]}
        high, low = rewards[row["chosen_id"]], rewards[row["rejected_id"]]
        own = self.database.execute(
            "SELECT value FROM v_pair_value WHERE selection = ? AND position = ? AND number = ? AND name = 'margin'",
            [row["selection"], row["position"], row["number"]],
        ).fetchone()
        return {
            "prompt": self.prompts[row["prompt_id"]][0], "chosen": row["chosen"], "rejected": row["rejected"],
            "chosen_reward": high, "rejected_reward": low, "margin": own["value"] if own else row["explicit_margin"], "responses": self.all(row["prompt_id"]),
        }

    def all(self, prompt):
        return [{"text": each["text"], "reward": each["score"], "label": None} for each in self.responses[prompt]]

    def members(self, selection):
        grouped = {}
        for row in self.database.execute(
            "SELECT m.*, r.prompt_id FROM v_member m JOIN v_response r ON r.id = m.response_id"
            " WHERE m.selection = ? AND m.kept = 1 ORDER BY m.position, m.sample", [selection]
        ):
            label = None if row["accepted"] is None else bool(row["accepted"])
            grouped.setdefault(row["prompt_id"], []).append(
                {"text": row["text"], "reward": row["reward"], "label": label} | ({"weight": row["weight"]} if row["weight"] is not None else {})
            )
        return [(prompt, {"prompt": self.prompts[prompt][0], "responses": responses}) for prompt, responses in grouped.items()]


def triple(row):
    """TPO: the best response as reference, the next best as chosen where the best was; None where there is none between."""
    best, *others = sorted(row["responses"], key=lambda each: -each["reward"])
    if row["chosen"] != best["text"]:
        return row | {"reference": best["text"]}
    between = [each for each in others if each["reward"] > row["rejected_reward"]]
    return row | {"reference": best["text"], "chosen": between[0]["text"], "chosen_reward": between[0]["reward"]} if between else None


def expected(ledger, sets):
    rows, only = [], {}
    for name, selection in [*PLAN.items(), ("trl-split", "pairs"), ("hub", "pairs")]:
        kept = [row for _, row in ledger.rows(selection)]
        if name == "tpo":
            kept = [each for each in map(triple, kept) if each]
        if name == "sets":
            kept = [row | {"responses": [each for each in row["responses"] if each["label"] is not None]} for row in kept]
        if not kept:
            sys.exit(f"the selection {selection} kept nothing: {name} would be checked on no row")
        only[name] = list(range(len(rows), len(rows) + len(kept)))
        rows += kept
    document = {"rows": rows, "only": only, "hub": {"default": "trl"}}
    (sets / "expected.json").write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
