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
    return ["prompts", "data_source, reward_model and extra_info reach the batch", *written_command(export)]


def written_command(export):
    """The keys of the command line stand in the trainer's own configuration, and name the file."""
    from hydra import compose, initialize_config_module

    words = export.command("verl.sh", "verl.trainer.main_ppo")
    if words is None:
        return []
    with initialize_config_module("verl.trainer.config", version_base=None):
        told = compose("ppo_trainer", overrides=words)
    require(list(told.data.train_files) == [export.file.name], f"verl.sh trains on {told.data.train_files}")
    return ["verl.sh is understood"]


CHECKS = {"verl_prompts": prompts, "verl_prompts-parquet": prompts}
