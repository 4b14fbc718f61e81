"""Computes DivPO, MPO, AMPO and AEPO anew with numpy, for rounds read from a file: python3 strategies.py ROUNDS.json

A round has prompts of responses with reward, tokens, policy log-probability and vector. Prints a JSON list with one result a round.
"""

import itertools
import json
import sys

import numpy as np


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def divpo(reward, logprob, tokens, vectors, share, by_distance):
    n = len(reward)
    if n < 2:
        return None
    order = sorted(range(n), key=lambda i: (-reward[i], i))
    size = max(1, int(share * n))
    if by_distance:
        mean = unit(vectors).mean(axis=0)
        rare = 1 - unit(vectors) @ mean / np.linalg.norm(mean)
    else:
        rare = -logprob / tokens
    chosen = max(order[:size], key=lambda i: rare[i])
    rejected = min(order[n - size:], key=lambda i: rare[i])
    return None if reward[chosen] == reward[rejected] else [chosen, rejected]


def mpo(reward, alpha):
    if len(reward) < 2 or reward.max() == reward.min():
        return None
    gap = reward - reward.mean()
    return {"accepted": np.flatnonzero(gap > 0).tolist(), "weights": np.exp(alpha * np.abs(gap)).tolist()}


def local_search(n, k, value):
    """The set that greedy choice and best exchanges end in."""
    if k >= n:
        return list(range(n))
    chosen = []
    while len(chosen) < k:
        values = [(value(chosen + [j]), -j) for j in range(n) if j not in chosen]
        chosen.append(-max(values)[1])
    chosen.sort()
    while True:
        options = [sorted(chosen[:a] + chosen[a + 1:] + [j]) for a in range(k) for j in range(n) if j not in chosen]
        best = max(options, key=value)
        if value(best) <= value(chosen) + 1e-12:
            return chosen
        chosen = best


def ampo(reward, vectors, k, how):
    n = len(reward)
    if n < 2 or reward.max() == reward.min():
        return None
    order = sorted(range(n), key=lambda i: (-reward[i], i))
    others = [i for i in order if reward[i] < reward[order[0]]]
    k = min(k, len(others))
    if how == "bottom":
        return [order[0], sorted(others[len(others) - k:])]
    distance = 1 - unit(vectors)[others] @ unit(vectors)[others].T
    np.fill_diagonal(distance, 0)
    weight = np.ones(len(others)) if how == "clusters" else np.exp(-reward[others])
    weight = weight / weight.max()
    medoids = local_search(len(others), k, lambda s: -(weight * distance[:, s].min(axis=1)).sum())
    if how == "coverage":
        return [order[0], sorted(others[m] for m in medoids)]
    nearest = distance[:, medoids].argmin(axis=1)
    worst = [max(i for i in range(len(others)) if nearest[i] == c) for c in range(len(medoids))]
    return [order[0], sorted(others[i] for i in worst)]


def aepo(vectors, k, penalty):
    n = len(vectors)
    if k >= n:
        return list(range(n)), None
    s = unit(vectors) @ unit(vectors).T
    np.fill_diagonal(s, 0)

    def value(chosen):
        typical = s[:, chosen].sum() / ((n - 1) * k)
        alike = s[np.ix_(chosen, chosen)].sum() / (k * (k - 1)) if k > 1 else 0
        return typical - penalty * alike

    chosen = local_search(n, k, value)
    best = max(value(list(c)) for c in itertools.combinations(range(n), k))
    return chosen, [value(chosen), best]


results = []
for round_ in json.load(open(sys.argv[1])):
    result = []
    for prompt in round_["prompts"]:
        reward, logprob, tokens = (np.array(prompt[key], dtype=float) for key in ("rewards", "logprobs", "tokens"))
        vectors = np.array(prompt["vectors"], dtype=float).reshape(len(reward), -1)
        subset, values = aepo(vectors, round_["k"], round_["penalty"])
        result.append({
            "rarity": divpo(reward, logprob, tokens, vectors, round_["share"], False),
            "distance": divpo(reward, logprob, tokens, vectors, round_["share"], True),
            "mpo": mpo(reward, round_["alpha"]),
            "bottom": ampo(reward, vectors, round_["k"], "bottom"),
            "clusters": ampo(reward, vectors, round_["k"], "clusters"),
            "coverage": ampo(reward, vectors, round_["k"], "coverage"),
            "aepo": subset,
            "aepo_values": values,
        })
    results.append(result)
json.dump(results, sys.stdout)
