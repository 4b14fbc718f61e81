"""Writes a Qwen3 model folder (Hugging Face's format) as a GGUF file for llama.cpp: a language model, or a reward model with one label.

usage: export_gguf.py MODEL OUT.gguf [--type q8_0|f16|f32]

A reward model's head `w` becomes the two rows [w, 0], because llama.cpp puts a softmax on Qwen3's head and softmax([x, 0]) is sigmoid(x).
Its GGUF gets a `rerank` template, rendered from the model's own chat template, so that /v1/rerank reads a conversation.
"""
import argparse
import json
import os

import gguf
import jinja2
import numpy
from gguf.quants import quantize
from safetensors.numpy import load_file

FILE_TYPES = {"f32": gguf.LlamaFileType.ALL_F32, "f16": gguf.LlamaFileType.MOSTLY_F16, "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0}


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


def add_architecture(writer, config):
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_key_length(config["head_dim"])
    writer.add_value_length(config["head_dim"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    rope = config.get("rope_parameters") or {}
    writer.add_rope_freq_base(rope.get("rope_theta", config.get("rope_theta", 10000.0)))


def add_tokenizer(writer, config, tokenizer):
    """A byte-level BPE of GPT-2's kind."""
    special = {token["id"] for token in tokenizer["added_tokens"] if token["special"]}
    vocabulary = sorted(tokenizer["model"]["vocab"].items(), key=lambda entry: entry[1])
    if [number for _, number in vocabulary] != list(range(config["vocab_size"])):
        raise SystemExit("the vocabulary has gaps, or tokens beyond it: this script cannot write it")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([text for text, _ in vocabulary])
    writer.add_token_types([gguf.TokenType.CONTROL if number in special else gguf.TokenType.NORMAL for _, number in vocabulary])
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in tokenizer["model"]["merges"]])
    writer.add_bos_token_id(config["bos_token_id"])
    writer.add_eos_token_id(config["eos_token_id"])
    writer.add_pad_token_id(config["pad_token_id"])
    writer.add_add_bos_token(False)


def chat_template(folder):
    settings = json.loads(read(folder, "tokenizer_config.json"))
    return settings.get("chat_template") or read(folder, "chat_template.jinja")


def add_tensors(writer, config, weights, kind):
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.QWEN3, config["num_hidden_layers"])
    for name, tensor in sorted(weights.items()):
        tensor = tensor.astype(numpy.float32)
        if name == "score.weight":
            writer.add_tensor("cls.output.weight", numpy.concatenate([tensor, numpy.zeros_like(tensor)]))
        elif name == "lm_head.weight" and config.get("tie_word_embeddings"):
            continue
        elif tensor.ndim == 1 or kind == "f32":
            writer.add_tensor(names.get_name(name, try_suffixes=(".weight", ".bias")), tensor)
        elif kind == "f16":
            writer.add_tensor(names.get_name(name, try_suffixes=(".weight", ".bias")), tensor.astype(numpy.float16))
        else:
            quantized = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(names.get_name(name, try_suffixes=(".weight", ".bias")), quantize(tensor, quantized), raw_dtype=quantized)


def export(folder, out, kind="q8_0"):
    """The file appears whole or not at all."""
    config = json.loads(read(folder, "config.json"))
    partial = out + ".partial"
    writer = gguf.GGUFWriter(partial, "qwen3")
    writer.add_name(os.path.basename(os.path.normpath(folder)))
    writer.add_file_type(FILE_TYPES[kind])
    add_architecture(writer, config)
    add_tokenizer(writer, config, json.loads(read(folder, "tokenizer.json")))
    template = chat_template(folder)
    if "ForSequenceClassification" in config["architectures"][0]:
        turns = [{"role": "user", "content": "{query}"}, {"role": "assistant", "content": "{document}"}]
        framed = jinja2.Environment().from_string(template).render(messages=turns, add_generation_prompt=False)
        writer.add_pooling_type(gguf.PoolingType.RANK)
        writer.add_classifier_output_labels(["right", "wrong"])
        writer.add_chat_template([{"name": "default", "template": template}, {"name": "rerank", "template": framed}])
    else:
        writer.add_chat_template(template)
    add_tensors(writer, config, load_file(os.path.join(folder, "model.safetensors")), kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.rename(partial, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--type", choices=sorted(FILE_TYPES), default="q8_0")
    options = parser.parse_args()
    export(options.model, options.out, options.type)
