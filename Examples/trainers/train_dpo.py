#!/usr/bin/env python3
"""Trains a policy with TRL's DPOTrainer on a training set that selfplay wrote, and saves a model that a server can load.

    trainer:
      command: [python3, train_dpo.py, --data, "{dataset}", --init, "{policy}", --out, "{output}"]

Several GPUs: [accelerate, launch, train_dpo.py, --data, …]. A LoRA adapter: add --lora-rank 16. Needs: pip install trl (and peft for LoRA).
"""
import argparse
import json
import os
import shutil

import torch
from datasets import Dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the training set in selfplay's format trl")
    parser.add_argument("--init", required=True, help="the model training starts from: a folder, a LoRA adapter's folder, or a hub id")
    parser.add_argument("--out", required=True, help="the folder to write the model into; it does not exist yet")
    parser.add_argument("--reference", help="the model DPO compares with; the one training starts from unless given")
    # TRL's names: sigmoid is DPO. apo_zero also raises the chosen answers, where plain DPO at a high rate lowers both.
    parser.add_argument("--loss", default="sigmoid", help="TRL's loss types, joined by +: sigmoid, apo_zero, sigmoid+sft")
    parser.add_argument("--beta", type=float, default=0.1, help="how strongly the policy is held to the reference")
    # The number that decides most. Too high a rate makes answers worse while the loss falls: watch the held-out reward, not the loss.
    parser.add_argument("--learning-rate", type=float, help="5e-7 unless given, with LoRA 5e-6")
    parser.add_argument("--epochs", type=float, default=1, help="more than one overfits soon: the next round brings new pairs")
    # Pairs a step = GPUs * batch * accumulate; 32 to 128 is usual. Only --batch costs memory.
    parser.add_argument("--batch", type=int, default=1, help="pairs at once on one GPU; each is two sequences")
    parser.add_argument("--accumulate", type=int, default=32)
    # TRL cuts longer sequences at their end (its own default is 1024): at least the longest prompt plus policy.sampling.max_tokens.
    parser.add_argument("--max-length", type=int, default=4096, help="tokens of prompt and answer together")
    parser.add_argument("--lora-rank", type=int, default=0, help="train a LoRA adapter of this rank instead of all weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cpu", action="store_true", help="train on the CPU in float32: for a very small model, to try the loop")
    options = parser.parse_args()
    options.trains_adapter = options.lora_rank > 0 or is_adapter(options.init)
    if options.learning_rate is None:
        options.learning_rate = 5e-6 if options.trains_adapter else 5e-7
    return options


def is_adapter(path):
    return os.path.exists(os.path.join(path, "adapter_config.json"))


def load(options):
    """The model to train, the reference (None: TRL keeps what training starts from), and the LoRA settings (None: as the model is)."""
    # All weights are trained in float32 with bfloat16 arithmetic: in bfloat16 alone, steps of 5e-7 round to nothing.
    dtype = torch.bfloat16 if options.trains_adapter and not options.cpu else torch.float32
    if is_adapter(options.init):
        # A later round goes on with the adapter of the one before; TRL keeps a frozen copy of it as the reference.
        from peft import AutoPeftModelForCausalLM

        return AutoPeftModelForCausalLM.from_pretrained(options.init, is_trainable=True, dtype=dtype), None, None
    model = AutoModelForCausalLM.from_pretrained(options.init, dtype=dtype)
    if options.trains_adapter:
        from peft import LoraConfig

        settings = LoraConfig(
            r=options.lora_rank, lora_alpha=2 * options.lora_rank, target_modules="all-linear", task_type="CAUSAL_LM"
        )
        # The reference is the model without the adapter.
        return model, None, settings
    reference = None
    if options.reference and options.reference != options.init:
        reference = AutoModelForCausalLM.from_pretrained(options.reference, dtype=torch.float32 if options.cpu else torch.bfloat16)
    return model, reference, None


def warmup(pairs, options):
    """A tenth of the steps."""
    a_step = options.batch * options.accumulate * int(os.environ.get("WORLD_SIZE", "1"))
    return max(1, round(0.1 * options.epochs * pairs / a_step))


def read(path):
    """The pairs, without the columns that are for people."""
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return Dataset.from_list([{key: row[key] for key in ("prompt", "chosen", "rejected")} for row in rows])


def main():
    options = arguments()
    pairs = read(options.data)
    model, reference, lora = load(options)
    tokenizer = AutoTokenizer.from_pretrained(options.init)
    settings = DPOConfig(
        output_dir=options.out,
        loss_type=options.loss.split("+"),
        beta=options.beta,
        learning_rate=options.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=warmup(len(pairs), options),
        num_train_epochs=options.epochs,
        per_device_train_batch_size=options.batch,
        gradient_accumulation_steps=options.accumulate,
        max_length=options.max_length,
        bf16=not options.cpu,
        use_cpu=options.cpu,
        # Costs a third more time and saves most of the activations' memory.
        gradient_checkpointing=not options.cpu,
        # No checkpoints: selfplay takes what stands at --out at the end, and nothing else.
        save_strategy="no",
        logging_steps=1,
        report_to="none",
        seed=options.seed,
    )
    trainer = DPOTrainer(
        model=model, ref_model=reference, args=settings, train_dataset=pairs, processing_class=tokenizer, peft_config=lora
    )
    loss = trainer.train().training_loss
    # All processes take part: with DeepSpeed or FSDP each holds a part of the weights.
    trainer.save_model(options.out)
    if trainer.is_world_process_zero():
        keep_tokenizer(options)
        print(json.dumps({"pairs": len(pairs), "loss": loss}))


def keep_tokenizer(options):
    """Copies the tokenizer's files as they were: a server of another version must read them as it read the first ones."""
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja", "generation_config.json"):
        source = os.path.join(options.init, name)
        if os.path.exists(source):
            shutil.copyfile(source, os.path.join(options.out, name))


if __name__ == "__main__":
    main()
