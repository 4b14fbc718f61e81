"""The task: one-digit additions asked in three ways. An answer is right if it is exactly the sentence the model was brought up on.

30 of the 100 pairs of operands are held out: none of their questions is ever trained on. Which ones is decided by a hash, not by a seed.
"""
import hashlib

PHRASINGS = ("What is {a} plus {b}?", "Add {a} and {b}.", "{a} + {b} = ?")
HELD_OUT = 30


def digest(*parts):
    """A number of 64 bits that depends on all parts and on nothing else."""
    text = "/".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def pairs():
    """-> (pairs to train on, held-out pairs)"""
    ordered = sorted(((a, b) for a in range(10) for b in range(10)), key=lambda pair: digest("addition", *pair))
    return sorted(ordered[HELD_OUT:]), sorted(ordered[:HELD_OUT])


def questions(some):
    """Every pair in every phrasing: [{"id", "text", "answer"}]"""
    return [
        {"id": f"{a}+{b}/{form}", "text": phrasing.format(a=a, b=b), "answer": f"{a} plus {b} is {a + b}."}
        for a, b in some
        for form, phrasing in enumerate(PHRASINGS)
    ]


def answers():
    """The right answer of every question, training or held out."""
    training, held_out = pairs()
    return {question["text"]: question["answer"] for question in questions(training + held_out)}
