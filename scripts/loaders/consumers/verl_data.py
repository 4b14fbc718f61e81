"""verl: `RLHFDataset`, which feeds prompts to its rollouts."""
import tempfile
from importlib import metadata

from consumers.expected import require, same
from consumers.tiny import tokenizer


def version():
    return f"verl {metadata.version('verl')}"


def prompts(export):
    from omegaconf import OmegaConf
    from verl.utils.dataset.rl_dataset import RLHFDataset, collate_fn

    options = OmegaConf.create({
        "cache_dir": tempfile.mkdtemp(), "prompt_key": "prompt", "max_prompt_length": 4096, "filter_overlong_prompts": True,
        "filter_overlong_prompts_workers": 1,
    })
    data = RLHFDataset([str(export.file)], tokenizer(), options)
    rows = [data[index] for index in range(len(data))]
    same([row["raw_prompt"] for row in rows], export.expected.prompts(), "prompts")
    batch = collate_fn(rows[:2])
    for column in ("data_source", "reward_model", "extra_info"):
        require(column in batch, f"{column} does not reach the batch")
    require("ground_truth" in rows[0]["reward_model"] and "style" in rows[0]["reward_model"], "reward_model lacks style or ground_truth")
    return ["prompts", "data_source, reward_model and extra_info reach the batch"]


CHECKS = {"verl_prompts": prompts, "verl_prompts-parquet": prompts}
