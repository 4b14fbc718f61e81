"""ms-swift: `load_dataset` with its automatic preprocessor, then the template's encoding for DPO and KTO."""
import os

os.environ["USE_HF"] = "1"

from importlib import metadata  # noqa: E402

from consumers.expected import answer, require, same  # noqa: E402


def version():
    return f"ms-swift {metadata.version('ms-swift')}"


def loaded(export):
    from swift.dataset import load_dataset

    data, _ = load_dataset(str(export.file), strict=True, load_from_cache_file=False)
    return list(data)


def plain(messages):
    return [{"role": each["role"], "content": each["content"]} for each in messages]


def preference(export):
    rows = loaded(export)
    pairs = export.expected.pairs()
    same(
        [(plain(row["messages"]), row["rejected_response"]) for row in rows],
        [(pair.prompt + [answer(pair.chosen)], pair.rejected) for pair in pairs],
        "messages and rejected response",
    )
    asserted = ["messages and rejected response"]
    if "margin" in export.load().column_names:
        same([row["margin"] for row in rows], [pair.row["margin"] for pair in pairs], "margins")
        asserted.append("margins")
    return asserted + written_command(export)


def written_command(export):
    """The arguments are those of its data class: the program itself would load a model."""
    from dataclasses import fields

    from swift.arguments import RLHFArguments

    words = export.command("ms_swift.sh", "rlhf")
    if words is None:
        return []
    unknown = {word[2:] for word in words if word.startswith("--")} - {field.name for field in fields(RLHFArguments)}
    require(not unknown, f"ms_swift.sh has arguments that ms-swift does not know: {sorted(unknown)}")
    return ["ms_swift.sh has known arguments"]


def kto(export):
    same(
        [(plain(row["messages"]), row["label"]) for row in loaded(export)],
        [(prompt + [answer(text)], label) for prompt, text, label in export.expected.labelled()],
        "messages and labels",
    )
    return ["messages and labels", *written_command(export)]


CHECKS = {"ms_swift": preference, "ms_swift-parquet": preference, "ms_swift_kto": kto, "ms_swift_kto-parquet": kto}
