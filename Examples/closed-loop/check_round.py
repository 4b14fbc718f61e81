"""Recomputes which pairs of a round are kept, from the ledger's rewards and log-probs alone, and counts how many are a right answer over a wrong one.

usage: check_round.py RUN_FOLDER [--round 1] [--keep 0.4]        exit code 1 if the ledger's kept pairs are others

M_AP: z(dr) - z(|dh|) over all pairs of answers to one prompt with dr > 0, h the mean log-prob per token; the best pair a prompt, the best share of prompts.
"""
import argparse
import collections
import math
import sqlite3
import sys

import numpy

import task


def z(values):
    return (values - values.mean()) / values.std()


def candidates(base, round_):
    """Every pair with a higher reward on its first side: (position, sample, sample, response, response, dr, dh)"""
    rows = base.execute(
        """SELECT r.position, r.sample, r.id, r.text, w.score, l.sum / l.tokens
           FROM v_response r JOIN v_reward w ON w.response_id = r.id
           JOIN v_logprob l ON l.response_id = r.id AND l.model = r.model AND l.source = 'sampled'
           WHERE r.round = ? AND r.phase = 'base' ORDER BY r.position, r.sample""",
        (round_,),
    ).fetchall()
    prompts = collections.defaultdict(list)
    for row in rows:
        if row[3].strip():
            prompts[row[0]].append(row)
    found = []
    for position, answers in prompts.items():
        for one in answers:
            for other in answers:
                if one[4] > other[4] and one[3] != other[3]:
                    found.append((position, one[1], other[1], one[2], other[2], one[4] - other[4], one[5] - other[5]))
    return found


def selected(found, keep):
    """{(chosen response, rejected response)} of the kept pairs, and the number of prompts that have a pair."""
    scores = z(numpy.array([pair[5] for pair in found])) - z(abs(numpy.array([pair[6] for pair in found])))
    best = {}
    for pair, score in zip(found, scores):
        key = (-score, -pair[5], pair[1], pair[2])
        if pair[0] not in best or key < best[pair[0]][0]:
            best[pair[0]] = (key, pair)
    ranked = sorted(best.values(), key=lambda item: (item[0][0], item[1][0]))
    return {(pair[3], pair[4]) for _, pair in ranked[: math.floor(keep * len(ranked))]}, len(ranked)


def right_over_wrong(base, round_):
    answers = task.answers()
    rows = base.execute(
        """SELECT json_extract(messages, '$[0].content'), chosen, rejected FROM v_pair
           WHERE round = ? AND phase = 'base' AND kept = 1""",
        (round_,),
    ).fetchall()
    good = [answers[question] == chosen and answers[question] != rejected for question, chosen, rejected in rows]
    return sum(good) / len(good) if good else math.nan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("--round", type=int, default=1)
    parser.add_argument("--keep", type=float, default=0.4)
    options = parser.parse_args()
    base = sqlite3.connect(f"file:{options.run}/run.sqlite?mode=ro", uri=True)
    found = candidates(base, options.round)
    expected, prompts = selected(found, options.keep)
    stored = set(
        base.execute("SELECT chosen_id, rejected_id FROM v_pair WHERE round = ? AND phase = 'base' AND kept = 1", (options.round,)).fetchall()
    )
    print(
        f"round {options.round}: {len(found)} candidates, {prompts} prompts with a pair, {len(stored)} kept; "
        f"{len(stored ^ expected)} differ from the recomputation; right over wrong {right_over_wrong(base, options.round):.3f}"
    )
    sys.exit(1 if stored != expected else 0)


main()
