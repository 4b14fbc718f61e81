"""Recomputes selections from a ledger's facts with numpy and compares them with the stored pairs, row by row.

usage: check_selection.py RUN_FOLDER NAME=SCORE ...     SCORE: map, map_raw, map_rank, map_quantile, explicit, implicit, random

The explanation stored with each selection (shares of the terms, overlaps, quarters) is computed again too.
"""
import collections
import json
import math
import sqlite3
import sys

import numpy

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class StableHash:
    """selfplay's documented 64-bit hash, written again from its description."""

    def __init__(self, purpose):
        self.value = 0
        self.text(purpose)

    def word(self, word):
        self.value = mix(((self.value ^ mix((word + GAMMA) & MASK)) + GAMMA) & MASK)

    def text(self, text):
        data = text.encode()
        self.word(len(data))
        for start in range(0, len(data), 8):
            self.word(int.from_bytes(data[start : start + 8].ljust(8, b"\0"), "little"))


def uniform(seed, round_, prompt_hash, chosen, rejected):
    state = StableHash("random")
    for word in (seed, round_, prompt_hash, chosen, rejected):
        state.word(word & MASK)
    return (state.value >> 11) * 2.0**-53


def z(values):
    deviation = values.std()
    return (values - values.mean()) / deviation if deviation > 0 else numpy.zeros_like(values)


def z_by_prompt(values, prompts):
    """Every prompt weighs once: means over prompts of means within each."""
    groups = [values[prompts == prompt] for prompt in dict.fromkeys(prompts)]
    mean = numpy.mean([group.mean() for group in groups])
    deviation = math.sqrt(numpy.mean([((group - mean) ** 2).mean() for group in groups]))
    return (values - mean) / deviation if deviation > 0 else numpy.zeros_like(values)


def z_by_quartiles(values):
    first, median, third = numpy.quantile(values, [0.25, 0.5, 0.75])
    return (values - median) / (third - first) if third - first > 1e-12 * abs(values).max() else z(values)


def ranks(values):
    """0 for the smallest to 1 for the largest, equal ones share their mean."""
    ordered = numpy.sort(values)
    mean = (numpy.searchsorted(ordered, values, "left") + numpy.searchsorted(ordered, values, "right") - 1) / 2
    return mean / (len(values) - 1) if len(values) > 1 else numpy.full(1, 0.5)


def ranked_best(candidates, scores):
    """The index of each prompt's best candidate, best first."""
    best = {}
    for index, (candidate, value) in enumerate(zip(candidates, scores)):
        key = (-value, -candidate[6], candidate[2], candidate[3])
        if candidate[1] not in best or key < best[candidate[1]][0]:
            best[candidate[1]] = (key, index)
    return sorted((index for _, index in best.values()), key=lambda index: (-scores[index], candidates[index][0]))


def differences(stored, computed, place="explanation"):
    """Where two trees of JSON differ by more than rounding."""
    if isinstance(computed, dict):
        if not isinstance(stored, dict) or stored.keys() != computed.keys():
            return [f"{place}: {stored} for {computed}"]
        return [fault for key in computed for fault in differences(stored[key], computed[key], f"{place}.{key}")]
    if isinstance(computed, list):
        if not isinstance(stored, list) or len(stored) != len(computed):
            return [f"{place}: {stored} for {computed}"]
        return [fault for i, value in enumerate(computed) for fault in differences(stored[i], value, f"{place}[{i}]")]
    if isinstance(computed, (int, float)) and isinstance(stored, (int, float)):
        return [] if abs(stored - computed) <= 1e-9 * max(1, abs(computed)) else [f"{place}: {stored} for {computed}"]
    return [] if stored == computed else [f"{place}: {stored} for {computed}"]


def explained(candidates, terms, other_scores, ranked, count):
    """What the ledger should say of a selection that keeps the first `count` of `ranked`."""
    kept = ranked[:count]
    score = sum(terms.values())

    def influence(term, indices):
        if not len(indices):
            return None
        part, whole = term[indices], score[indices]
        spread = whole.std() > 1e-12 * abs(whole).max()
        share = ((part - part.mean()) * (whole - whole.mean())).mean() / whole.var() if spread else None
        return {"share": share, "standard_deviation": part.std()}

    def common(key, other):
        both = len({key(i) for i in kept} & {key(i) for i in other})
        return {"common": both, "share": both / count, "jaccard": both / (2 * count - both)}

    def overlap(scores):
        if scores is None or not count:
            return None
        other = ranked_best(candidates, scores)[:count]
        return {"prompts": common(lambda i: candidates[i][1], other), "pairs": common(lambda i: candidates[i][4:6], other)}

    def quartiles(values):
        if not ranked:
            return None
        edges = numpy.quantile(values[ranked], [0.25, 0.5, 0.75])
        quarter = (values[:, None] > edges).sum(axis=1)
        held = numpy.bincount(quarter[kept], minlength=4) if kept else numpy.zeros(4)
        return {"edges": list(edges), "pairs": list(map(int, numpy.bincount(quarter[ranked], minlength=4))),
                "kept": list(map(int, held)), "shares": list(held / count) if count else []}

    sets = {"candidates": numpy.arange(len(candidates)), "best": numpy.array(ranked, int), "kept": numpy.array(kept, int)}
    dr, dh = (numpy.array([c[i] for c in candidates]) for i in (6, 7))
    return {
        "terms": [{"term": name, **{key: influence(term, indices) for key, indices in sets.items()}} for name, term in terms.items()],
        "overlap": {name: overlap(scores) for name, scores in other_scores.items()},
        "quartiles": {"explicit_margin": quartiles(dr), "absolute_implicit_margin": quartiles(abs(dh)) if other_scores["implicit"] is not None else None},
    }


def main():
    folder, wanted = sys.argv[1], [argument.split("=") for argument in sys.argv[2:]]
    base = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
    seed = base.execute("SELECT seed FROM run").fetchone()[0]
    policy = base.execute("SELECT policy FROM v_round WHERE round = 1").fetchone()[0]
    rewards = dict(base.execute("SELECT response_id, score FROM v_reward WHERE name = 'reward'"))
    logprobs = {r: (s, t) for r, s, t in base.execute("SELECT response_id, sum, tokens FROM v_logprob WHERE model = ?", (policy,))}
    answers = collections.defaultdict(list)
    hashes = dict(base.execute("SELECT id, content_hash FROM prompt"))
    for response, position, prompt, sample, text in base.execute("SELECT id, position, prompt_id, sample, text FROM v_response WHERE round = 1 ORDER BY position, sample"):
        if text.strip(" \t\n\v\f\r") and response in rewards and response in logprobs:
            answers[position, prompt].append((response, sample, text))
    candidates = []
    for (position, prompt), some in sorted(answers.items()):
        for a in some:
            for b in some:
                dr = rewards[a[0]] - rewards[b[0]]
                if dr > 0 and a[2] != b[2]:
                    h = [logprobs[side[0]][0] / logprobs[side[0]][1] for side in (a, b)]
                    candidates.append((position, prompt, a[1], b[1], a[0], b[0], dr, h[0] - h[1]))
    dr, dh = (numpy.array([c[i] for c in candidates]) for i in (6, 7))
    prompts = numpy.array([c[1] for c in candidates])
    chance = numpy.array([uniform(seed, 1, int(hashes[c[1]][:16], 16), c[2], c[3]) for c in candidates])
    scores = {
        "map": {"z(dr)": z(dr), "-z(abs(dh))": -z(abs(dh))},
        "map_raw": {"dr": dr, "-abs(dh)": -abs(dh)},
        "map_rank": {"rank(dr)": ranks(dr), "-rank(abs(dh))": -ranks(abs(dh))},
        "map_quantile": {"z(dr, quantile)": z_by_quartiles(dr), "-z(abs(dh), quantile)": -z_by_quartiles(abs(dh))},
        "explicit": {"dr": dr},
        "implicit": {"-abs(dh)": -abs(dh)},
        "random": {"random()": chance},
    }
    total = base.execute("SELECT count(*) FROM round_prompt WHERE round = 1").fetchone()[0]
    bad = 0
    for name, score in wanted:
        values = sum(scores[score].values())
        ranked = ranked_best(candidates, values)
        count = math.floor(0.4 * len(ranked))
        best = {candidates[index][1]: (rank, candidates[index], values[index]) for rank, index in enumerate(ranked, 1)}
        kept = {candidates[index][1] for index in ranked[:count]}
        stored = base.execute(
            "SELECT prompt_id, chosen_id, rejected_id, explicit_margin, implicit_margin, score, rank, kept FROM v_pair WHERE selection = ? AND round = 1",
            (name,),
        ).fetchall()
        # A selection that needs no log-probs may have been made without them.
        knows_dh = all(row[4] is not None for row in stored)
        wrong = [] if len(stored) == len(ranked) else [f"{len(stored)} pairs stored, {len(ranked)} computed"]
        for row in stored:
            rank, candidate, value = best[row[0]]
            expected = (candidate[4], candidate[5], rank, int(row[0] in kept))
            numbers = zip(row[3:6], (candidate[6], candidate[7] if knows_dh else None, value))
            close = all(x is y or abs(x - y) <= 1e-9 * max(1, abs(y)) for x, y in numbers)
            if (row[1], row[2], row[6], row[7]) != expected or not close:
                wrong.append(f"prompt {row[0]}: stored {row}, computed {expected} {candidate[6:]} {value}")
        unpaired = base.execute("SELECT count(*) FROM unpaired u JOIN selection s ON s.id = u.selection WHERE s.name = ?", (name,)).fetchone()[0]
        statistics = json.loads(base.execute("SELECT statistics FROM selection WHERE name = ?", (name,)).fetchone()[0])
        by_prompt = z_by_prompt(dr, prompts) - z_by_prompt(abs(dh), prompts) if score == "map" else None
        others = {"explicit": dr, "implicit": -abs(dh) if knows_dh else None, "z_prompt": by_prompt}
        wrong += differences(statistics["explanation"], explained(candidates, scores[score], others, ranked, count))
        funnel = statistics["responses"]
        adds_up = funnel["usable"] + sum(funnel["reasons"].values()) == funnel["planned"]
        print(f"{name}: {len(stored)} pairs, {len(kept)} kept, {len(candidates)} candidates, {len(wrong)} differences; "
              f"prompts {len(stored)} + {unpaired} unpaired = {total}; responses {funnel} {'add up' if adds_up else 'DO NOT ADD UP'}")
        print("\n".join(wrong[:5]))
        bad += len(wrong) + (len(stored) + unpaired != total) + (not adds_up)
    sys.exit(1 if bad else 0)


main()
