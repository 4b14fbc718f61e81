"""Compares recorded log-probs with Hugging Face transformers' own, and recorded rewards with a reward server's raw logits.

usage: check_facts.py RUN_FOLDER MODEL_DIRECTORY [REWARD_URL REWARD_MODEL] [--source given] [--tolerance 1e-4]      (needs torch and transformers)

The tolerance is the largest difference of an answer's mean log-prob a token, in nats. Several rewards of one model are all compared.
"""
import argparse
import json
import sqlite3
import sys
import urllib.request

import numpy
import torch
from transformers import AutoModelForCausalLM

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("folder")
parser.add_argument("directory")
parser.add_argument("url", nargs="?")
parser.add_argument("reward_model", nargs="?")
parser.add_argument("--source", choices=["given", "sampled"], default="given", help="how the log-probs were taken")
parser.add_argument("--round", type=int, help="this round only")
parser.add_argument("--tolerance", type=float, default=1e-4)
options = parser.parse_args()
folder, directory, url, reward_model = options.folder, options.directory, options.url, options.reward_model
model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32).eval()
base = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
rows = base.execute(
    """SELECT r.id, r.text, p.messages, t.ids, r.token_ids, coalesce(r.prefix_tokens, length(t.ids) / 4), l.sum, l.tokens
       FROM response r JOIN prompt p ON p.id = r.prompt_id JOIN prompt_tokens t ON t.prompt_id = r.prompt_id
       JOIN logprob l ON l.response_id = r.id JOIN name s ON s.id = l.source AND s.text = ? AND coalesce(r.round = ?, 1) ORDER BY r.id""",
    (options.source, options.round),
).fetchall()
worst, longest, total_difference = 0.0, 0, 0.0
for _, _, _, prompt, response, prefix, total, tokens in rows:
    context = numpy.frombuffer(prompt, "<i4")[:prefix]
    answer = numpy.frombuffer(response, "<i4")
    ids = torch.tensor(numpy.concatenate([context, answer]).astype("int64"))[None]
    with torch.no_grad():
        values = model(ids).logits[0, :-1].double().log_softmax(-1).gather(1, ids[0, 1:, None])[:, 0][len(context) - 1 :]
    assert len(answer) == tokens
    difference = abs(values.sum().item() - total) / tokens
    worst, longest, total_difference = max(worst, difference), max(longest, tokens), total_difference + difference
assert rows, f"no {options.source} log-probs in {folder}"
print(f"log-probs: {len(rows)} responses of at most {longest} tokens; difference per token: mean {total_difference / len(rows):.2e}, worst {worst:.2e}")
rewards = {}
for response, score in base.execute("SELECT response_id, score FROM reward"):
    rewards.setdefault(response, []).append(score)
difference, asked = 0.0, 0
for response, text, messages, *_ in rows if url else []:
    body = {"model": reward_model, "messages": json.loads(messages) + [{"role": "assistant", "content": text}],
            "add_generation_prompt": False, "use_activation": False}
    request = urllib.request.Request(url + "/classify", json.dumps(body).encode(), {"Content-Type": "application/json"})
    logit = json.load(urllib.request.urlopen(request))["data"][0]["probs"][0]
    for score in rewards[response]:
        difference, asked = max(difference, abs(logit - score)), asked + 1
if url:
    print(f"rewards: {asked} compared with /classify's raw logits, worst difference {difference:.2e}")
sys.exit(worst > options.tolerance or difference > 1e-6)
