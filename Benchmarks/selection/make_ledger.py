"""Fills the ledger of a tiny import with a round of many prompts, the same rows every time.

    make_ledger.py LEDGER PROMPTS SAMPLES

The tables are those that `selfplay import` made, and so are the keys of names: only rows are added, as an import would have written them.
Texts have the escapes, line ends and characters beyond ASCII that answers of language models have.
"""

import hashlib
import json
import random
import sqlite3
import sys

WORDS = (
    "the river keeps its old bed because silt settles where water slows and people build on what it leaves behind "
    "a function returns early if its argument is empty so the caller must check before it adds one more item "
    "naïve café “quoted” — 数学 Straße \\frac{a}{b} print(\"ready\") it's 3.14 {'key': 0} e.g. however, therefore"
).split()


def prose(randomness, size):
    """About `size` characters of words, sentences, paragraphs and list items."""
    parts, length = [], 0
    while length < size:
        word = randomness.choice(WORDS)
        end = randomness.random()
        part = word + (".\n\n" if end < 0.01 else "\n- " if end < 0.03 else "\t" if end < 0.032 else " ")
        parts.append(part)
        length += len(part)
    return "".join(parts)


def main():
    path, prompts, samples = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    randomness = random.Random(20250301)
    book = prose(randomness, 1 << 20)
    ledger = sqlite3.connect(path, isolation_level=None)
    ledger.execute("PRAGMA synchronous = OFF")
    # No write-ahead log for the filling: everything would be written twice.
    ledger.execute("PRAGMA journal_mode = OFF")
    response_model = ledger.execute("SELECT model, endpoint, finish_reason, weight_version FROM response LIMIT 1").fetchone()
    reward = ledger.execute("SELECT name, model, contract FROM reward LIMIT 1").fetchone()
    logprob = ledger.execute("SELECT model, weight_version, source, mode FROM logprob LIMIT 1").fetchone()
    ledger.execute("BEGIN")
    for table in ("round_prompt", "prompt", "response", "reward", "logprob"):
        ledger.execute(f"DELETE FROM {table}")

    def text(mean):
        start = randomness.randrange(len(book) - 8 * mean)
        return book[start : start + int(mean * randomness.uniform(0.3, 1.7))]

    def prompt_rows():
        for prompt in range(prompts):
            messages = json.dumps([{"role": "user", "content": f"{prompt}: {text(300)}"}], ensure_ascii=False, separators=(",", ":"))
            yield prompt + 1, hashlib.sha256(messages.encode()).hexdigest(), messages, f"p{prompt}"

    def response_rows():
        for prompt in range(prompts):
            last = ""
            for sample in range(samples):
                chance = randomness.random()
                last = "" if chance < 0.001 else last if chance < 0.01 else text(1420)
                tokens = max(1, len(last) // 4)
                yield (prompt * samples + sample + 1, prompt + 1, sample, last, tokens, *response_model)

    ledger.executemany("INSERT INTO prompt (id, content_hash, messages, external_id, born_round) VALUES (?, ?, ?, ?, 0)", prompt_rows())
    ledger.executemany(
        "INSERT INTO round_prompt (round, phase, position, prompt_id) VALUES (1, 1, ?, ?)",
        ((prompt, prompt + 1) for prompt in range(prompts)),
    )
    ledger.executemany(
        "INSERT INTO response (id, round, phase, prompt_id, sample, text, tokens, model, endpoint, finish_reason, weight_version)"
        " VALUES (?, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
        response_rows(),
    )
    responses = range(1, prompts * samples + 1)
    ledger.executemany(
        "INSERT INTO reward (round, response_id, name, model, contract, score) VALUES (1, ?, ?, ?, ?, ?)",
        ((response, *reward, randomness.gauss(0, 2)) for response in responses),
    )
    tokens = (count for (count,) in ledger.execute("SELECT tokens FROM response ORDER BY id").fetchall())
    ledger.executemany(
        "INSERT INTO logprob (round, response_id, model, weight_version, source, mode, sum, tokens) VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
        ((response, *logprob, -count * randomness.uniform(0.2, 1.6), count) for response, count in zip(responses, tokens)),
    )
    ledger.execute("UPDATE tally SET count = ? WHERE kind IN ('prompt', 'pool')", (prompts,))
    ledger.execute("UPDATE tally SET count = ? WHERE kind IN ('response', 'reward')", (prompts * samples,))
    ledger.execute("COMMIT")
    ledger.execute("PRAGMA journal_mode = WAL")
    ledger.close()


main()
