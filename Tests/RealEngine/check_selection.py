"""Recomputes selections from a ledger's facts with numpy and compares them with the stored pairs, row by row.

usage: check_selection.py RUN_FOLDER NAME=SCORE ...     SCORE: map, explicit, implicit, random
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
    scores = {
        "map": z(dr) - z(abs(dh)),
        "explicit": dr,
        "implicit": -abs(dh),
        "random": numpy.array([uniform(seed, 1, int(hashes[c[1]][:16], 16), c[2], c[3]) for c in candidates]),
    }
    total = base.execute("SELECT count(*) FROM round_prompt WHERE round = 1").fetchone()[0]
    bad = 0
    for name, score in wanted:
        best = {}
        for candidate, value in zip(candidates, scores[score]):
            key = (-value, -candidate[6], candidate[2], candidate[3])
            if candidate[1] not in best or key < best[candidate[1]][0]:
                best[candidate[1]] = (key, candidate, value)
        ranked = sorted(best.values(), key=lambda item: (-item[2], item[1][0]))
        kept = {item[1][1] for item in ranked[: math.floor(0.4 * len(ranked))]}
        stored = base.execute(
            "SELECT prompt_id, chosen_id, rejected_id, explicit_margin, implicit_margin, score, rank, kept FROM v_pair WHERE selection = ? AND round = 1",
            (name,),
        ).fetchall()
        wrong = [] if len(stored) == len(ranked) else [f"{len(stored)} pairs stored, {len(ranked)} computed"]
        for row in stored:
            _, candidate, value = best[row[0]]
            rank = 1 + [item[1][1] for item in ranked].index(row[0])
            expected = (candidate[4], candidate[5], rank, int(row[0] in kept))
            close = all(abs(x - y) <= 1e-9 * max(1, abs(y)) for x, y in zip(row[3:6], (candidate[6], candidate[7], value)))
            if (row[1], row[2], row[6], row[7]) != expected or not close:
                wrong.append(f"prompt {row[0]}: stored {row}, computed {expected} {candidate[6:]} {value}")
        unpaired = base.execute("SELECT count(*) FROM unpaired u JOIN selection s ON s.id = u.selection WHERE s.name = ?", (name,)).fetchone()[0]
        statistics = json.loads(base.execute("SELECT statistics FROM selection WHERE name = ?", (name,)).fetchone()[0])
        funnel = statistics["responses"]
        adds_up = funnel["usable"] + sum(funnel["reasons"].values()) == funnel["planned"]
        print(f"{name}: {len(stored)} pairs, {len(kept)} kept, {len(candidates)} candidates, {len(wrong)} differences; "
              f"prompts {len(stored)} + {unpaired} unpaired = {total}; responses {funnel} {'add up' if adds_up else 'DO NOT ADD UP'}")
        print("\n".join(wrong[:5]))
        bad += len(wrong) + (len(stored) + unpaired != total) + (not adds_up)
    sys.exit(1 if bad else 0)


main()
