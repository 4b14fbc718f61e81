#!/usr/bin/env python3
"""Any causal language model of transformers as a policy: a starting point, not a server. One request at a time, one GPU.

    python3 transformers_policy.py MODEL

Needs torch and transformers, which nothing else here does. For speed serve the model with vLLM or SGLang instead; this is for models that
no server loads. Log-probs are of temperature 1 and of the very ids that were drawn.
"""

import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from selfplay_command import Refusal, serve


class Policy:
    def __init__(self, path):
        self.path = path
        self.tokenizer = AutoTokenizer.from_pretrained(path)
        self.model = AutoModelForCausalLM.from_pretrained(path, torch_dtype="auto", device_map="auto").eval()
        self.context = self.model.config.max_position_embeddings

    def hello(self):
        # Equal seeds give equal text on one machine with one request at a time, which is what this program does.
        can = {"tokenizes": True, "reports_logprobs": True, "scores": True, "reproducible": True}
        return {"name": "transformers", "model": self.path, "context": self.context, "capabilities": can}

    def tokenize(self, messages, generation_prompt):
        # tokenize=True adds no second begin-of-sequence token to what the template writes.
        return list(self.tokenizer.apply_chat_template(messages, add_generation_prompt=generation_prompt, tokenize=True, return_dict=False))

    @torch.inference_mode()
    def logprobs(self, ids, start):
        logits = self.model(torch.tensor([ids], device=self.model.device)).logits[0, start - 1 : -1].float()
        chosen = torch.tensor(ids[start:], device=logits.device)
        return torch.log_softmax(logits, -1).gather(1, chosen[:, None])[:, 0].tolist()

    def score(self, prompt, response):
        if len(prompt) + len(response) > self.context:
            raise Refusal("too_long", "%d tokens" % (len(prompt) + len(response)))
        return self.logprobs(prompt + response, len(prompt))

    @torch.inference_mode()
    def sample(self, messages, prompt_tokens, n, seed, sampling):
        for name, off in (("presence_penalty", 0), ("frequency_penalty", 0)):
            if sampling[name] != off:
                raise Refusal("misconfigured", "sampling.%s is not supported here" % name)
        prompt = prompt_tokens or self.tokenize(messages, True)
        inputs = torch.tensor([prompt], device=self.model.device)
        # Sample j is drawn with seed + j, so that n responses equal n requests for one.
        return [self.one(prompt, inputs, seed + child, sampling) for child in range(n)]

    def one(self, prompt, inputs, seed, sampling):
        torch.manual_seed(seed)
        draws = {}
        if sampling["temperature"] > 0:
            draws = {"temperature": sampling["temperature"], "top_p": sampling["top_p"], "top_k": sampling["top_k"], "min_p": sampling["min_p"] or None}
        output = self.model.generate(
            inputs,
            attention_mask=torch.ones_like(inputs),
            do_sample=sampling["temperature"] > 0,
            max_new_tokens=min(sampling["max_tokens"], self.context - len(prompt)),
            repetition_penalty=sampling["repetition_penalty"],
            stop_strings=sampling["stop"] or None,
            tokenizer=self.tokenizer,
            pad_token_id=self.tokenizer.eos_token_id,
            **draws,
        )
        tokens = output[0, len(prompt) :].tolist()
        text = self.tokenizer.decode(tokens, skip_special_tokens=True)
        # generate() keeps a matched stop string in the text; the token ids stay whole, because they are what was drawn.
        cuts = [text.find(stop) for stop in sampling["stop"] if stop in text]
        ends = self.model.generation_config.eos_token_id
        ends = ends if isinstance(ends, list) else [ends]
        finished = tokens[-1] in ends or bool(cuts)
        return {
            "text": text[: min(cuts)] if cuts else text,
            "tokens": tokens,
            "logprobs": self.logprobs(prompt + tokens, len(prompt)),
            "finish_reason": "stop" if finished else "length",
        }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: transformers_policy.py MODEL")
    serve(Policy(sys.argv[1]))
