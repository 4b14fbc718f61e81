"""Makes a LoRA adapter with noise in it, as if it had been trained, and a copy of the model with the adapter merged in to compare with.

usage: adapter.py MODEL_DIRECTORY ADAPTER_OUTPUT MERGED_OUTPUT [--scale 0.1]      (needs torch and safetensors)
"""
import argparse
import json
import os
import shutil

import torch
from safetensors.torch import load_file, save_file

RANK, ALPHA, TARGETS = 4, 8, ["q_proj", "v_proj"]
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("directory")
parser.add_argument("adapter")
parser.add_argument("merged")
parser.add_argument("--scale", type=float, default=0.1, help="standard deviation of the adapter's two factors")
options = parser.parse_args()
torch.manual_seed(0)
weights = load_file(options.directory + "/model.safetensors")
factors = {}
for name in sorted(weights):
    module = name.removesuffix(".weight")
    if module.rsplit(".", 1)[-1] not in TARGETS:
        continue
    outputs, inputs = weights[name].shape
    down, up = options.scale * torch.randn(RANK, inputs), options.scale * torch.randn(outputs, RANK)
    factors[f"base_model.model.{module}.lora_A.weight"], factors[f"base_model.model.{module}.lora_B.weight"] = down, up
    weights[name] = weights[name] + ALPHA / RANK * up @ down
os.makedirs(options.adapter)
save_file(factors, options.adapter + "/adapter_model.safetensors", metadata={"format": "pt"})
with open(options.adapter + "/adapter_config.json", "w") as file:
    json.dump({"peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": options.directory, "r": RANK, "lora_alpha": ALPHA,
               "lora_dropout": 0.0, "target_modules": TARGETS, "bias": "none", "inference_mode": True}, file)
shutil.copytree(options.directory, options.merged, copy_function=shutil.copyfile)
save_file(weights, options.merged + "/model.safetensors", metadata={"format": "pt"})
