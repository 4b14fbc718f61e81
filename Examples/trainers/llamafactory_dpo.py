#!/usr/bin/env python3
"""Trains with LLaMA-Factory on a training set that selfplay wrote.

    trainer:
      command: [python3, llamafactory_dpo.py, --data, "{dataset}", --config, dpo.yaml, "model_name_or_path={policy}", "output_dir={output}"]

LLaMA-Factory passes over rows whose `chosen` is a list, as TRL has it, so the set is written anew in its own form first, with the
dataset_info.json that names it. Then `llamafactory-cli train` runs with the YAML file and every key=value after it. Needs: pip install llamafactory
"""
import argparse
import json
import os
import subprocess
import sys

NAME = "selfplay"
INFO = {
    "file_name": NAME + ".jsonl",
    "formatting": "sharegpt",
    "ranking": True,
    "columns": {"messages": "conversations", "chosen": "chosen", "rejected": "rejected"},
    "tags": {
        "role_tag": "role",
        "content_tag": "content",
        "user_tag": "user",
        "assistant_tag": "assistant",
        "system_tag": "system",
    },
}


def convert(source, folder):
    """Writes the set and its description into the folder; returns the number of pairs."""
    os.makedirs(folder, exist_ok=True)
    count = 0
    with open(source, encoding="utf-8") as pairs, open(os.path.join(folder, INFO["file_name"]), "w", encoding="utf-8") as file:
        for line in pairs:
            row = json.loads(line)
            new = {"conversations": row["prompt"], "chosen": row["chosen"][0], "rejected": row["rejected"][0]}
            file.write(json.dumps(new, ensure_ascii=False) + "\n")
            count += 1
    with open(os.path.join(folder, "dataset_info.json"), "w", encoding="utf-8") as file:
        json.dump({NAME: INFO}, file)
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the training set in selfplay's format trl")
    parser.add_argument("--config", required=True, help="LLaMA-Factory's YAML file")
    parser.add_argument("--only-convert", metavar="FOLDER", help="write the set into this folder and train nothing")
    parser.add_argument("overrides", nargs="*", help="keys of the YAML file with their values")
    options = parser.parse_args()
    # The attempt's folder: a second attempt does not write where a first one may still read.
    folder = options.only_convert or os.path.join(os.environ.get("SELFPLAY_ATTEMPT", "."), "data")
    print(f"{convert(options.data, folder)} pairs in {folder}", flush=True)
    if options.only_convert:
        return
    command = ["llamafactory-cli", "train", options.config, "dataset=" + NAME, "dataset_dir=" + folder, *options.overrides]
    try:
        sys.exit(subprocess.run(command).returncode)
    except FileNotFoundError:
        sys.exit("llamafactory-cli is not installed: pip install llamafactory")


main()
