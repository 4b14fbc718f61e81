#!/usr/bin/env python3
"""Writes training sets by hand, as docs and trainers describe the formats: right ones, and wrong ones a check has to refuse.

usage: samples.py DIR      (DIR/right with every format and expected.json, DIR/wrong/FAULT/FORMAT)

check.py --prove uses it. The Parquet files need pyarrow: run it with the interpreter of the `trl` environment.
"""
import copy
import hashlib
import json
import sys
from pathlib import Path

SYSTEM = {"role": "system", "content": "You answer briefly. \"Quotes\" and \\ stay."}


def rows():
    """Twelve pairs: emoji, line breaks, right-to-left text, a system prompt, several turns, JSON and a template's marks as text."""
    asked = [
        "What color is the sky?", "Say hi 👋🏽 to 👨‍👩‍👧", "Two lines:\nfirst\n\nsecond", "Translate «мир» and שלום", "What is 2+2?",
        "Write JSON {\"a\": [1, null]}", "Name a fruit", "Explain tabs\tand  spaces", "Is <b>this</b> safe?", "Count to three",
        "What did I ask?", "One more, please",
    ]
    better = [
        "It is blue.", "Hi 👋🏽 👨‍👩‍👧!", "first line\nsecond line\n\n- a list", "peace; שלום", "4", "{\"a\": [1, null]}", "Apple 🍎",
        "A tab\tis one character.", "Yes & no <i>", "1\n2\n3", "You asked about fruit.", "Sure — here…",
    ]
    worse = [
        "It is green.", "no", "I can't", "???", "5", "{a: 1}", "Carrot", "Tabs are spaces.", "<script>", "3 2 1", "Nothing.", "No 🙅",
    ]
    made = []
    for number in range(12):
        prompt = [{"role": "user", "content": asked[number]}]
        if number in (6, 10, 11):
            prompt = [{"role": "user", "content": "Earlier question"}, {"role": "assistant", "content": "Earlier answer 🙂"}, *prompt]
        if number % 4 == 1 or number == 11:
            prompt = [SYSTEM, *prompt]
        # Exact in binary, so that readers of either container give the same numbers back.
        high, low = number / 4 + 0.5, -number / 8
        responses = [
            {"text": worse[number], "reward": low, "label": False},
            {"text": f"middle {number}", "reward": (high + low) / 2, "label": None},
            {"text": better[number], "reward": high, "label": True},
        ]
        made.append({
            "prompt": prompt, "chosen": better[number], "rejected": worse[number], "chosen_reward": high, "rejected_reward": low,
            "margin": high - low, "responses": responses, "reference": better[number],
        })
    return made


def single(row):
    return [message["role"] for message in row["prompt"]] in (["user"], ["system", "user"])


def answer(text):
    return {"role": "assistant", "content": text}


def said(row):
    """The prompt as one text."""
    return "\n".join(message["content"] for message in row["prompt"])


def both(row):
    return {"chosen": row["prompt"] + [answer(row["chosen"])], "rejected": row["prompt"] + [answer(row["rejected"])]}


def sides(row):
    return {"prompt": row["prompt"], "chosen": [answer(row["chosen"])], "rejected": [answer(row["rejected"])]}


def labelled(row):
    return [(row["chosen"], True), (row["rejected"], False)]


def turn(message):
    return {"from": {"user": "human", "assistant": "gpt"}.get(message["role"], message["role"]), "value": message["content"]}


def system_and_user(row):
    """A prompt of one user turn; its system prompt, where there is one, in a column of its own in every row."""
    return {"prompt": row["prompt"][-1]["content"], "system": row["prompt"][0]["content"] if len(row["prompt"]) == 2 else ""}


def texts(row):
    return [each["text"] for each in row["responses"]]


def rewards(row):
    return [each["reward"] for each in row["responses"]]


def simpo(row):
    return {"prompt": said(row), "all_generated_responses": texts(row), "all_rm_scores": rewards(row), **both(row)}


def map_row(row):
    return {
        "prompt": said(row), "all_generated_texts": texts(row), "all_logps": [-1.5, -2.5, -3.5], "all_logp_norms": [-0.5, -0.25, -0.75],
        "all_rm_scores": rewards(row), **both(row), "chosen_logp_norms": -0.75, "rejected_logp_norms": -0.5, "rm_margin": row["margin"],
        "logp_margin_norm": -0.25, "logp_margin_norm_abs": 0.25,
    }


def ranked(row):
    best = sorted(row["responses"], key=lambda each: -each["reward"])
    return {"prompt": row["prompt"], "responses": [each["text"] for each in best], "rewards": [each["reward"] for each in best]}


def nemo_rl(row):
    completions = [{"rank": rank, "completion": [answer(row[side])]} for rank, side in enumerate(("chosen", "rejected"))]
    return {"context": row["prompt"], "completions": completions}


def verl(row, number):
    return {
        "data_source": "selfplay", "prompt": row["prompt"], "ability": "chat", "reward_model": {"style": "model", "ground_truth": ""},
        "extra_info": {"split": "train", "index": number},
    }


def distilabel(row):
    prompt = row["prompt"][-1]["content"] if single(row) else next(each["content"] for each in row["prompt"] if each["role"] == "user")
    return {
        "prompt": prompt, "prompt_id": hashlib.sha256(prompt.encode()).hexdigest(), **both(row),
        "chosen_rating": row["chosen_reward"], "rejected_rating": row["rejected_reward"],
    }


def formats(given):
    """`{format: rows}` of right training sets."""
    pairs = {
        "trl": sides,
        "trl_implicit": both,
        "trl_standard": lambda row: {"prompt": said(row), "chosen": " " + row["chosen"], "rejected": " " + row["rejected"]},
        "trl_prompts": lambda row: {"prompt": row["prompt"]},
        "trl_reward": lambda row: {**both(row), "margin": row["margin"]},
        "openrlhf": lambda row: {**sides(row), "margin": row["margin"]},
        "openrlhf_prompts": lambda row: {"input": row["prompt"]},
        "llamafactory": lambda row: {
            "conversations": [turn(each) for each in row["prompt"]],
            "chosen": turn(answer(row["chosen"])), "rejected": turn(answer(row["rejected"])),
        },
        "axolotl": lambda row: {"messages": row["prompt"], "chosen": answer(row["chosen"]), "rejected": answer(row["rejected"])},
        "nemo_rl": nemo_rl,
        "nemo_rl_binary": lambda row: {"prompt": row["prompt"], "chosen": row["chosen"], "rejected": row["rejected"]},
        "ms_swift": lambda row: {
            "messages": row["prompt"] + [answer(row["chosen"])], "rejected_response": row["rejected"], "margin": row["margin"],
        },
        "alignment_handbook": both,
        "simpo": simpo,
        "map": map_row,
        "rlhflow": lambda row: {"prompt": row["prompt"], "responses": texts(row), "rewards": rewards(row)},
        "openrlhf_iter": lambda row: {
            "prompt": said(row), "chosen": row["chosen"], "chosen_reward": row["chosen_reward"], "rejected": row["rejected"],
            "rejected_reward": row["rejected_reward"],
        },
        "sppo": lambda row: {**both(row), "chosen_probs": 0.75, "chosen_probs_win": 0.75, "chosen_probs_lose": 0.25},
        "spin": lambda row: dict(zip(("real", "generated"), both(row).values())),
        "distilabel": distilabel,
        "sft": lambda row: {"messages": row["prompt"] + [answer(row["chosen"])]},
        "ranked": ranked,
        "sets": lambda row: {
            "prompt": row["prompt"], "responses": texts(row), "rewards": rewards(row),
            "is_chosen": [each["label"] is True for each in row["responses"]], "weights": [1.0] * len(row["responses"]),
        },
        "tpo": lambda row: {**sides(row), "reference": [answer(row["chosen"])]},
    }
    made = {name: [build(row) for row in given] for name, build in pairs.items()}
    made["mlx_lm_lora"] = [
        {**system_and_user(row), "chosen": row["chosen"], "rejected": row["rejected"]} for row in given if single(row)
    ]
    made["verl_prompts"] = [verl(row, number) for number, row in enumerate(given)]
    each_label = {
        "trl_unpaired": lambda row, text, label: {"prompt": row["prompt"], "completion": [answer(text)], "label": label},
        "llamafactory_kto": lambda row, text, label: {"messages": row["prompt"] + [answer(text)], "label": label},
        "axolotl_kto": lambda row, text, label: {"prompt": said(row), "completion": text, "label": label},
        "ms_swift_kto": lambda row, text, label: {"messages": row["prompt"] + [answer(text)], "label": label},
    }
    for name, build in each_label.items():
        made[name] = [build(row, text, label) for row in given for text, label in labelled(row)]
    return made


# ---- files

OPENAI_TAGS = {
    "role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant", "system_tag": "system",
}


def write(folder, format, rows, parquet=False):
    """One format's folder as the exporter lays it out."""
    folder.mkdir(parents=True)
    if parquet:
        import pyarrow
        import pyarrow.parquet

        name = "train.parquet"
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), folder / name)
    elif format.startswith("llamafactory"):
        name = "train.json"
        (folder / name).write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    else:
        name = "train.jsonl"
        (folder / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    if format.startswith("llamafactory"):
        entry = {"file_name": name, "formatting": "sharegpt"}
        if format == "llamafactory":
            entry |= {"ranking": True, "columns": {"messages": "conversations", "chosen": "chosen", "rejected": "rejected"}}
        else:
            entry |= {"columns": {"messages": "messages", "kto_tag": "label"}, "tags": OPENAI_TAGS}
        (folder / "dataset_info.json").write_text(json.dumps({"selfplay": entry}), encoding="utf-8")


CARD = """---
configs:
- config_name: default
  data_files:
  - {split: train, path: data/train-*}
- config_name: unpaired
  data_files:
  - {split: train, path: unpaired/train-*}
dataset_info:
- config_name: default
  features:
  - {name: prompt, list: [{name: content, dtype: string}, {name: role, dtype: string}]}
  - {name: chosen, list: [{name: content, dtype: string}, {name: role, dtype: string}]}
  - {name: rejected, list: [{name: content, dtype: string}, {name: role, dtype: string}]}
---
# Sample
"""


def write_hub(folder, made, card=CARD):
    import pyarrow
    import pyarrow.parquet

    for place, format in (("data", "trl"), ("unpaired", "trl_unpaired")):
        (folder / place).mkdir(parents=True)
        table = pyarrow.Table.from_pylist(made[format])
        pyarrow.parquet.write_table(table, folder / place / "train-00000-of-00001.parquet")
    (folder / "README.md").write_text(card, encoding="utf-8")


# ---- faults: each takes a format and its rows and returns wrong rows, or None where the format cannot have the fault

TEXT_COLUMNS = ("prompt", "chosen", "completion", "rejected_response", "responses", "messages", "conversations", "context", "input")


def wrong_key(format, rows):
    names = ("chosen", "real", "rejected_response", "completions", "label", "responses", "input", "messages", "prompt")
    column = next(name for name in names if name in rows[0])
    return [{column + "s_": value if name == column else value for name, value in row.items() if name == column} | {
        name: value for name, value in row.items() if name != column
    } for row in rows]


def missing_column(format, rows):
    column = next(name for name in ("prompt", "messages", "conversations", "context", "input", "rejected", "generated") if name in rows[0])
    if format == "sppo" or (column == "prompt" and len(rows[0]) == 1):
        column = "rejected" if format == "sppo" else column
    left = [{name: value for name, value in row.items() if name != column} for row in rows]
    return [row or {"other": 1} for row in left]


def wrong_shape(format, rows):
    """A list where a dict or a text belongs, and the other way round."""
    turned = copy.deepcopy(rows)
    for row in turned:
        for name in ("chosen", "rejected", "real", "generated", "completion", "input", "rejected_response", "reference"):
            if name in row:
                value = row[name]
                row[name] = [answer(value)] if isinstance(value, str) else value[-1] if isinstance(value, list) else [value]
        if "completions" in row:
            for each in row["completions"]:
                each["completion"] = each["completion"][0]
        elif not {"chosen", "real", "completion", "input"} & set(row):
            name = "responses" if "responses" in row else "messages" if "messages" in row else "prompt"
            row[name] = row[name][0]
    return turned


def swapped(format, rows):
    """One pair's sides, ranks, or labels."""
    turned = copy.deepcopy(rows)
    row = turned[3]
    if "label" in row:
        row["label"] = not row["label"]
    elif "rejected_response" in row:
        row["messages"][-1]["content"], row["rejected_response"] = row["rejected_response"], row["messages"][-1]["content"]
    elif "completions" in row:
        row["completions"][0]["rank"], row["completions"][1]["rank"] = 1, 0
    elif "chosen" in row:
        row["chosen"], row["rejected"] = row["rejected"], row["chosen"]
    elif "real" in row:
        row["real"], row["generated"] = row["generated"], row["real"]
    elif "responses" in row:
        row["rewards"].reverse()
    else:
        return None
    return turned


def lost_row(format, rows):
    return rows[:-1]


def changed_text(format, rows):
    """A text without its emoji or its last letter, everywhere it stands."""
    turned = json.loads(json.dumps(rows))

    def cut(value):
        if isinstance(value, dict):
            return {name: cut(each) if name in ("content", "value", "completion") else each for name, each in value.items()}
        if isinstance(value, list):
            return [cut(each) for each in value]
        return value[:-1] if isinstance(value, str) else value

    for name in TEXT_COLUMNS + ("completions", "rejected", "real"):
        if name in turned[1]:
            turned[1][name] = cut(turned[1][name])
    return turned


def null_value(format, rows):
    turned = copy.deepcopy(rows)
    column = [name for name in turned[2] if name != "system"][-1]
    turned[2][column] = None
    return turned


FAULTS = {
    "wrong-key": wrong_key, "missing-column": missing_column, "wrong-shape": wrong_shape, "swapped-sides": swapped, "lost-row": lost_row,
    "changed-text": changed_text, "null": null_value,
}
# Formats also written as Parquet.
PARQUET = ("trl", "trl_unpaired", "trl_reward", "openrlhf", "nemo_rl", "ms_swift", "axolotl", "verl_prompts", "rlhflow", "map", "llamafactory")


def main(target):
    target = Path(target)
    given = rows()
    made = formats(given)
    right = target / "right"
    for format, each in made.items():
        write(right / format, format, each)
    for format in PARQUET:
        write(right / f"{format}-parquet", format, made[format], parquet=True)
    write_hub(right / "hub", made)
    expected = {
        "rows": given, "only": {"mlx_lm_lora": [number for number, row in enumerate(given) if single(row)]},
        "hub": {"default": "trl", "unpaired": "trl_unpaired"},
    }
    (right / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1), encoding="utf-8")
    for fault, spoil in FAULTS.items():
        for format, each in made.items():
            wrong = spoil(format, each)
            if wrong is not None:
                write(target / "wrong" / fault / format, format, wrong)
        for format in PARQUET:
            wrong = spoil(format, made[format])
            # Arrow has no file of mixed types to be wrong with.
            if wrong is not None and fault != "null":
                write(target / "wrong" / fault / f"{format}-parquet", format, wrong, parquet=True)
    write_hub(target / "wrong" / "swapped-sides" / "hub", made | {"trl": swapped("trl", made["trl"])})
    write_hub(target / "wrong" / "lost-row" / "hub", made | {"trl_unpaired": made["trl_unpaired"][:-1]})
    write_hub(target / "wrong" / "wrong-key" / "hub", made, CARD.replace("path: data/train-*", "path: train/*"))


if __name__ == "__main__":
    main(sys.argv[1])
