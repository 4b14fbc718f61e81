"""Every format read by table readers: `datasets` (all), and for Parquet also pyarrow and DuckDB; and the Hub layout."""
import json
import re
import tempfile

from consumers import schemas
from consumers.expected import require


def version():
    import datasets
    import duckdb
    import pyarrow

    return f"datasets {datasets.__version__}, pyarrow {pyarrow.__version__}, duckdb {duckdb.__version__}"


def check_table(export):
    """Any format; `NAME-parquet` is NAME in another container."""
    format = export.format.removesuffix("-parquet")
    data = export.load()
    rows = list(data)
    asserted = [schemas.check_columns(format, rows), *schemas.compare(format, rows, export.expected)]
    if export.kind == "json":
        return asserted + check_lines(export, rows)
    return asserted + check_parquet(export, format, rows)


def check_lines(export, rows):
    """Rows have one set of keys and no null: what Arrow types by its first rows stays that type."""
    texts = export.files[0].read_text(encoding="utf-8")
    if export.files[0].suffix == ".json":
        objects = json.loads(texts)
        require(isinstance(objects, list), "a .json file holds a list of rows")
    else:
        objects = [json.loads(line) for path in export.files for line in path.read_text(encoding="utf-8").split("\n") if line]
    require(len(objects) == len(rows), f"{len(objects)} rows in the file, {len(rows)} read")
    for number, each in enumerate(objects):
        require(None not in each.values(), f"row {number} holds null")
    return ["no nulls"]


def check_parquet(export, format, rows):
    import duckdb
    import pyarrow
    import pyarrow.parquet

    total = 0
    for path in export.files:
        table = pyarrow.parquet.read_table(path)
        table.validate(full=True)
        total += table.num_rows
        for field in table.schema:
            require(not pyarrow.types.is_null(field.type), f"{field.name} has no type")
            shape = schemas.REQUIRED[format].get(field.name)
            if shape in (schemas.MESSAGES, schemas.ANSWER):
                wanted = {"role": pyarrow.string(), "content": pyarrow.string()}
                element = field.type.value_type if pyarrow.types.is_list(field.type) else None
                require(
                    element is not None and {each.name: each.type for each in element} == wanted,
                    f"{field.name} is {field.type}, not a list of structs of role and content",
                )
            if shape == schemas.NUMBER:
                require(pyarrow.types.is_float64(field.type), f"{field.name} is {field.type}, not double")
        require(table.to_pylist() == duck_rows(duckdb, path), "pyarrow and DuckDB read different rows")
    require(total == len(rows), f"pyarrow reads {total} rows, datasets {len(rows)}")
    return ["pyarrow types", "DuckDB reads the same"]


def check_split(export):
    """Shards and a test split: both splits have rows, no prompt is in both, no shard has more rows than asked for."""
    rows = list(export.load())
    asserted = [schemas.check_columns("trl", rows), *schemas.compare("trl", rows, export.expected)]
    prompts = {"train": set(), "test": set()}
    for path in export.files:
        split, number, total = re.fullmatch(r"(train|test)-(\d{5})-of-(\d{5})\.jsonl", path.name).groups()
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        prompts[split] |= {json.dumps(json.loads(line)["prompt"]) for line in lines}
        require(int(number) < int(total) and 0 < len(lines) <= 3, f"{path.name} has {len(lines)} rows")
    require(prompts["train"] and prompts["test"], "a split is empty")
    require(not prompts["train"] & prompts["test"], "a prompt is in both splits")
    return [*asserted, f"{len(prompts['test'])} prompts in test and in no train file", f"{len(export.files)} shards"]


def duck_rows(duckdb, path):
    found = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in found.description]
    return [dict(zip(names, row)) for row in found.fetchall()]


def check_hub(export):
    """The folder loads by its path alone; every config of the card loads, with the features the card tells."""
    import datasets
    import yaml

    # In a cache of its own: `datasets` takes another folder of the same name for this one.
    cache = tempfile.mkdtemp()
    card = (export.folder / "README.md").read_text(encoding="utf-8")
    require(card.startswith("---\n"), "README.md does not start with its metadata")
    metadata = yaml.safe_load(card.split("---\n")[1])
    told = {each["config_name"] for each in metadata["configs"]}
    found = set(datasets.get_dataset_config_names(str(export.folder)))
    require(found == told, f"the card tells configs {sorted(told)}, datasets finds {sorted(found)}")
    infos = metadata.get("dataset_info") or []
    for info in infos if isinstance(infos, list) else [infos]:
        require(info.get("config_name", "default") in told, f"dataset_info tells of {info.get('config_name')!r}, a config that is not there")
    asserted = []
    for config in sorted(told):
        splits = datasets.load_dataset(str(export.folder), config, cache_dir=cache)
        rows = [row for split in splits.values() for row in split]
        format = export.expected.configs.get(config, "trl")
        schemas.check_columns(format, rows)
        schemas.compare(format, rows, export.expected)
        asserted.append(f"config {config} ({', '.join(splits)}): {len(rows)} rows of {format}")
    return asserted


CHECKS = {format + suffix: check_table for format in schemas.REQUIRED for suffix in ("", "-parquet")}
CHECKS |= {"trl-split": check_split, "hub": check_hub}
