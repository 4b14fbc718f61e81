"""TRL: its trainers prepare the file and take one optimiser step on this machine."""
import math
import os
import shutil
import subprocess
import sys
import tempfile

from consumers.expected import answer, render, require, same, says
from consumers.tiny import decode, folder, language_model, reward_model, tokenizer

END = "<|im_end|>\n"


def version():
    import trl

    return f"trl {trl.__version__}"


def settings(kind, **more):
    return kind(
        output_dir=tempfile.mkdtemp(), max_steps=1, per_device_train_batch_size=2, report_to=[], save_strategy="no", logging_steps=1,
        use_cpu=True, bf16=False, gradient_checkpointing=False, disable_tqdm=True, **more,
    )


def step(trainer):
    """One optimiser step; its loss must be finite."""
    trainer.train()
    losses = [each["loss"] for each in trainer.state.log_history if "loss" in each]
    losses += [each["train_loss"] for each in trainer.state.log_history if "train_loss" in each]
    require(losses and all(math.isfinite(loss) for loss in losses), f"the step's loss is {losses}")
    return f"loss of a step {losses[0]:.3f}"


def written_program(export):
    """The program written beside the rows, as it stands, in a copy of their folder."""
    if not (export.folder / "train_trl.py").exists():
        return []
    language_model()
    place = tempfile.mkdtemp()
    shutil.copytree(export.folder, place, dirs_exist_ok=True)
    outcome = subprocess.run([sys.executable, "train_trl.py", folder(), "trained"], cwd=place, capture_output=True, text=True)
    require(outcome.returncode == 0, "train_trl.py: " + (outcome.stderr.strip().splitlines() or ["ended without a word"])[-1])
    require(os.path.exists(os.path.join(place, "trained", "model.safetensors")), "train_trl.py leaves no model")
    return ["train_trl.py trains for an epoch"]


def dpo(export):
    from trl import DPOConfig, DPOTrainer

    return preference(export, export.load(), DPOTrainer, DPOConfig)


def dpo_without_prompt(export):
    """Formats with the prompt as a text beside whole conversations: the trainer cannot add a text to a list, so the text is dropped."""
    from trl import DPOConfig, DPOTrainer

    data = export.load().remove_columns("prompt")
    return preference(export, data, DPOTrainer, DPOConfig) + ["once the column prompt is dropped"]


def dpo_of_today(export):
    return dpo(export) + ignored_logprobs(export)


def preference(export, data, trainer_class, config_class):
    trainer = trainer_class(
        model=language_model(), args=settings(config_class, max_length=4096), processing_class=tokenizer(), train_dataset=data
    )
    prepared = trainer.train_dataset
    suffix = "ids" if "chosen_ids" in prepared.column_names else "input_ids"
    got = [tuple(decode(row[f"{side}_{suffix}"]) for side in ("prompt", "chosen", "rejected")) for row in prepared]
    pairs = export.expected.pairs()
    if isinstance(data[0]["chosen"], str):
        compare_strings(got, pairs)
    else:
        # TRL up to 0.28 renders prompt+answer and keeps what follows the prompt, then adds another end-of-sequence token.
        got = [(prompt, trimmed(chosen), trimmed(rejected)) for prompt, chosen, rejected in got]
        same(got, [(render(pair.prompt, True), pair.chosen + END, pair.rejected + END) for pair in pairs], "tokens of prompt and sides")
    return ["tokens of prompt and sides", step(trainer)]


def trimmed(text):
    return text.removesuffix("<|im_end|>") if text.endswith(END + "<|im_end|>") else text


def compare_strings(got, pairs):
    """Plain strings: the sides' tokens are the texts and one end-of-sequence token."""
    require(len(got) == len(pairs), f"{len(got)} rows prepared of {len(pairs)}")
    ends = [(chosen.removesuffix("<|im_end|>").strip(), rejected.removesuffix("<|im_end|>").strip()) for _, chosen, rejected in got]
    same(ends, [(pair.chosen.strip(), pair.rejected.strip()) for pair in pairs], "tokens of sides")
    require(all(chosen.endswith("<|im_end|>") and rejected.endswith("<|im_end|>") for _, chosen, rejected in got), "no end of sequence")
    for prompt, chosen, _ in got:
        require(
            any(says(prompt, pair.prompt) for pair in pairs if pair.chosen.strip() == chosen.removesuffix("<|im_end|>").strip()),
            f"the prompt's tokens say another prompt: {prompt!r:.200}",
        )


def reference_logprobs(export):
    """TRL up to 0.28: `ref_chosen_logps` and `ref_rejected_logps` reach the loss, so another value gives another loss."""
    data = export.load()
    losses = []
    for shift in (0.0, 3.0):
        losses.append(dpo_loss(data.map(lambda row, add=shift: {"ref_chosen_logps": -40.0 + add, "ref_rejected_logps": -40.0})))
    require(losses[0] != losses[1], "the reference log-probs do not reach the loss")
    return ["ref_chosen_logps and ref_rejected_logps reach the loss"]


def ignored_logprobs(export):
    """TRL from 0.29: the two columns do no harm and change nothing."""
    data = export.load()
    plain = dpo_loss(data)
    told = dpo_loss(data.map(lambda row: {"ref_chosen_logps": -40.0, "ref_rejected_logps": -43.0}))
    require(plain == told, f"the reference log-probs change the loss: {plain} and {told}")
    return ["ref_chosen_logps and ref_rejected_logps are ignored"]


def dpo_loss(data):
    from trl import DPOConfig, DPOTrainer

    trainer = DPOTrainer(model=language_model(), args=settings(DPOConfig, max_length=4096), processing_class=tokenizer(), train_dataset=data)
    trainer.train()
    return next(each["loss"] for each in trainer.state.log_history if "loss" in each)


def kto(export):
    from trl import KTOConfig, KTOTrainer

    trainer = KTOTrainer(
        model=language_model(), args=settings(KTOConfig, max_length=4096), processing_class=tokenizer(), train_dataset=export.load()
    )
    prepared = trainer.train_dataset
    if "completion_ids" in prepared.column_names:
        got = [(decode(row["prompt_ids"]), decode(row["completion_ids"]), row["label"]) for row in prepared]
    else:
        got = [(decode(row["prompt_input_ids"]), decode(row["answer_input_ids"]), row["label"]) for row in prepared]
    # TRL up to 0.28 puts a start-of-sequence token first.
    got = [(prompt.removeprefix("<|endoftext|>"), trimmed(text).removeprefix(prompt), label) for prompt, text, label in got]
    want = [(render(prompt, True), text + END, label) for prompt, text, label in export.expected.labelled()]
    same(got, want, "tokens and labels")
    return ["tokens of prompt and completion", "labels", step(trainer)]


def reward(export):
    from trl import RewardConfig, RewardTrainer

    data = export.load()
    trainer = RewardTrainer(
        model=reward_model(), args=settings(RewardConfig, max_length=4096), processing_class=tokenizer(), train_dataset=data
    )
    prepared = trainer.train_dataset
    suffix = "ids" if "chosen_ids" in prepared.column_names else "input_ids"
    got = [tuple(decode(row[f"{side}_{suffix}"]) for side in ("chosen", "rejected")) for row in prepared]
    pairs = export.expected.pairs()
    want = [(render(pair.prompt + [answer(pair.chosen)]), render(pair.prompt + [answer(pair.rejected)])) for pair in pairs]
    same(got, want, "tokens of both conversations")
    asserted = ["tokens of both conversations"]
    if "margin" in prepared.column_names:
        batch = next(iter(trainer.get_train_dataloader()))
        require("margin" in batch, "margin does not reach the batch")
        same([float(each) for each in prepared["margin"]], [float(pair.row["margin"]) for pair in pairs], "margins")
        asserted.append("margins, which reach the batch")
    return asserted + [step(trainer)]


def tpo(export):
    from trl.experimental.tpo import TPOConfig, TPOTrainer

    data = export.load()
    require("reference" in data.column_names, "no reference")
    return preference(export, data, TPOTrainer, TPOConfig)


def sft(export):
    from trl import SFTConfig, SFTTrainer

    trainer = SFTTrainer(
        model=language_model(), args=settings(SFTConfig, max_length=4096), processing_class=tokenizer(), train_dataset=export.load()
    )
    got = [decode(row["input_ids"]) for row in trainer.train_dataset]
    same(got, [render(prompt + [answer(text)]) for prompt, text in export.expected.accepted()], "tokens")
    return ["tokens of the conversation", step(trainer)]


def prompts(export):
    """What online trainers (GRPO, RLOO) do to a prompt: the data set's own template function."""
    from trl.data_utils import maybe_apply_chat_template

    rows = [maybe_apply_chat_template(dict(row), tokenizer()) for row in export.load()]
    same([row["prompt"] for row in rows], [render(prompt, True) for prompt in export.expected.prompts()], "rendered prompts")
    return ["rendered prompts"]


PREFERENCE = ("trl", "trl_implicit", "trl_standard", "alignment_handbook", "openrlhf_iter", "sppo")
WITH_PROMPT_TEXT = ("simpo", "map", "distilabel")
CHECKS = {format + suffix: dpo for format in PREFERENCE for suffix in ("", "-parquet")}
CHECKS |= {format + suffix: dpo_without_prompt for format in WITH_PROMPT_TEXT for suffix in ("", "-parquet")}
CHECKS |= {
    "trl": dpo_of_today, "trl-parquet": dpo_of_today,
    "trl_unpaired": kto, "trl_unpaired-parquet": kto, "trl_reward": reward, "trl_reward-parquet": reward, "tpo": tpo, "sft": sft,
    "trl_prompts": prompts, "trl_prompts-parquet": prompts,
}


def with_program(check):
    return lambda export: check(export) + written_program(export)


for each in ("trl", "trl_unpaired", "trl_reward", "tpo", "sft"):
    CHECKS[each] = with_program(CHECKS[each])
CHECKS["trl-split"] = written_program
