"""A tokenizer of 256 bytes and a language model of a few thousand weights, made on the spot: no weights, no network."""
import functools
import json
import os
import tempfile

TEMPLATE = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


@functools.cache
def tokenizer():
    """Any UTF-8 text survives encoding and decoding unchanged."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate(specials + letters)}
    core = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    core.add_special_tokens(specials)
    made = PreTrainedTokenizerFast(
        tokenizer_object=core, eos_token="<|im_end|>", pad_token="<|endoftext|>", bos_token="<|endoftext|>",
        model_max_length=4096, clean_up_tokenization_spaces=False,
    )
    made.chat_template = TEMPLATE
    return made


def decode(ids):
    return tokenizer().decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=False)


def configuration(**more):
    from transformers import Qwen2Config

    return Qwen2Config(
        vocab_size=len(tokenizer()), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=4096, tie_word_embeddings=True, eos_token_id=2, pad_token_id=0,
        bos_token_id=0, **more,
    )


def language_model():
    """From the folder, so that a trainer can load its reference model a second time."""
    import torch
    from transformers import Qwen2ForCausalLM

    if not os.path.exists(os.path.join(folder(), "model.safetensors")):
        torch.manual_seed(0)
        Qwen2ForCausalLM(configuration()).save_pretrained(folder())
    return Qwen2ForCausalLM.from_pretrained(folder())


def reward_model():
    import torch
    from transformers import Qwen2ForSequenceClassification

    torch.manual_seed(0)
    return Qwen2ForSequenceClassification(configuration(num_labels=1))


@functools.cache
def folder():
    """Tokenizer and configuration on disk, for consumers that want a path. Goes with the run's temporary folder."""
    path = tempfile.mkdtemp(prefix="tiny-", dir=os.environ.get("TMPDIR"))
    tokenizer().save_pretrained(path)
    configuration().save_pretrained(path)
    with open(os.path.join(path, "tokenizer_config.json"), encoding="utf-8") as file:
        settings = json.load(file)
    settings.setdefault("chat_template", TEMPLATE)
    settings["tokenizer_class"] = "PreTrainedTokenizerFast"
    with open(os.path.join(path, "tokenizer_config.json"), "w", encoding="utf-8") as file:
        json.dump(settings, file)
    return path
