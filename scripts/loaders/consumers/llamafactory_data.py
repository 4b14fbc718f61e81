"""LLaMA-Factory: `get_dataset` by the exported dataset_info.json, converted and tokenised."""
import importlib.machinery
import json
import os
import sys
import tempfile
import types
from importlib import metadata

# Its multimedia plug-in imports torchaudio, which has no build for this torch; text uses nothing of it.
if importlib.util.find_spec("torchaudio") is None:
    sys.modules["torchaudio"] = types.ModuleType("torchaudio")
    sys.modules["torchaudio"].__spec__ = importlib.machinery.ModuleSpec("torchaudio", None)
os.environ["DISABLE_VERSION_CHECK"] = "1"

from consumers.expected import require, same, says  # noqa: E402
from consumers.tiny import decode, folder, tokenizer  # noqa: E402


def version():
    return f"llamafactory {metadata.version('llamafactory')}"


def dataset(export, stage):
    """Every data set of the folder's dataset_info.json, merged, as `llamafactory-cli train` reads it: pairs under the name `rm`, for DPO too."""
    from llamafactory.data import get_dataset, get_template_and_fix_tokenizer
    from llamafactory.hparams import get_train_args

    with open(export.folder / "dataset_info.json", encoding="utf-8") as file:
        names = sorted(json.load(file))
    # What is written beside the rows, but for what this machine cannot.
    told = export.settings("llamafactory.yaml") or {}
    require(told.get("dataset", ",".join(names)).split(",") == names, f"llamafactory.yaml names {told.get('dataset')}, not {names}")
    model, data, training, _, _ = get_train_args(told | {
        "stage": told.get("stage", stage), "do_train": True, "model_name_or_path": folder(), "dataset": ",".join(names),
        "dataset_dir": str(export.folder), "template": "empty", "output_dir": tempfile.mkdtemp(), "overwrite_cache": True,
        "cutoff_len": 4096, "report_to": "none", "finetuning_type": "full", "use_cpu": True, "bf16": False,
        "preprocessing_num_workers": 1,
    })
    words = tokenizer()
    template = get_template_and_fix_tokenizer(words, data)
    return get_dataset(template, model, data, training, stage=stage, tokenizer=words)["train_dataset"]


def trained(ids, labels):
    """The text the loss is taken over."""
    return decode([token for token, label in zip(ids, labels) if label != -100]).removesuffix("<|im_end|>").strip()


def context(ids, labels):
    return decode([token for token, label in zip(ids, labels) if label == -100])


def ranking(export):
    data = dataset(export, "rm")
    rows = [
        (
            context(row["chosen_input_ids"], row["chosen_labels"]),
            trained(row["chosen_input_ids"], row["chosen_labels"]),
            trained(row["rejected_input_ids"], row["rejected_labels"]),
        )
        for row in data
    ]
    pairs = export.expected.pairs()
    same([row[1:] for row in rows], [(pair.chosen.strip(), pair.rejected.strip()) for pair in pairs], "trained tokens of both sides")
    for prompt, chosen, rejected in rows:
        require(
            any(says(prompt, pair.prompt) for pair in pairs if (pair.chosen.strip(), pair.rejected.strip()) == (chosen, rejected)),
            f"the tokens say another prompt: {prompt!r:.200}",
        )
    return ["no row skipped", "trained tokens of both sides", "prompt tokens", *written(export)]


def kto(export):
    data = dataset(export, "kto")
    rows = [
        (context(row["input_ids"], row["labels"]), trained(row["input_ids"], row["labels"]), bool(row["kto_tags"])) for row in data
    ]
    wanted = export.expected.labelled()
    same([row[1:] for row in rows], [(text.strip(), label) for _, text, label in wanted], "trained tokens and labels")
    for prompt, text, _ in rows:
        require(any(says(prompt, each[0]) for each in wanted if each[1].strip() == text), f"the tokens say another prompt: {prompt!r:.200}")
    return ["no row skipped", "trained tokens and labels", "prompt tokens", *written(export)]


def written(export):
    return ["by llamafactory.yaml"] if export.settings("llamafactory.yaml") else []


CHECKS = {"llamafactory": ranking, "llamafactory_kto": kto, "llamafactory-parquet": ranking, "llamafactory_kto-parquet": kto}
