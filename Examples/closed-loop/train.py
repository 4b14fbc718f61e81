"""Trains a causal language model on a round's pairs with TRL's DPOTrainer and writes a model folder that any server can load.

usage: train.py --data PAIRS.jsonl --init MODEL --out NEW [--seed N] [--loss apo_zero] [--beta 5] [--lr 1e-4] [--epochs 6]
                [--control none|swapped|identity]

The reference model is the one given as --init. The folder appears whole or not at all. The last line of stdout is JSON with what was done.
Controls: `swapped` trains on pairs the wrong way round and must make the model worse, `identity` trains nothing and must change nothing.
"""
import argparse
import json
import os
import resource
import shutil
import time

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
# Tokenizer and generation files go over byte for byte: a server with an older transformers must be able to read them.
COPIED = ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "generation_config.json", "special_tokens_map.json")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--init", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--loss", default="apo_zero", help="TRL's loss_type, several joined by +")
    parser.add_argument("--beta", type=float, default=5)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--control", choices=["none", "swapped", "identity"], default="none")
    return parser.parse_args()


def pairs(path, control):
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [{key: row[key] for key in ("prompt", "chosen", "rejected")} for row in rows]
    if control == "swapped":
        rows = [{"prompt": row["prompt"], "chosen": row["rejected"], "rejected": row["chosen"]} for row in rows]
    return rows


def train(options, rows, folder):
    """Writes the trained model into `folder` and returns the mean loss."""
    import torch
    from datasets import Dataset, disable_progress_bars
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from trl import DPOConfig, DPOTrainer

    disable_progress_bars()
    tokenizer = AutoTokenizer.from_pretrained(options.init)
    model = AutoModelForCausalLM.from_pretrained(options.init, dtype=torch.float32)
    # TRL's own defaults would train in bfloat16 with checkpointing, and with a learning rate too small to see.
    settings = DPOConfig(
        output_dir=folder,
        loss_type=options.loss.split("+"),
        beta=options.beta,
        learning_rate=options.lr,
        num_train_epochs=options.epochs,
        per_device_train_batch_size=options.batch,
        lr_scheduler_type="linear",
        warmup_steps=2,
        max_length=128,
        seed=options.seed,
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        dataloader_pin_memory=False,
        save_strategy="no",
        logging_steps=10**9,
        report_to=[],
        disable_tqdm=True,
    )
    trainer = DPOTrainer(model, args=settings, train_dataset=Dataset.from_list(rows), processing_class=tokenizer)
    loss = trainer.train().training_loss
    trainer.save_model(folder)
    for name in COPIED:
        if os.path.exists(os.path.join(options.init, name)):
            shutil.copyfile(os.path.join(options.init, name), os.path.join(folder, name))
    for name in ("training_args.bin", "README.md"):
        if os.path.exists(os.path.join(folder, name)):
            os.remove(os.path.join(folder, name))
    return loss


def main():
    options = arguments()
    begun = time.time()
    rows = pairs(options.data, options.control)
    partial = options.out.rstrip("/") + ".partial"
    shutil.rmtree(partial, ignore_errors=True)
    loss = None
    if options.control == "identity":
        shutil.copytree(options.init, partial)
    else:
        loss = train(options, rows, partial)
    shutil.rmtree(options.out, ignore_errors=True)
    os.rename(partial, options.out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"pairs": len(rows), "loss": loss, "seconds": round(time.time() - begun, 1), "peak_mb": peak}))


main()
