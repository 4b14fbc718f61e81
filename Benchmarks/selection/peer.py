"""What a careful Python script does in place of `selfplay select --score map` and `selfplay export --format trl`.

    peer.py LEDGER OUTPUT TABLE

Reads the round's answers from the ledger, makes the candidate pairs, standardizes their margins, keeps the best pair of the best 40 % of
the prompts, stores the pairs, writes them for TRL and prints the file's SHA-256. Arithmetic is numpy's, texts stay bytes until they are
written, rows are inserted by `executemany`.
"""

import hashlib
import json
import sqlite3
import sys
from itertools import combinations

import numpy

KEEP = 0.4


def read(ledger):
    """Columns of the usable answers in plan order: prompt, id, reward, mean log-prob, and a number that equal texts of a prompt share."""
    prompts, ids, rewards, implicit, texts = [], [], [], [], []
    known, last = {}, None
    rows = ledger.execute(
        """
        SELECT rp.position, r.id, w.score, l.sum / l.tokens, r.text
        FROM round_prompt rp
        JOIN response r ON r.round = rp.round AND r.phase = rp.phase AND r.prompt_id = rp.prompt_id
        JOIN reward w ON w.response_id = r.id AND w.name = (SELECT min(name) FROM reward)
        JOIN logprob l ON l.response_id = r.id
        WHERE rp.round = 1 AND rp.phase = 1 ORDER BY rp.position, r.sample
        """
    )
    for prompt, response, reward, mean, text in rows:
        if not text.strip():
            continue
        if prompt != last:
            known, last = {}, prompt
        prompts.append(prompt)
        ids.append(response)
        rewards.append(reward)
        implicit.append(mean)
        texts.append(known.setdefault(text, len(known)))
    return (numpy.array(column) for column in (prompts, ids, rewards, implicit, texts))


def candidates(prompts, rewards, texts):
    """Indices of chosen and rejected answers: all pairs of a prompt with different texts and rewards."""
    starts = numpy.flatnonzero(numpy.r_[True, prompts[1:] != prompts[:-1]])
    counts = numpy.diff(numpy.r_[starts, len(prompts)])
    firsts, seconds = [], []
    for count in numpy.unique(counts):
        pairs = numpy.array(list(combinations(range(count), 2)), dtype=numpy.int64).reshape(-1, 2)
        group = starts[counts == count]
        firsts.append((group[:, None] + pairs[:, 0]).ravel())
        seconds.append((group[:, None] + pairs[:, 1]).ravel())
    first, second = numpy.concatenate(firsts), numpy.concatenate(seconds)
    usable = (texts[first] != texts[second]) & (rewards[first] != rewards[second])
    first, second = first[usable], second[usable]
    swapped = rewards[first] < rewards[second]
    return numpy.where(swapped, second, first), numpy.where(swapped, first, second)


def standardized(values):
    return (values - values.mean()) / values.std()


def select(ledger, table):
    prompts, ids, rewards, implicit, texts = read(ledger)
    chosen, rejected = candidates(prompts, rewards, texts)
    explicit_margin = rewards[chosen] - rewards[rejected]
    implicit_margin = implicit[chosen] - implicit[rejected]
    score = standardized(explicit_margin) - standardized(numpy.abs(implicit_margin))
    # Best candidate of every prompt, then all by score.
    order = numpy.lexsort((rejected, chosen, -explicit_margin, -score, prompts[chosen]))
    prompt_of = prompts[chosen[order]]
    best = order[numpy.r_[True, prompt_of[1:] != prompt_of[:-1]]]
    ranked = numpy.argsort(-score[best], kind="stable")
    ranks = numpy.empty(len(best), dtype=numpy.int64)
    ranks[ranked] = numpy.arange(1, len(best) + 1)
    kept = ranks <= int(KEEP * len(best))
    chosen, rejected = chosen[best], rejected[best]
    ledger.execute(
        f"CREATE TABLE {table} (position INTEGER PRIMARY KEY, chosen_id INTEGER, rejected_id INTEGER, explicit_margin REAL,"
        " implicit_margin REAL, score REAL, rank INTEGER, kept INTEGER)"
    )
    columns = (prompts[chosen], ids[chosen], ids[rejected], explicit_margin[best], implicit_margin[best], score[best], ranks, kept.astype(int))
    ledger.execute("BEGIN")
    ledger.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", zip(*(column.tolist() for column in columns)))
    ledger.execute("COMMIT")


def export(ledger, path, table):
    digest = hashlib.sha256()
    ledger.text_factory = str
    rows = ledger.execute(
        f"""
        SELECT p.messages, c.text, r.text FROM {table} q
        JOIN round_prompt rp ON rp.round = 1 AND rp.phase = 1 AND rp.position = q.position
        JOIN prompt p ON p.id = rp.prompt_id
        JOIN response c ON c.id = q.chosen_id JOIN response r ON r.id = q.rejected_id
        WHERE q.kept ORDER BY q.position
        """
    )
    with open(path, "wb", buffering=1 << 20) as file:
        for messages, chosen, rejected in rows:
            row = {
                "prompt": json.loads(messages),
                "chosen": [{"role": "assistant", "content": chosen}],
                "rejected": [{"role": "assistant", "content": rejected}],
            }
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            file.write(line)
    print(digest.hexdigest())


def main():
    ledger = sqlite3.connect(sys.argv[1], isolation_level=None)
    ledger.text_factory = bytes
    select(ledger, sys.argv[3])
    export(ledger, sys.argv[2], sys.argv[3])
    ledger.close()


main()
