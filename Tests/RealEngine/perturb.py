"""Copies a model's folder with noise on every matrix of its weights, as if it had been trained.

usage: perturb.py MODEL_DIRECTORY OUTPUT [--scale 0.05]      (needs torch and safetensors)
"""
import argparse
import shutil

import torch
from safetensors.torch import load_file, save_file

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("directory")
parser.add_argument("output")
parser.add_argument("--scale", type=float, default=0.05, help="standard deviation of the noise, in standard deviations of the matrix")
options = parser.parse_args()
shutil.copytree(options.directory, options.output, copy_function=shutil.copyfile)
torch.manual_seed(0)
weights = load_file(options.directory + "/model.safetensors")
changed = {name: value + options.scale * value.std() * torch.randn_like(value) if value.ndim == 2 else value for name, value in weights.items()}
save_file(changed, options.output + "/model.safetensors", metadata={"format": "pt"})
