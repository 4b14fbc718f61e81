"""Compares a llama-server with Hugging Face transformers on the same weights, and with itself.

usage: check_llama.py URL MODEL_DIRECTORY [--reward URL REWARD_DIRECTORY] [--tolerance 0.05]      (needs torch and transformers)

Samples 8 answers to each of 40 additions and looks at: the reported log-probs against transformers' own, the same tokens forced one by one
against the reported ones, the same request under 16 clients and one by one, and with the server's prompt cache on. With a reward model: the
scores of a few answers against transformers' own, alone and among others.
"""
import argparse
import concurrent.futures
import json
import sys
import urllib.request

import torch
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification, AutoTokenizer

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("url")
parser.add_argument("directory")
parser.add_argument("--reward", nargs=2, metavar=("URL", "DIRECTORY"))
parser.add_argument("--tolerance", type=float, default=0.05, help="largest mean difference a token to transformers, in nats")
options = parser.parse_args()


def post(path, body, url=options.url):
    request = urllib.request.Request(url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def prompt_ids(text):
    prompt = post("/apply-template", {"messages": [{"role": "user", "content": text}]})["prompt"]
    return post("/tokenize", {"content": prompt, "add_special": True, "parse_special": True})["tokens"]


def sampled(prompt, count, seed, cache=False):
    body = {"prompt": prompt, "n_predict": 16, "n_cmpl": count, "seed": seed, "temperature": 1, "top_k": 0, "top_p": 1, "min_p": 0,
            "samplers": ["temperature"], "n_probs": 1, "return_tokens": True, "cache_prompt": cache}
    reply = post("/completion", body)
    reply = sorted(reply, key=lambda one: one["index"]) if isinstance(reply, list) else [reply]
    return [(one["tokens"], [entry["logprob"] for entry in one["completion_probabilities"]]) for one in reply]


def forced(prompt, tokens):
    logprobs = []
    for place, token in enumerate(tokens):
        body = {"prompt": prompt + tokens[:place], "n_predict": 1, "n_probs": 1, "temperature": 0, "samplers": ["temperature"],
                "logit_bias": [[token, 1e6]], "cache_prompt": place > 0, "return_tokens": True}
        reply = post("/completion", body)
        assert reply["tokens"] == [token], (reply["tokens"], token)
        logprobs.append(reply["completion_probabilities"][0]["logprob"])
    return logprobs


def worst(one, other):
    return max(abs(x - y) for a, b in zip(one, other) for x, y in zip(a, b))


prompts = [prompt_ids(f"What is {a} plus {b}?") for a in range(10) for b in (1, 4, 6, 9)]
answers = [sampled(prompt, 8, 1000 * place) for place, prompt in enumerate(prompts)]
flat = [(prompt, tokens, logprobs) for prompt, some in zip(prompts, answers) for tokens, logprobs in some]

model = AutoModelForCausalLM.from_pretrained(options.directory, dtype=torch.float32).eval()
mean = single = total = 0.0
with torch.no_grad():
    for prompt, tokens, logprobs in flat:
        ids = torch.tensor(prompt + tokens)[None]
        own = model(ids).logits[0, :-1].double().log_softmax(-1).gather(1, ids[0, 1:, None])[len(prompt) - 1 :, 0]
        difference = (own - torch.tensor(logprobs).double()).abs()
        mean, single, total = max(mean, difference.mean().item()), max(single, difference.max().item()), total + difference.mean().item()
print(f"transformers: {len(flat)} answers; mean difference a token {total / len(flat):.2e}, worst answer {mean:.2e}, worst token {single:.2e}")
failed = mean > options.tolerance

some = flat[::8]
difference = worst([logprobs for _, _, logprobs in some], [forced(prompt, tokens) for prompt, tokens, _ in some])
print(f"forced: {len(some)} answers token by token, worst difference to the reported log-probs {difference:.2e}")
failed |= difference > 0.01

with concurrent.futures.ThreadPoolExecutor(16) as pool:
    again = list(pool.map(lambda place: sampled(prompts[place], 8, 1000 * place), range(len(prompts))))
    single = list(pool.map(lambda job: sampled(prompts[job[0]], 1, 1000 * job[0] + job[1])[0], [(p, j) for p in range(len(prompts)) for j in range(8)]))
cached = [sampled(prompt, 8, 1000 * place, cache=True) for place, prompt in enumerate(prompts)]
for name, other in (("16 clients", [one for row in again for one in row]), ("single requests", single), ("prompt cache", [one for row in cached for one in row])):
    texts = sum(mine[1] == theirs[0] for mine, theirs in zip(flat, other))
    bits = sum(mine[1:] == theirs for mine, theirs in zip(flat, other))
    print(f"{name}: {texts} of {len(flat)} answers equal, {bits} with bit-equal log-probs")
    failed |= texts < len(flat) and name != "prompt cache"

if options.reward:
    url, directory = options.reward
    tokenizer = AutoTokenizer.from_pretrained(directory)
    judge = AutoModelForSequenceClassification.from_pretrained(directory, dtype=torch.float32).eval()
    texts = [f"3 plus 5 is {n}." for n in range(19)] + ["8", "", "1 plus 1 is 2."]
    reply = post("/v1/rerank", {"query": "What is 3 plus 5?", "documents": texts}, url)
    scores = {entry["index"]: entry["relevance_score"] for entry in reply["results"]}
    alone = [post("/v1/rerank", {"query": "What is 3 plus 5?", "documents": [text]}, url)["results"][0]["relevance_score"] for text in texts]
    difference = 0.0
    for place, text in enumerate(texts):
        turns = [{"role": "user", "content": "What is 3 plus 5?"}, {"role": "assistant", "content": text}]
        ids = tokenizer(tokenizer.apply_chat_template(turns, tokenize=False), add_special_tokens=False, return_tensors="pt")
        with torch.no_grad():
            difference = max(difference, abs(judge(**ids).logits[0, 0].sigmoid().item() - scores[place]))
    together = sum(scores[place] == score for place, score in enumerate(alone))
    print(f"reward: {len(texts)} answers, worst difference to transformers' sigmoid {difference:.2e}; {together} bit-equal alone and among others")
    failed |= difference > 0.01 or together < len(texts)
sys.exit(1 if failed else 0)
