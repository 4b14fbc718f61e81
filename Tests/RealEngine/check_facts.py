"""Compares recorded log-probs with Hugging Face transformers' own, and recorded rewards with a reward server's raw logits.

usage: check_facts.py RUN_FOLDER MODEL_DIRECTORY REWARD_URL REWARD_MODEL      (needs torch and transformers)
"""
import json
import sqlite3
import sys
import urllib.request

import numpy
import torch
from transformers import AutoModelForCausalLM

folder, directory, url, reward_model = sys.argv[1:5]
model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32).eval()
base = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
rows = base.execute(
    """SELECT r.id, r.text, p.messages, t.ids, r.token_ids, coalesce(r.prefix_tokens, length(t.ids) / 4), l.sum, l.tokens
       FROM response r JOIN prompt p ON p.id = r.prompt_id JOIN prompt_tokens t ON t.prompt_id = r.prompt_id
       JOIN logprob l ON l.response_id = r.id JOIN name s ON s.id = l.source AND s.text = 'given' ORDER BY r.id"""
).fetchall()
worst, longest = 0.0, 0
for _, _, _, prompt, response, prefix, total, tokens in rows:
    context = numpy.frombuffer(prompt, "<i4")[:prefix]
    answer = numpy.frombuffer(response, "<i4")
    ids = torch.tensor(numpy.concatenate([context, answer]).astype("int64"))[None]
    with torch.no_grad():
        values = model(ids).logits[0, :-1].double().log_softmax(-1).gather(1, ids[0, 1:, None])[:, 0][len(context) - 1 :]
    assert len(answer) == tokens
    worst, longest = max(worst, abs(values.sum().item() - total) / tokens), max(longest, tokens)
print(f"log-probs: {len(rows)} responses of at most {longest} tokens, worst difference {worst:.2e} per token")
rewards = dict(base.execute("SELECT response_id, score FROM reward"))
difference, asked = 0.0, 0
for response, text, messages, *_ in rows if url else []:
    body = {"model": reward_model, "messages": json.loads(messages) + [{"role": "assistant", "content": text}],
            "add_generation_prompt": False, "use_activation": False}
    request = urllib.request.Request(url + "/classify", json.dumps(body).encode(), {"Content-Type": "application/json"})
    logit = json.load(urllib.request.urlopen(request))["data"][0]["probs"][0]
    difference, asked = max(difference, abs(logit - rewards[response])), asked + 1
print(f"rewards: {asked} compared with /classify's raw logits, worst difference {difference:.2e}")
sys.exit(worst > 1e-4 or difference > 1e-6)
