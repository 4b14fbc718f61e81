"""What an export must hold, told by a neutral file (docs/loaders.md, "expected.json") and not by the exporter's formats."""
from collections import Counter, namedtuple

# A pair as it was given to the exporter. `row` is the neutral file's row, for its numbers.
Pair = namedtuple("Pair", "prompt chosen rejected row")


class Expected:
    def __init__(self, document, format):
        rows = document["rows"]
        # A format that cannot say every row (one user turn only) may be exported from some of them.
        only = document.get("only", {}).get(format.removesuffix("-parquet"))
        self.rows = rows if only is None else [rows[index] for index in only]
        self.configs = document.get("hub", {})

    def pairs(self):
        return [Pair(row["prompt"], row["chosen"], row["rejected"], row) for row in self.rows if row.get("chosen") is not None]

    def labelled(self):
        """`(prompt, text, label)` of every response with a label; the sides of a pair are labelled true and false."""
        found = []
        for row in self.rows:
            if row.get("chosen") is not None:
                found += [(row["prompt"], row["chosen"], True), (row["prompt"], row["rejected"], False)]
            else:
                found += [(row["prompt"], each["text"], each["label"]) for each in row["responses"] if each.get("label") is not None]
        return distinct(found)

    def accepted(self):
        """`(prompt, text)` of every chosen or accepted response."""
        return [(prompt, text) for prompt, text, label in self.labelled() if label]

    def prompts(self):
        return distinct([row["prompt"] for row in self.rows])

    def groups(self):
        """One row a prompt, with `responses`."""
        found, seen = [], []
        for row in self.rows:
            if row["prompt"] not in seen:
                seen.append(row["prompt"])
                found.append(row)
        return found


def distinct(values):
    found = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def render(messages, generation=False):
    """The tiny tokenizer's chat template (consumers/tiny.py), written a second time so that no template code checks itself."""
    text = "".join(f"<|im_start|>{message['role']}\n{message['content']}<|im_end|>\n" for message in messages)
    return text + ("<|im_start|>assistant\n" if generation else "")


def answer(text):
    return {"role": "assistant", "content": text}


def require(condition, sentence):
    if not condition:
        raise AssertionError(sentence)


def same(got, want, what):
    """Both hold the same things, equally often, in any order."""
    got, want = Counter(map(repr, got)), Counter(map(repr, want))
    if got == want:
        return
    extra, missing = list((got - want).elements()), list((want - got).elements())
    detail = [f"{len(missing)} missing, first {missing[0]:.300}"] if missing else []
    detail += [f"{len(extra)} unexpected, first {extra[0]:.300}"] if extra else []
    raise AssertionError(f"{what}: " + "; ".join(detail))


def says(prompt, messages):
    """A prompt written as one text says all of its messages, in order (how they are joined is the format's affair)."""
    position = 0
    for message in messages:
        position = prompt.find(message["content"], position)
        if position < 0:
            return False
        position += len(message["content"])
    return True
