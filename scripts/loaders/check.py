#!/usr/bin/env python3
"""Loads every exported training set with its consumers' own code, and prints what came of it.

usage: check.py --exports DIR [--loaders DIR] [--only NAME]…     exported sets against DIR/expected.json (docs/loaders.md)
       check.py --prove [--loaders DIR] [--only NAME]…           hand-written sets: right ones must pass, wrong ones must fail

NAME is a format or a consumer. Loaders are what install.sh made (default: $SELFPLAY_LOADERS, else ~/.cache/selfplay/loaders).
The exit code is 1 when a check failed or an exported format has no check, 2 when nothing could be checked.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def parquet(*formats):
    return [format + suffix for format in formats for suffix in ("", "-parquet")]


TABLES = parquet(
    "trl", "trl_implicit", "trl_standard", "trl_unpaired", "trl_prompts", "trl_reward", "openrlhf", "openrlhf_prompts", "llamafactory",
    "llamafactory_kto", "axolotl", "axolotl_kto", "nemo_rl", "nemo_rl_binary", "ms_swift", "ms_swift_kto", "alignment_handbook",
    "mlx_lm_lora", "verl_prompts", "simpo", "map", "rlhflow", "openrlhf_iter", "sppo", "spin", "distilabel", "sft", "ranked", "sets",
    "tpo",
) + ["trl-split", "hub"]
# Consumer: its module, its environment, the formats it reads.
CONSUMERS = {
    "datasets": ("tables", "trl", TABLES),
    "trl": ("trl_trainers", "trl", [
        *parquet("trl", "trl_implicit", "trl_standard", "trl_unpaired", "trl_reward", "trl_prompts", "alignment_handbook",
                 "openrlhf_iter", "sppo", "simpo", "map", "distilabel"), "tpo", "sft", "trl-split",
    ]),
    "trl-0.28": ("trl_old", "trl-0.28", ["trl", "trl-parquet", "trl_implicit", "trl_standard", "trl_unpaired", "trl_reward"]),
    "openrlhf": ("openrlhf_data", "openrlhf", [*parquet("openrlhf", "openrlhf_prompts"), "openrlhf_iter"]),
    "llamafactory": ("llamafactory_data", "llamafactory", parquet("llamafactory", "llamafactory_kto")),
    "axolotl": ("axolotl_data", "axolotl", parquet("axolotl", "axolotl_kto")),
    "ms-swift": ("ms_swift_data", "ms-swift", parquet("ms_swift", "ms_swift_kto")),
    "mlx-lm-lora": ("mlx_data", "mlx-lm-lora", ["mlx_lm_lora"]),
    "verl": ("verl_data", "verl", parquet("verl_prompts")),
    "distilabel": ("distilabel_data", "distilabel", parquet("distilabel")),
    "alignment-handbook": ("handbook_data", "trl-0.28", parquet("alignment_handbook", "simpo", "map", "sppo", "distilabel", "trl_implicit")),
    "nemo-rl": ("nemo_rl_data", "trl", parquet("nemo_rl", "nemo_rl_binary")),
}
# What a consumer takes without harm, with the reason. Checked too: a fault it no longer takes is told.
UNREAD = "the column is not read"
TAKES = {
    ("axolotl", "wrong-shape", "axolotl"): "a list's last message is used",
    ("verl", "null", "verl_prompts"): "an extra_info of null counts as empty",
    ("openrlhf", "null", "openrlhf_iter"): UNREAD,
    **{("alignment-handbook", "missing-column", format): "the prompt is taken from chosen" for format in ("distilabel", "map", "simpo")},
    **{("alignment-handbook", "null", format): UNREAD for format in ("distilabel", "map", "sppo")},
    **{("trl", "null", format): UNREAD for format in ("distilabel", "map", "sppo", "openrlhf_iter")},
}


def main():
    options = parse()
    loaders = options.loaders.expanduser().resolve()
    with tempfile.TemporaryDirectory(prefix="selfplay-loaders-") as scratch:
        if options.prove:
            return prove(loaders, Path(scratch), options.only)
        return check(loaders, Path(scratch), options.exports.resolve(), options.only)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--exports", type=Path, help="a folder with one folder a format, and expected.json")
    source.add_argument("--prove", action="store_true", help="show on hand-written sets that checks pass and fail as they must")
    default = os.environ.get("SELFPLAY_LOADERS") or "~/.cache/selfplay/loaders"
    parser.add_argument("--loaders", type=Path, default=Path(default), help="what install.sh made (%(default)s)")
    parser.add_argument("--only", action="append", default=[], help="a format or a consumer; may be given again")
    return parser.parse_args()


def wanted(only, consumer, format):
    return not only or consumer in only or format in only or format.removesuffix("-parquet") in only


def check(loaders, scratch, exports, only):
    expected = exports / "expected.json"
    if not expected.exists():
        print(f"{expected} is missing: it says what the exports must hold (docs/loaders.md)", file=sys.stderr)
        return 2
    found = sorted(path.name for path in exports.iterdir() if path.is_dir())
    unknown = [name for name in found if not only and name not in TABLES]
    lines, failures, ran = [], 0, 0
    for consumer, (module, _, formats) in CONSUMERS.items():
        names = [name for name in found if name in formats and wanted(only, consumer, name)]
        if not names:
            continue
        outcome = run(loaders, scratch, consumer, [(name, exports / name) for name in names], expected)
        if isinstance(outcome, str):
            lines += [(name, consumer, "", "", "", f"skipped: {outcome}") for name in names]
            continue
        for name, result in zip(names, outcome["results"]):
            ran += 1
            failed = result["error"] is not None
            failures += failed
            lines.append((
                name, consumer, outcome["version"], str(result["rows"]), "; ".join(result["asserted"]),
                "FAILED: " + result["error"] if failed else "ok",
            ))
    lines += [(name, "", "", "", "", "FAILED: no consumer is known for this folder") for name in unknown]
    table(("format", "consumer", "version", "rows", "asserted", "result"), sorted(lines))
    print(f"{ran - failures} passed, {failures + len(unknown)} failed, {sum(line[5].startswith('skipped') for line in lines)} skipped")
    if not ran:
        return 2
    return 1 if failures or unknown else 0


def run(loaders, scratch, consumer, sets, expected):
    """A consumer's outcome on `(format, folder)` sets, or a sentence why it cannot run."""
    module, environment, _ = CONSUMERS[consumer]
    python = loaders / environment / "bin" / "python"
    if not (loaders / environment / ".complete").exists():
        reason = loaders / f"{environment}.failed"
        return reason.read_text().strip() if reason.exists() else f"not installed: scripts/loaders/install.sh {loaders}"
    variables = os.environ | {
        "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1", "HF_HOME": str(scratch / "hf"), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1", "TRL_EXPERIMENTAL_SILENCE": "1", "WANDB_DISABLED": "true",
        "MODELSCOPE_CACHE": str(scratch / "modelscope"), "TMPDIR": str(scratch), "CUDA_VISIBLE_DEVICES": "", "TOKENIZERS_PARALLELISM": "false",
        "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore",
    }
    if consumer == "nemo-rl":
        checkout = os.environ.get("SELFPLAY_NEMO_RL")
        if not checkout:
            return "PyPI has a placeholder only: set SELFPLAY_NEMO_RL to a checkout of NVIDIA-NeMo/RL"
        variables["PYTHONPATH"] = os.pathsep.join([str(HERE), str(Path(checkout).resolve())])
    job, outcome, log = (scratch / f"{consumer}.{name}" for name in ("job", "outcome", "log"))
    outcome.unlink(missing_ok=True)
    job.write_text(json.dumps({
        "module": module, "checks": [{"format": format, "folder": str(folder), "expected": str(expected)} for format, folder in sets],
    }))
    with open(log, "wb") as file:
        code = subprocess.run(
            [python, "-m", "consumers", job, outcome], env=variables, cwd=scratch, stdin=subprocess.DEVNULL, stdout=file, stderr=file
        ).returncode
    keep = os.environ.get("SELFPLAY_LOADERS_LOGS")
    if keep:
        Path(keep).mkdir(parents=True, exist_ok=True)
        (Path(keep) / f"{consumer}.log").write_bytes(log.read_bytes())
    if not outcome.exists():
        tail = log.read_text(errors="replace").strip().splitlines()[-1:]
        error = f"{consumer} ended with {code}: {''.join(tail)}"
        return {"version": "", "results": [{"rows": 0, "asserted": [], "error": error} for _ in sets]}
    return json.loads(outcome.read_text())


def prove(loaders, scratch, only):
    """Right samples pass every check; every wrong sample fails every check that reads its format."""
    python = loaders / "trl" / "bin" / "python"
    subprocess.run([python, HERE / "samples.py", scratch / "samples"], check=True)
    samples = scratch / "samples"
    right = check(loaders, scratch, samples / "right", only)
    lines, unnoticed = [], 0
    for consumer, (_, _, formats) in CONSUMERS.items():
        sets = [
            (fault.name, format, fault / format)
            for fault in sorted((samples / "wrong").iterdir())
            for format in formats
            if (fault / format).is_dir() and wanted(only, consumer, format)
        ]
        if not sets:
            continue
        outcome = run(loaders, scratch, consumer, [each[1:] for each in sets], samples / "right" / "expected.json")
        if isinstance(outcome, str):
            continue
        for (fault, format, _), result in zip(sets, outcome["results"]):
            taken = TAKES.get((consumer, fault, format.removesuffix("-parquet")))
            bad = (result["error"] is None) == (taken is None)
            unnoticed += bad
            told = result["error"] or ("taken: " + taken if taken else "PASSED, and must not")
            if result["error"] is not None and taken:
                told = "no longer taken: " + told
            lines.append((fault, format, consumer, told))
    print()
    table(("fault", "format", "consumer", "told"), sorted(lines))
    print(f"{len(lines) - unnoticed} faults noticed, {unnoticed} not")
    return right or (1 if unnoticed else 0)


def table(head, lines):
    """Columns as wide as their cells, but for the last."""
    lines = [tuple(clean(cell) for cell in line) for line in [head, *lines]]
    widths = [min(60, max(len(line[column]) for line in lines)) for column in range(len(head) - 1)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)) + "  " + line[-1])


def clean(text):
    """One line without control characters: errors quote model text."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:240]


sys.exit(main())
