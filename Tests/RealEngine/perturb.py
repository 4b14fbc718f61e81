"""Copies a model's folder with noise on every matrix of its layers, as if it had been trained; the embeddings stay as they are.

vLLM 0.32 on a CPU reloads tied embeddings by half: the output head keeps a packed copy of the old ones (docs/weights.md). `--embeddings` shows it.

usage: perturb.py MODEL_DIRECTORY OUTPUT [--scale 0.1] [--embeddings]      (needs torch and safetensors)
"""
import argparse
import shutil

import torch
from safetensors.torch import load_file, save_file

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("directory")
parser.add_argument("output")
parser.add_argument("--scale", type=float, default=0.1, help="standard deviation of the noise, in standard deviations of the matrix")
parser.add_argument("--embeddings", action="store_true", help="change the embeddings, too")
options = parser.parse_args()
shutil.copytree(options.directory, options.output, copy_function=shutil.copyfile)
torch.manual_seed(0)
weights = load_file(options.directory + "/model.safetensors")
for name, value in weights.items():
    if value.ndim == 2 and (options.embeddings or "embed" not in name):
        weights[name] = value + options.scale * value.std() * torch.randn_like(value)
save_file(weights, options.output + "/model.safetensors", metadata={"format": "pt"})
