#!/usr/bin/env python3
"""A toy policy for selfplay's command backend: exact log-probs, seeds that decide everything, the standard library only.

It writes words drawn from a fixed table whose odds depend on the word before. Put a model of your own in its place.
"""

import hashlib
import math
import random

from selfplay_command import Refusal, serve

WORDS = ["<end>", " the", " a", " red", " green", " blue", " colour", " is", " warm", " cool", " because", " it", " and", " sky", " grass", "."]
END = 0
FIRST_BYTE = len(WORDS)  # prompts are cut into bytes, responses into words
TURN = FIRST_BYTE + 256
CONTEXT = 4096


def odds(previous):
    """Logits of the next word after the token `previous`."""
    generator = random.Random(previous * 7919 + 13)
    logits = [generator.uniform(-1.0, 1.5) for _ in WORDS]
    logits[END] -= 1.0
    return logits


def log_softmax(logits, temperature=1.0):
    scaled = [logit / temperature for logit in logits]
    greatest = max(scaled)
    total = greatest + math.log(sum(math.exp(logit - greatest) for logit in scaled))
    return [logit - total for logit in scaled]


class Policy:
    def hello(self):
        return {
            "name": "toy policy",
            "version": "1",
            "model": "toy",
            "context": CONTEXT,
            "capabilities": {"tokenizes": True, "reports_logprobs": True, "scores": True, "reproducible": True},
        }

    def tokenize(self, messages, generation_prompt):
        tokens = []
        for message in messages:
            tokens.append(TURN)
            tokens += [FIRST_BYTE + byte for byte in (message["role"] + "\n" + message["content"]).encode()]
        if generation_prompt:
            tokens.append(TURN)
            tokens += [FIRST_BYTE + byte for byte in b"assistant\n"]
        return tokens

    def sample(self, messages, prompt_tokens, n, seed, sampling):
        prompt = prompt_tokens or self.tokenize(messages, True)
        if len(prompt) >= CONTEXT:
            raise Refusal("too_long", "a prompt of %d tokens does not fit" % len(prompt))
        return [self.one(prompt, seed + child, sampling) for child in range(n)]

    def one(self, prompt, seed, sampling):
        digest = hashlib.sha256(("%d %s" % (seed, prompt)).encode()).digest()
        generator = random.Random(int.from_bytes(digest[:8], "big"))
        tokens, logprobs, previous = [], [], prompt[-1]
        while len(tokens) < min(sampling["max_tokens"], CONTEXT - len(prompt)):
            raw = log_softmax(odds(previous))
            token = self.draw(generator, odds(previous), sampling)
            tokens.append(token)
            logprobs.append(raw[token])  # of temperature 1, whatever it was drawn at
            if token == END:
                break
            previous = token
        stopped = tokens[-1] == END
        text = "".join(WORDS[token] for token in tokens if token != END)
        return {"text": text, "tokens": tokens, "logprobs": logprobs, "finish_reason": "stop" if stopped else "length"}

    def draw(self, generator, logits, sampling):
        if sampling["temperature"] == 0:
            return max(range(len(logits)), key=lambda token: logits[token])
        shares = [math.exp(value) for value in log_softmax(logits, sampling["temperature"])]
        ranked = sorted(range(len(shares)), key=lambda token: -shares[token])
        kept, mass = [], 0.0
        for token in ranked:
            kept.append(token)
            mass += shares[token]
            if mass >= sampling["top_p"]:
                break
        left = generator.random() * mass
        for token in kept:
            left -= shares[token]
            if left < 0:
                return token
        return kept[-1]

    def score(self, prompt, response):
        logprobs, previous = [], prompt[-1]
        for token in response:
            if not 0 <= token < len(WORDS):
                raise Refusal("rejected", "token %d is none of this policy's words" % token)
            logprobs.append(log_softmax(odds(previous))[token])
            previous = token
        return logprobs


if __name__ == "__main__":
    serve(Policy())
