"""NeMo-RL: `PreferenceDataset`, `BinaryPreferenceDataset` and the DPO preprocessor.

PyPI has a placeholder only: the sources come from a checkout named by SELFPLAY_NEMO_RL (check.py puts it on the path).
"""
import importlib.util
import subprocess
import sys
import types
from pathlib import Path

# The two packages' __init__ import every data set there is, with audio and video; these loaders need none of that.
ROOT = Path(importlib.util.find_spec("nemo_rl").origin).parent
for name in ("data.datasets", "data.datasets.preference_datasets"):
    sys.modules["nemo_rl." + name] = types.ModuleType("nemo_rl." + name)
    sys.modules["nemo_rl." + name].__path__ = [str(ROOT / name.replace(".", "/"))]

from consumers.expected import render, require, same  # noqa: E402
from consumers.tiny import tokenizer  # noqa: E402


def version():
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout
    return f"nemo-rl checkout {commit}".strip()


def preference(export):
    from nemo_rl.data.datasets.preference_datasets.preference_dataset import PreferenceDataset

    return processed(export, PreferenceDataset(data_path=str(export.file)))


def binary(export):
    from nemo_rl.data.datasets.preference_datasets.binary_preference_dataset import BinaryPreferenceDataset

    return processed(export, BinaryPreferenceDataset(data_path=str(export.file)))


def processed(export, source):
    from nemo_rl.data.interfaces import TaskDataSpec
    from nemo_rl.data.processors import preference_preprocessor

    spec = TaskDataSpec(task_name="selfplay")
    rows = [preference_preprocessor(row, spec, tokenizer(), 4096, number) for number, row in enumerate(source.dataset)]
    require(all(row["loss_multiplier"] == 1.0 for row in rows), "a row would not be trained on")
    got = [tuple(log_text(row[f"message_log_{side}"]) for side in ("chosen", "rejected")) for row in rows]
    pairs = export.expected.pairs()
    want = [
        tuple(render([*pair.prompt, {"role": "assistant", "content": text}]).strip() for text in (pair.chosen, pair.rejected)) for pair in pairs
    ]
    same(got, want, "message logs of both sides")
    return ["message logs of both sides", f"task_name {rows[0].get('task_name', source.task_name)!r}"]


def log_text(messages):
    """Without the start-of-sequence token it puts first."""
    return "".join(message["content"] for message in messages).removeprefix("<|endoftext|>").strip()


CHECKS = {"nemo_rl": preference, "nemo_rl_binary": binary, "nemo_rl-parquet": preference, "nemo_rl_binary-parquet": binary}
