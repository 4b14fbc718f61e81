"""distilabel writes this format: its own formatting step, given our rows, must write what we exported."""
from importlib import metadata

from consumers.expected import same


def version():
    return f"distilabel {metadata.version('distilabel')}"


def formatted(export):
    from distilabel.steps import FormatChatGenerationDPO, FormatTextGenerationDPO

    chat, text = FormatChatGenerationDPO(), FormatTextGenerationDPO()
    chat.load()
    text.load()
    want = []
    for pair in export.expected.pairs():
        given = {"generations": [pair.chosen, pair.rejected], "ratings": [pair.row["chosen_reward"], pair.row["rejected_reward"]]}
        roles = [message["role"] for message in pair.prompt]
        if roles in (["user"], ["system", "user"]):
            given |= {"instruction": pair.prompt[-1]["content"]}
            given |= {"system_prompt": pair.prompt[0]["content"]} if len(roles) == 2 else {}
            want.append(next(text.process([given]))[0])
        else:
            want.append(next(chat.process([given | {"messages": pair.prompt}]))[0])
    columns = ("prompt", "prompt_id", "chosen", "chosen_rating", "rejected", "rejected_rating")
    same(
        [tuple(plain(row[column]) for column in columns) for row in export.load()],
        [tuple(plain(row[column]) for column in columns) for row in want],
        "rows of FormatTextGenerationDPO and FormatChatGenerationDPO",
    )
    return ["equal to the rows of FormatTextGenerationDPO and FormatChatGenerationDPO"]


def plain(value):
    if isinstance(value, list):
        return [(each["role"], each["content"]) for each in value]
    return float(value) if isinstance(value, (int, float)) else value


CHECKS = {"distilabel": formatted, "distilabel-parquet": formatted}
