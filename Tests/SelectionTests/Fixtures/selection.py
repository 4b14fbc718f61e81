"""Writes selection.json: what selections of a small random round must give, computed apart from the Swift code.

    python3 selection.py > selection.json

Formulas are those of docs/selection.md, written with numpy over whole columns; chance is the hash described in StableHash.swift.
"""

import json
import math
import sys

import numpy as np

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


# --- chance ---------------------------------------------------------------------------------------------------------------

def mix(word):
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
    return word ^ (word >> 31)


def stable_hash(purpose, *parts):
    state = 0
    for part in (purpose,) + parts:
        if isinstance(part, str):
            data = part.encode()
            words = [len(data)] + [int.from_bytes(data[i:i + 8], "little") for i in range(0, len(data), 8)]
        else:
            words = [part & MASK]
        for word in words:
            state = mix(((state ^ mix((word + GAMMA) & MASK)) + GAMMA) & MASK)
    return state


def unit(value):
    return (value >> 11) / 2**53


def open_unit(value):
    return ((value >> 12) + 0.5) / 2**52


# --- the round ------------------------------------------------------------------------------------------------------------

def make_round(rng):
    prompts = []
    for position in range(45):
        answers = []
        sample = 0
        for _ in range([0, 1, 2, 3, 5, 5, 5, 6][rng.integers(8)]):
            sample += int(rng.integers(1, 3))
            tokens = int(rng.integers(1, 400))
            policy = -tokens * float(rng.uniform(0.2, 2.0))
            answers.append({
                "sample": sample - 1,
                "reward": round(float(rng.normal(0, 1)), 1 if position % 3 == 0 else 4),
                "tokens": tokens,
                "policy": round(policy, 4),
                "reference": round(policy + float(rng.normal(0, 12)), 4),
                "text": int(rng.integers(0, 3 if position % 7 == 0 else 1000)),
            })
        if position % 11 == 5:
            for answer in answers:
                answer["reward"] = 0.25
        if position % 13 == 4:
            for answer in answers:
                answer["text"] = 1
        prompts.append({"hash": int(rng.integers(0, 1 << 63)) * 2 + 1, "answers": answers})
    return prompts


def implicit_reward(family, beta, answer):
    l, rho, t = answer["policy"], answer["reference"], answer["tokens"]
    return {
        "mean_logprob": l / t,
        "simpo": beta * l / t,
        "dpo": beta * (l - rho),
        "length_normalized_dpo": beta * (l - rho) / t,
    }[family]


# --- expressions over columns ---------------------------------------------------------------------------------------------

class Columns:
    """Columns of the candidates, and the functions that need all of one."""

    def __init__(self, prompt, dr, dh, chance):
        self.prompt, self.dr, self.dh, self.chance = prompt, dr, dh, chance

    def z(self, x):
        fine = x[np.isfinite(x)]
        return (x - fine.mean()) / fine.std()

    def z_prompt(self, x):
        fine = np.isfinite(x)
        groups = [x[fine & (self.prompt == p)] for p in np.unique(self.prompt[fine])]
        mean = np.mean([g.mean() for g in groups])
        return (x - mean) / math.sqrt(np.mean([((g - mean) ** 2).mean() for g in groups]))

    def rank(self, x):
        fine = x[np.isfinite(x)]
        below = (fine[None, :] < x[:, None]).sum(1)
        equal = (fine[None, :] == x[:, None]).sum(1)
        return np.where(np.isfinite(x), (below + (equal - 1) / 2) / (len(fine) - 1), np.nan)

    def quantile(self, x, q):
        return np.quantile(x[np.isfinite(x)], q)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


SCORES = {
    "map": lambda c: c.z(c.dr) - c.z(abs(c.dh)),
    "map_raw": lambda c: c.dr - abs(c.dh),
    "explicit": lambda c: c.dr,
    "implicit": lambda c: -abs(c.dh),
    "random": lambda c: c.chance,
    "z(dr) - 2.5*z(abs(dh))": lambda c: c.z(c.dr) - 2.5 * c.z(abs(c.dh)),
    "z(dr, prompt) - z(abs(dh), prompt)": lambda c: c.z_prompt(c.dr) - c.z_prompt(abs(c.dh)),
    "rank(dr) - rank(abs(dh))": lambda c: c.rank(c.dr) - c.rank(abs(c.dh)),
    "if(dr > quantile(dr, 0.25), sigmoid(-abs(dh)), -1 - dr)":
        lambda c: np.where(c.dr > c.quantile(c.dr, 0.25), sigmoid(-abs(c.dh)), -1 - c.dr),
    "max(min(dr, exp(-abs(dh)), 0.9), 0.1) / (1 + random())":
        lambda c: np.maximum(np.minimum(np.minimum(c.dr, np.exp(-abs(c.dh))), 0.9), 0.1) / (1 + c.chance),
    "z(log(dh)) + sqrt(dr)": lambda c: c.z(np.log(c.dh)) + np.sqrt(c.dr),
    "map - 0.5*z(sqrt(dh), prompt)": lambda c: c.z(c.dr) - c.z(abs(c.dh)) - 0.5 * c.z_prompt(np.sqrt(c.dh)),
    "1/(dr - 0.5)": lambda c: 1 / (c.dr - 0.5),
}

FILTERS = {
    "dr > 0.3": lambda c: np.where(c.dr > 0.3, 1.0, 0.0),
    "dr > 0.2 and not (abs(dh) > 1.5 or dr >= 3)": lambda c: np.where((c.dr > 0.2) & ~((abs(c.dh) > 1.5) | (c.dr >= 3)), 1.0, 0.0),
    "abs(dh) <= quantile(abs(dh), 0.8)": lambda c: np.where(abs(c.dh) <= c.quantile(abs(c.dh), 0.8), 1.0, 0.0),
    "dr > 2 or log(dh) < 0":
        lambda c: np.where(c.dr > 2, 1.0, np.where(c.dh > 0, np.where(np.log(c.dh) < 0, 1.0, 0.0), np.nan)),
}

BETAS = {"mean_logprob": 1.0, "simpo": 2.5, "dpo": 0.1, "length_normalized_dpo": 0.1}
STAGES = ["too_few_responses", "tied_reward", "identical_text", "filtered", "not_finite"]


def moments(values):
    values = values[np.isfinite(values)]
    if len(values) == 0:
        return None
    return {"count": len(values), "mean": float(values.mean()), "standardDeviation": float(values.std())}


def select(prompts, seed, round_, pairing, family, score, filter_, keep):
    flat = [(p, a) for p, prompt in enumerate(prompts) for a in prompt["answers"]]
    starts = np.cumsum([0] + [len(p["answers"]) for p in prompts])
    reached = [{"too_few_responses"} for _ in prompts]
    left_out = {}

    def leave_out(prompt, reason):
        reached[prompt].add(reason)
        left_out[reason] = left_out.get(reason, 0) + 1

    rows = []
    for p, prompt in enumerate(prompts):
        indices = range(starts[p], starts[p + 1])
        reward = lambda i: flat[i][1]["reward"]
        if pairing == "all_pairs":
            looked_at = [(i, j) for i in indices for j in indices if reward(i) > reward(j) or (reward(i) == reward(j) and i < j)]
        elif len(indices) > 1:
            looked_at = [(max(indices, key=lambda i: (reward(i), -i)), min(indices, key=lambda i: (reward(i), i)))]
        else:
            looked_at = []
        for i, j in looked_at:
            if reward(i) == reward(j):
                leave_out(p, "tied_reward")
            elif flat[i][1]["text"] == flat[j][1]["text"]:
                leave_out(p, "identical_text")
            else:
                rows.append((p, i, j))

    def columns(rows):
        h = [implicit_reward(family, BETAS[family], a) for _, a in flat]
        return Columns(
            np.array([p for p, _, _ in rows]),
            np.array([flat[i][1]["reward"] - flat[j][1]["reward"] for _, i, j in rows]),
            np.array([h[i] - h[j] for _, i, j in rows]),
            np.array([unit(stable_hash("random", seed, round_, prompts[p]["hash"], flat[i][1]["sample"], flat[j][1]["sample"]))
                      for p, i, j in rows]),
        )

    if filter_:
        verdicts = FILTERS[filter_](columns(rows))
        for (p, _, _), verdict in zip(rows, verdicts):
            if verdict != 1:
                leave_out(p, "not_finite" if math.isnan(verdict) else "filtered")
        rows = [row for row, verdict in zip(rows, verdicts) if verdict == 1]

    table = columns(rows)
    scores = SCORES[score](table)
    best = {}
    for k, (p, i, j) in enumerate(rows):
        if not math.isfinite(scores[k]):
            leave_out(p, "not_finite")
            continue
        key = (-scores[k], -table.dr[k], i, j)
        if p not in best or key < best[p][0]:
            best[p] = (key, k)

    order = sorted(best, key=lambda p: (best[p][0][0], p))
    pairs = []
    for p in sorted(best):
        k = best[p][1]
        rank = order.index(p)
        kept = {
            "ratio": lambda: rank < math.floor(keep[1] * len(best)),
            "count": lambda: rank < keep[1],
            "above": lambda: scores[k] > keep[1],
        }[keep[0]]()
        indices = {"prompt": p, "chosen": int(rows[k][1]), "rejected": int(rows[k][2]), "rank": rank}
        pairs.append(indices | {"dr": float(table.dr[k]), "dh": float(table.dh[k]), "score": float(scores[k]), "kept": bool(kept)})
    return {
        "pairing": pairing, "family": family, "score": score, "filter": filter_,
        "keep": {"ratio": f"{keep[1]}", "count": f"{keep[1]}", "above": f"score>{keep[1]}"}[keep[0]],
        "candidates": int(np.isfinite(scores).sum()),
        "leftOut": left_out,
        "withoutPair": [{"prompt": p, "reason": max(reached[p], key=STAGES.index)} for p in range(len(prompts)) if p not in best],
        "explicitMargin": moments(table.dr), "absoluteImplicitMargin": moments(abs(table.dh)), "pairs": pairs,
    }


def informativeness(answers):
    r = np.sort([a["reward"] for a in answers])[::-1]
    return {
        "a_min": float(r[0] - r[-1]), "a_avg": float(r[0] - r.mean()), "a_dts": float(r[0] - r[1]) if len(r) > 1 else 0.0,
        "variance": float(r.var()), "mean": float(r.mean()),
    } if len(r) else None


def draw(seed, round_, hashes, weights, count):
    keys = [(-math.log(open_unit(stable_hash("prompt", seed, round_, h))) / w, h, i) for i, (h, w) in enumerate(zip(hashes, weights)) if w > 0]
    return [i for _, _, i in sorted(keys)[:count]]


def main():
    np.seterr(all="ignore")
    rng = np.random.default_rng(20251)
    prompts = make_round(rng)
    seed, round_ = -77, 3
    keeps = [("ratio", 0.4), ("count", 7), ("above", 0.5), ("ratio", 0.29)]
    cases = []
    for pairing in ["all_pairs", "best_worst"]:
        for number, score in enumerate(SCORES):
            for offset, filter_ in enumerate([None, list(FILTERS)[number % len(FILTERS)]]):
                # Every score with a filter and without; filters, families and ways to keep take turns.
                family = list(BETAS)[(number + offset) % 4]
                cases.append(select(prompts, seed, round_, pairing, family, score, filter_, keeps[(number + 2 * offset) % len(keeps)]))

    hashes = [int(rng.integers(0, 1 << 63)) for _ in range(40)]
    taught = [None if i % 5 == 2 else round(float(rng.normal(0.4, 0.5)), 3) for i in range(40)]
    seen = [max(0.0, t) for t in taught if t is not None]
    mean = sum(seen) / len(seen)
    weights = [mean if t is None else max(0.0, t, 0.05 * mean) for t in taught]
    texts = ["", "a", "base", "evolved", "exactly8", "nine bytes", "Prömpt ✓ with more than sixteen bytes"]
    words = [0, 1, 2, -1, 255, 20250301, (1 << 63) - 1, -(1 << 63)]
    json.dump({
        "hashes": {
            "texts": [{"text": t, "value": str(stable_hash(t))} for t in texts],
            "words": [{"word": w, "value": str(stable_hash("words", w)), "unit": unit(stable_hash("words", w)),
                       "openUnit": open_unit(stable_hash("words", w))} for w in words],
        },
        "sampleSeeds": [
            {"runSeed": s, "round": r, "phase": p, "promptHash": str(h), "base": stable_hash("sample", s, r, p, h) % (2**31 - 4096)}
            for s, r, p, h in [(0, 1, "base", 0), (20250301, 1, "base", 1), (20250301, 2, "base", 1), (20250301, 1, "evolved", 1),
                               (-5, 12, "base", MASK), (7, 7, "", 0xDEADBEEF)]
        ],
        "sampling": {
            "runSeed": 11, "round": 4, "hashes": [str(h) for h in hashes], "informativeness": taught, "weights": weights,
            "uniformDraw": draw(11, 4, hashes, [1] * 40, 12), "weightedDraw": draw(11, 4, hashes, weights, 12),
        },
        "runSeed": seed, "round": round_,
        "prompts": [{"hash": str(p["hash"]), "answers": p["answers"]} for p in prompts],
        "informativeness": [informativeness(p["answers"]) for p in prompts],
        "cases": cases,
    }, sys.stdout, indent=None, separators=(",", ":"), allow_nan=False)
    print()


main()
