"""OpenRLHF: `RewardDataset` (DPO and reward model) and `PromptDataset`."""
import ast
from importlib import metadata
from types import SimpleNamespace

from consumers.expected import answer, render, require, same, says
from consumers.tiny import decode, tokenizer


def version():
    return f"openrlhf {metadata.version('openrlhf')}"


def strategy(**data):
    """What the data sets ask of OpenRLHF's strategy: the `--data.*` flags."""
    return SimpleNamespace(
        args=SimpleNamespace(data=SimpleNamespace(**data)), is_rank_0=lambda: True, print=lambda *texts: None
    )


def blended(export, options):
    """The file through OpenRLHF's own reader."""
    from openrlhf.datasets.utils import blending_datasets

    return blending_datasets(str(export.file), None, options, 42, max_count=10**6)


def reward_dataset(export, is_dpo, **data):
    from openrlhf.datasets import RewardDataset

    options = strategy(prompt_key="prompt", chosen_key="chosen", rejected_key="rejected", **data)
    return RewardDataset(blended(export, options), tokenizer(), 4096, options, is_dpo=is_dpo, num_processors=1)


def written_command(export, module):
    """The program itself wants DeepSpeed and Ray: its flags are read from its source."""
    words = export.command("openrlhf.sh", "openrlhf.cli." + module)
    if words is None:
        return []
    source = metadata.distribution("openrlhf").locate_file(f"openrlhf/cli/{module}.py").read_text(encoding="utf-8")
    flags = {
        call.args[0].value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "add_argument"
        and isinstance(call.args[0], ast.Constant)
    }
    unknown = [word for word in words if word.startswith("--") and word not in flags]
    require(not unknown, f"openrlhf.sh has flags that {module} does not know: {unknown}")
    return ["openrlhf.sh has known flags"]


def conversations(export):
    pairs = export.expected.pairs()
    data = reward_dataset(export, is_dpo=True, apply_chat_template=True)
    same(
        list(zip(data.prompts, data.chosens, data.rejects)),
        [(render(pair.prompt, True), pair.chosen + "<|im_end|>\n", pair.rejected + "<|im_end|>\n") for pair in pairs],
        "rendered prompt and sides",
    )
    got = [tuple(decode(data[index][part][0]) for part in (0, 2)) for index in range(len(data))]
    want = [
        tuple(render(pair.prompt + [answer(text)]).rstrip("\n") for text in (pair.chosen, pair.rejected)) for pair in pairs
    ]
    same(got, want, "tokens of both conversations")
    batch = data.collate_fn([data[0], data[1]])
    require(batch[0].shape[0] == 2, "no batch of two")
    asserted = ["rendered prompt and sides (DPO)", "tokens", "a batch"]
    if "margin" in export.load().column_names:
        model = reward_dataset(export, is_dpo=False, apply_chat_template=True)
        same([float(each) for each in model.extras], [float(pair.row["margin"]) for pair in pairs], "margins")
        asserted.append("margins (reward model)")
    return asserted + written_command(export, "train_dpo")


def strings(export):
    """Iterative OpenRLHF: plain strings, no template."""
    data = reward_dataset(export, is_dpo=True, apply_chat_template=False)
    pairs = export.expected.pairs()
    same(
        [(chosen.strip(), rejected.strip()) for chosen, rejected in zip(data.chosens, data.rejects)],
        [(pair.chosen.strip(), pair.rejected.strip()) for pair in pairs],
        "sides",
    )
    for prompt, chosen in zip(data.prompts, data.chosens):
        require(any(says(prompt, pair.prompt) for pair in pairs if pair.chosen.strip() == chosen.strip()), f"another prompt: {prompt!r:.200}")
    return ["prompts and sides", f"{len([data[index] for index in range(len(data))])} rows tokenised"]


def prompts(export):
    from openrlhf.datasets import PromptDataset

    options = strategy(input_key="input", apply_chat_template=True)
    data = PromptDataset(blended(export, options), tokenizer(), options)
    wanted = export.expected.prompts()
    if isinstance(export.load()[0]["input"], str):
        require(all(any(says(text, each) for text in data.prompts) for each in wanted), "a prompt is not said")
    else:
        same(data.prompts, [render(each, True) for each in wanted], "rendered prompts")
    require(len(data.collate_fn([data[0], data[1]])[1]) == 2, "no batch of two")
    return ["rendered prompts", "a batch", *written_command(export, "train_ppo_ray")]


CHECKS = {"openrlhf": conversations, "openrlhf_prompts": prompts, "openrlhf_iter": strings}
CHECKS |= {"openrlhf-parquet": conversations, "openrlhf_prompts-parquet": prompts}
