"""How often the served policy is right, on the questions it trains on and on those it never sees. Sampled at temperature 1 through the server.

usage: evaluate.py --endpoint URL --model NAME [--round N] [--seed N] [--log FILE]

The last line of stdout, and a line added to FILE, is JSON: shares of right answers (`train`, `held_out`), their standard errors, and the numbers of samples.
"""
import argparse
import concurrent.futures
import json
import urllib.request

import task

# At least 1,800 samples each: the standard error of a share is then below 0.012.
SAMPLES = {"train": 9, "held_out": 20}
# llama-server answers at most one sample a slot.
PORTION = 8


def ask(options, question, first, count):
    """`count` answers of one request; its seeds are hashed, because nearby seeds would give the same answers again."""
    seed = task.digest("evaluate", options.seed, options.round, question["id"], first) % (2**31 - PORTION)
    body = {
        "model": options.model,
        "messages": [{"role": "user", "content": question["text"]}],
        "n": count,
        "seed": seed,
        "temperature": 1.0,
        "top_p": 1.0,
        "top_k": 0,
        "min_p": 0.0,
        "max_tokens": 16,
        # llama-server's prompt cache changes answers when requests for the same prompt meet (docs/backends.md).
        "cache_prompt": False,
    }
    request = urllib.request.Request(options.endpoint + "/v1/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as reply:
        choices = json.load(reply)["choices"]
    if len(choices) != count:
        raise SystemExit(f"{len(choices)} answers came where {count} were asked for")
    return [choice["message"]["content"] for choice in choices]


def share(options, pool, questions, samples):
    """-> (share of right answers, its standard error, samples)"""
    jobs = []
    for question in questions:
        for first in range(0, samples, PORTION):
            jobs.append((question, pool.submit(ask, options, question, first, min(PORTION, samples - first))))
    right = {}
    for question, job in jobs:
        right.setdefault(question["id"], []).extend(answer == question["answer"] for answer in job.result())
    shares = [sum(values) / len(values) for values in right.values()]
    error = sum(value * (1 - value) / samples for value in shares) ** 0.5 / len(shares)
    return sum(shares) / len(shares), error, len(shares) * samples


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--round", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log")
    options = parser.parse_args()
    training, held_out = task.pairs()
    result = {"round": options.round}
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for name, some in (("train", training), ("held_out", held_out)):
            mean, error, count = share(options, pool, task.questions(some), SAMPLES[name])
            result |= {name: round(mean, 4), f"{name}_error": round(error, 4), f"{name}_samples": count}
    if options.log:
        with open(options.log, "a", encoding="utf-8") as file:
            file.write(json.dumps(result) + "\n")
    print(json.dumps(result))


main()
