"""mlx-lm-lora: `load_local_dataset` for DPO and ORPO (its trainer wants Apple silicon, its data code runs anywhere)."""
import shutil
import tempfile
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

from consumers.expected import require, same, says
from consumers.tiny import decode, tokenizer


def version():
    return f"mlx-lm-lora {metadata.version('mlx-lm-lora')}"


def loaded(export, mode):
    from mlx_lm.tokenizer_utils import TokenizerWrapper
    from mlx_lm_lora.trainer.datasets import load_local_dataset

    folder = Path(tempfile.mkdtemp())
    shutil.copy(export.file, folder / "train.jsonl")
    train, _, _ = load_local_dataset(folder, TokenizerWrapper(tokenizer()), SimpleNamespace(train_mode=mode))
    return [train[index] for index in range(len(train))]


def preference(export):
    pairs = export.expected.pairs()
    for mode in ("dpo", "orpo"):
        rows = []
        for row in loaded(export, mode):
            start = row["chosen_prompt_length"]
            rows.append((decode(row["chosen"][:start]), ending(row["chosen"][start:]), ending(row["rejected"][start:])))
        same([row[1:] for row in rows], [(pair.chosen.strip(), pair.rejected.strip()) for pair in pairs], f"tokens of both sides ({mode})")
        for prompt, chosen, rejected in rows:
            fitting = [pair.prompt for pair in pairs if (pair.chosen.strip(), pair.rejected.strip()) == (chosen, rejected)]
            require(any(says(prompt, each) for each in fitting), f"the tokens say another prompt: {prompt!r:.200}")
            require(prompt.count("<|im_start|>user") == 1, "the prompt was rendered before: this trainer renders it again")
    return ["tokens of prompt and sides (DPO, ORPO)", *written_command(export)]


def written_command(export):
    from mlx_lm_lora.train import build_parser

    words = export.command("mlx_lm_lora.sh", "mlx_lm_lora.train")
    if words is None:
        return []
    told = build_parser().parse_args(words)
    require(told.train and told.train_mode == "dpo" and told.data == ".", f"mlx_lm_lora.sh says {vars(told)}")
    return ["mlx_lm_lora.sh is understood"]


def ending(tokens):
    return decode(tokens).removesuffix("<|im_end|>\n").strip()


CHECKS = {"mlx_lm_lora": preference}
