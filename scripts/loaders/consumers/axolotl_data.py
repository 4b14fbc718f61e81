"""axolotl: `prepare_preference_datasets` with `type: chat_template.default` (DPO) and `user_defined.default` (KTO)."""
import os
import tempfile

os.environ["AXOLOTL_DO_NOT_TRACK"] = "1"

from importlib import metadata  # noqa: E402

from consumers.expected import render, require, same, says  # noqa: E402
from consumers.tiny import folder, tokenizer  # noqa: E402


def version():
    return f"axolotl {metadata.version('axolotl')}"


def prepared(export, rl, entry):
    from axolotl.utils.data.rl import prepare_preference_datasets
    from axolotl.utils.dict import DictDefault

    told = export.settings("axolotl.yaml")
    entries = [{"path": str(export.file), "ds_type": export.kind, "split": "train", **entry}]
    if told:
        require(told["rl"] == rl.value, f"axolotl.yaml says rl: {told['rl']}")
        entries = [each | {"path": str(export.folder / each["path"])} for each in told["datasets"]]
    settings = DictDefault({
        "base_model": folder(), "base_model_config": folder(), "tokenizer_config": folder(), "tokenizer_use_fast": True,
        "chat_template": "tokenizer_default", "rl": rl, "sequence_len": 4096, "dataset_num_proc": 1, "is_preprocess": True,
        "dataset_prepared_path": tempfile.mkdtemp(), "seed": 42, "special_tokens": {}, "shuffle_merged_datasets": False,
        "datasets": entries,
    })
    data, _ = prepare_preference_datasets(settings, tokenizer())
    return list(data)


def preference(export):
    from axolotl.utils.schemas.enums import RLType

    rows = prepared(export, RLType.DPO, {
        "type": "chat_template.default", "field_messages": "messages", "field_chosen": "chosen", "field_rejected": "rejected",
    })
    same(
        [(row["prompt"], row["chosen"], row["rejected"]) for row in rows],
        [
            (render(pair.prompt, True), (pair.chosen + "<|im_end|>").rstrip(), (pair.rejected + "<|im_end|>").rstrip())
            for pair in export.expected.pairs()
        ],
        "rendered prompt and sides",
    )
    return ["rendered prompt and sides", *written(export)]


def kto(export):
    from axolotl.utils.schemas.enums import RLType

    rows = prepared(export, RLType.KTO, {"type": {
        "field_prompt": "prompt", "field_system": "system", "field_completion": "completion", "field_label": "label",
        "prompt_format": "{system}\n{prompt}" if "system" in export.load().column_names else "{prompt}",
    }})
    wanted = export.expected.labelled()
    same([(row["completion"].strip(), row["label"]) for row in rows], [(text.strip(), label) for _, text, label in wanted], "texts and labels")
    for row in rows:
        require(
            any(says(row["prompt"], each[0]) for each in wanted if each[1].strip() == row["completion"].strip()),
            f"the prompt says another prompt: {row['prompt']!r:.200}",
        )
    return ["prompts, texts and labels", *written(export)]


def written(export):
    return ["by axolotl.yaml"] if export.settings("axolotl.yaml") else []


CHECKS = {"axolotl": preference, "axolotl-parquet": preference, "axolotl_kto": kto, "axolotl_kto-parquet": kto}
