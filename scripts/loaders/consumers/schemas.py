"""Columns of every format, and what a row says: the part of a format that needs no trainer to check.

`REQUIRED` and `OPTIONAL` give each column's shape; `compare` reads rows back and compares them with the expected ones.
A format that wants no columns but its own is in `CLOSED`.
"""
import math

from consumers.expected import answer, require, same, says

TEXT, NUMBER, FLAG = "text", "number", "flag"
MESSAGES, MESSAGE, ANSWER = "messages", "message", "one assistant message"
TEXTS, NUMBERS, FLAGS = "texts", "numbers", "flags"
PROMPT = "text or messages"
SHAREGPT, SHAREGPT_MESSAGE = "from/value turns", "from/value turn"
COMPLETIONS, OBJECT = "ranked completions", "object"

CONVERSATIONS = {"chosen": MESSAGES, "rejected": MESSAGES}
REQUIRED = {
    "trl": {"prompt": MESSAGES, "chosen": ANSWER, "rejected": ANSWER},
    "trl_implicit": CONVERSATIONS,
    "trl_standard": {"prompt": TEXT, "chosen": TEXT, "rejected": TEXT},
    "trl_unpaired": {"prompt": MESSAGES, "completion": ANSWER, "label": FLAG},
    "trl_prompts": {"prompt": MESSAGES},
    "trl_reward": {"chosen": MESSAGES, "rejected": MESSAGES},
    "openrlhf": {"prompt": MESSAGES, "chosen": ANSWER, "rejected": ANSWER},
    "openrlhf_prompts": {"input": PROMPT},
    "llamafactory": {"conversations": SHAREGPT, "chosen": SHAREGPT_MESSAGE, "rejected": SHAREGPT_MESSAGE},
    "llamafactory_kto": {"messages": MESSAGES, "label": FLAG},
    "axolotl": {"messages": MESSAGES, "chosen": MESSAGE, "rejected": MESSAGE},
    "axolotl_kto": {"prompt": TEXT, "completion": TEXT, "label": FLAG},
    "nemo_rl": {"context": MESSAGES, "completions": COMPLETIONS},
    "nemo_rl_binary": {"prompt": PROMPT, "chosen": TEXT, "rejected": TEXT},
    "ms_swift": {"messages": MESSAGES, "rejected_response": TEXT},
    "ms_swift_kto": {"messages": MESSAGES, "label": FLAG},
    "alignment_handbook": CONVERSATIONS,
    "mlx_lm_lora": {"prompt": TEXT, "chosen": TEXT, "rejected": TEXT},
    "verl_prompts": {"data_source": TEXT, "prompt": MESSAGES, "ability": TEXT, "reward_model": OBJECT, "extra_info": OBJECT},
    "simpo": {"prompt": TEXT, "all_generated_responses": TEXTS, "all_rm_scores": NUMBERS, **CONVERSATIONS},
    "map": {
        "prompt": TEXT, "all_generated_texts": TEXTS, "all_logps": NUMBERS, "all_logp_norms": NUMBERS, "all_rm_scores": NUMBERS,
        **CONVERSATIONS, "chosen_logp_norms": NUMBER, "rejected_logp_norms": NUMBER, "rm_margin": NUMBER,
        "logp_margin_norm": NUMBER, "logp_margin_norm_abs": NUMBER,
    },
    "rlhflow": {"prompt": MESSAGES, "responses": TEXTS, "rewards": NUMBERS},
    "openrlhf_iter": {"prompt": TEXT, "chosen": TEXT, "chosen_reward": NUMBER, "rejected": TEXT, "rejected_reward": NUMBER},
    "sppo": {**CONVERSATIONS, "chosen_probs": NUMBER, "chosen_probs_win": NUMBER, "chosen_probs_lose": NUMBER},
    "spin": {"real": MESSAGES, "generated": MESSAGES},
    "distilabel": {
        "prompt": TEXT, "prompt_id": TEXT, **CONVERSATIONS, "chosen_rating": NUMBER, "rejected_rating": NUMBER,
    },
    "sft": {},
    "ranked": {"prompt": MESSAGES, "responses": TEXTS, "rewards": NUMBERS},
    "sets": {"prompt": MESSAGES, "responses": TEXTS, "rewards": NUMBERS, "is_chosen": FLAGS, "weights": NUMBERS},
    "tpo": {"prompt": MESSAGES, "chosen": ANSWER, "rejected": ANSWER, "reference": ANSWER},
}
OPTIONAL = {
    "trl_reward": {"prompt": MESSAGES, "margin": NUMBER},
    "openrlhf": {"margin": NUMBER},
    "axolotl_kto": {"system": TEXT},
    "mlx_lm_lora": {"system": TEXT, "preference_score": NUMBER},
    "ms_swift": {"margin": NUMBER},
    "alignment_handbook": {"prompt": TEXT},
    "distilabel": {"chosen_model": TEXT, "rejected_model": TEXT},
    "sft": {"messages": MESSAGES, "prompt": MESSAGES, "completion": ANSWER},
}
# Consumers that break on columns they do not know, or are said to know no others.
CLOSED = {"axolotl", "axolotl_kto", "openrlhf"}

PAIRS = {
    "trl", "trl_implicit", "trl_standard", "trl_reward", "openrlhf", "llamafactory", "axolotl", "nemo_rl", "nemo_rl_binary",
    "ms_swift", "alignment_handbook", "mlx_lm_lora", "simpo", "map", "openrlhf_iter", "sppo", "spin", "distilabel", "tpo",
}
LABELLED = {"trl_unpaired", "llamafactory_kto", "axolotl_kto", "ms_swift_kto"}
PROMPTS = {"trl_prompts", "openrlhf_prompts", "verl_prompts"}
GROUPS = {"rlhflow", "ranked", "sets"}


def fits(value, shape):
    """Whether a value read back has the shape; None never has."""
    def message(each, keys=("role", "content")):
        return isinstance(each, dict) and set(each) == set(keys) and all(isinstance(each[key], str) for key in keys)

    def number(each):
        return isinstance(each, (int, float)) and not isinstance(each, bool) and math.isfinite(each)

    def every(kind):
        return isinstance(value, list) and all(kind(each) for each in value)

    if shape == TEXT:
        return isinstance(value, str)
    if shape == NUMBER:
        return number(value)
    if shape == FLAG:
        return isinstance(value, bool)
    if shape == MESSAGES:
        return every(message) and len(value) > 0
    if shape == MESSAGE:
        return message(value)
    if shape == ANSWER:
        return every(message) and len(value) == 1 and value[0]["role"] == "assistant"
    if shape == TEXTS:
        return every(lambda each: isinstance(each, str))
    if shape == NUMBERS:
        return every(number)
    if shape == FLAGS:
        return every(lambda each: isinstance(each, bool))
    if shape == PROMPT:
        return isinstance(value, str) or fits(value, MESSAGES)
    if shape == SHAREGPT:
        return every(lambda each: message(each, ("from", "value")))
    if shape == SHAREGPT_MESSAGE:
        return message(value, ("from", "value"))
    if shape == COMPLETIONS:
        return every(lambda each: set(each) == {"rank", "completion"} and number(each["rank"]) and fits(each["completion"], ANSWER))
    return isinstance(value, dict)


def check_columns(format, rows):
    """Every row has the format's columns with their shapes, and every row the same columns."""
    required, optional = REQUIRED[format], OPTIONAL.get(format, {})
    names = set(rows[0])
    for column in required:
        require(column in names, f"column {column!r} is missing: there are {sorted(names)}")
    if format in CLOSED:
        extra = names - set(required) - set(optional)
        require(not extra, f"columns {sorted(extra)} are unknown to the consumer")
    for number, row in enumerate(rows):
        require(set(row) == names, f"row {number} has columns {sorted(row)}, the first {sorted(names)}")
        for column, shape in {**required, **optional}.items():
            if column in row:
                # A system prompt is the one thing a row may lack: files of columns hold null then.
                if column == "system" and row[column] is None:
                    continue
                require(fits(row[column], shape), f"row {number}: {column} is not {shape}: {row[column]!r:.200}")
    return f"columns {', '.join(sorted(names))}"


ROLES = {"human": "user", "gpt": "assistant", "system": "system"}


def turns(value):
    return [{"role": ROLES.get(each["from"], each["from"]), "content": each["value"]} for each in value]


def read_pair(format, row):
    """`(prompt, chosen, rejected)` of a row: prompt as messages or as one text, the sides as texts."""
    if format == "llamafactory":
        return turns(row["conversations"]), turns([row["chosen"]])[0]["content"], row["rejected"]["value"]
    if format == "nemo_rl":
        best, worst = sorted(row["completions"], key=lambda each: each["rank"])
        require(best["rank"] != worst["rank"], "both completions have one rank")
        return row["context"], best["completion"][0]["content"], worst["completion"][0]["content"]
    if format == "ms_swift":
        return row["messages"][:-1], row["messages"][-1]["content"], row["rejected_response"]
    if format == "axolotl":
        return row["messages"], row["chosen"]["content"], row["rejected"]["content"]
    chosen, rejected = (row["real"], row["generated"]) if format == "spin" else (row["chosen"], row["rejected"])
    if isinstance(chosen, str):
        return prompt_of(row), chosen, rejected
    if REQUIRED[format].get("chosen") == ANSWER or (format == "trl_reward" and "prompt" in row):
        return row["prompt"], chosen[0]["content"], rejected[0]["content"]
    require(chosen[:-1] == rejected[:-1], "chosen and rejected are conversations with different prompts")
    require(chosen[-1]["role"] == rejected[-1]["role"] == "assistant", "a conversation does not end with the assistant")
    return chosen[:-1], chosen[-1]["content"], rejected[-1]["content"]


def prompt_of(row):
    """The prompt with the system prompt of formats that keep it in a column of its own."""
    if isinstance(row["prompt"], str) and row.get("system"):
        return row["system"] + "\n" + row["prompt"]
    return row["prompt"]


def read_labelled(format, row):
    if "messages" in row:
        return row["messages"][:-1], row["messages"][-1]["content"], row["label"]
    completion = row["completion"]
    return prompt_of(row), completion if isinstance(completion, str) else completion[0]["content"], row["label"]


def unify(prompt, wanted):
    """The expected prompt a row's prompt stands for: itself if messages, the one whose messages a text says if text."""
    if not isinstance(prompt, str):
        return [{"role": each["role"], "content": each["content"]} for each in prompt]
    told = [each for each in wanted if says(prompt, each)]
    require(told, f"the prompt says no expected prompt: {prompt!r:.200}")
    return max(told, key=lambda each: sum(len(message["content"]) for message in each))


def compare(format, rows, expected):
    """Rows read back say what the expected ones say."""
    prompts = expected.prompts()
    if format in PAIRS:
        got = [read_pair(format, row) for row in rows]
        same(
            [(unify(prompt, prompts), chosen.strip(), rejected.strip()) for prompt, chosen, rejected in got],
            [(pair.prompt, pair.chosen.strip(), pair.rejected.strip()) for pair in expected.pairs()],
            "prompts and sides",
        )
        return ["prompts and both sides' texts", *compare_numbers(format, rows, expected)]
    if format in LABELLED:
        got = [read_labelled(format, row) for row in rows]
        same(
            [(unify(prompt, prompts), text.strip(), label) for prompt, text, label in got],
            [(prompt, text.strip(), label) for prompt, text, label in expected.labelled()],
            "prompts, texts and labels",
        )
        return ["prompts, texts, labels"]
    if format in PROMPTS:
        column = "input" if format == "openrlhf_prompts" else "prompt"
        same([unify(row[column], prompts) for row in rows], prompts, "prompts")
        return ["prompts"]
    if format in GROUPS:
        return compare_groups(format, rows, expected)
    got = [row["messages"] if "messages" in row else row["prompt"] + row["completion"] for row in rows]
    same(got, [prompt + [answer(text)] for prompt, text in expected.accepted()], "conversations")
    return ["conversations"]


def compare_groups(format, rows, expected):
    got = [(row["prompt"], sorted(zip(row["responses"], row["rewards"], strict=True))) for row in rows]
    want = [
        (row["prompt"], sorted((each["text"], each["reward"]) for each in row["responses"])) for row in expected.groups()
    ]
    same(got, want, "prompts, responses and rewards")
    if format == "ranked":
        require(all(row["rewards"] == sorted(row["rewards"], reverse=True) for row in rows), "responses are not best first")
        return ["prompts, responses, rewards", "best first"]
    if format == "sets":
        same(
            [sorted(zip(row["responses"], row["is_chosen"], row["weights"], strict=True)) for row in rows],
            [sorted((each["text"], each["label"] is True, each.get("weight", 1.0)) for each in row["responses"]) for row in expected.groups()],
            "labels and weights",
        )
        return ["prompts, responses, rewards", "labels and weights"]
    return ["prompts, responses, rewards"]


# Column: what the neutral file calls it.
SAME_NUMBER = {
    "margin": "margin", "rm_margin": "margin", "chosen_reward": "chosen_reward", "rejected_reward": "rejected_reward",
    "chosen_rating": "chosen_reward", "rejected_rating": "rejected_reward",
}


def compare_numbers(format, rows, expected):
    """Rewards and margins, bit for bit, with the sides they belong to."""
    said = []
    for column, name in SAME_NUMBER.items():
        if column in rows[0] and column in {**REQUIRED[format], **OPTIONAL.get(format, {})} and name in expected.pairs()[0].row:
            same(
                [(read_pair(format, row)[1].strip(), float(row[column])) for row in rows],
                [(pair.chosen.strip(), float(pair.row[name])) for pair in expected.pairs()],
                f"{column} beside chosen",
            )
            said.append(column)
    if format in {"simpo", "map"}:
        texts = "all_generated_responses" if format == "simpo" else "all_generated_texts"
        same(
            [sorted(zip(row[texts], row["all_rm_scores"], strict=True)) for row in rows],
            [sorted((each["text"], each["reward"]) for each in pair.row["responses"]) for pair in expected.pairs()],
            f"{texts} and all_rm_scores",
        )
        require(all(row["chosen"][-1]["content"] in row[texts] for row in rows), "chosen is none of the responses")
        said.append("scores")
    if format == "tpo":
        same(
            [(row["reference"][0]["content"], row["chosen"][0]["content"]) for row in rows],
            [(pair.row["reference"], pair.chosen) for pair in expected.pairs()],
            "reference and chosen",
        )
        said.append("references")
    if format == "sppo":
        for row in rows:
            require(0 <= row["chosen_probs"] <= 1, f"chosen_probs is no probability: {row['chosen_probs']}")
            require(row["chosen_probs_win"] + row["chosen_probs_lose"] == 1, "chosen_probs_win and chosen_probs_lose are not 1 together")
        said.append("probabilities")
    return said
