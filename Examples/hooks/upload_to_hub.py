#!/usr/bin/env python3
"""A selfplay hook: uploads a finished round to the Hugging Face Hub.

    hooks: {round_finished: [./upload_to_hub.py], timeout: 3600}

HUB_REPO, such as `me/helpful`, names two private repositories, which are made where they are missing: the model repository of that name gets the round's
weights on a branch `round-001`, and the dataset repository gets the training sets in a folder `round-001/FORMAT`, with the round's manifest beside them.
The token is the one of `hf auth login`, or HF_TOKEN. Needs: pip install huggingface_hub
"""
import json
import os
import sys


def upload_sets(api, repository, label, message):
    api.create_repo(repository, repo_type="dataset", private=True, exist_ok=True)
    for export in message["exports"]:
        api.upload_file(
            repo_id=repository,
            repo_type="dataset",
            path_or_fileobj=export["path"],
            # The folder the set lies in tells selections apart: trl, trl-cautious.
            path_in_repo="/".join([label, os.path.basename(os.path.dirname(export["path"])), os.path.basename(export["path"])]),
            commit_message=f"{message['run']}, {label}: {export['rows']} pairs",
        )
    manifest = os.path.join(message["folder"], "rounds", "%03d" % message["round"], "manifest.json")
    if os.path.exists(manifest):
        api.upload_file(repo_id=repository, repo_type="dataset", path_or_fileobj=manifest, path_in_repo=f"{label}/manifest.json")


def upload_model(api, repository, label, message):
    # null without a trainer; a name, or a folder of another machine, where `selfplay advance` was told so.
    model = message["model"]
    if not model or not os.path.isdir(model):
        return
    api.create_repo(repository, private=True, exist_ok=True)
    api.create_branch(repository, branch=label, exist_ok=True)
    api.upload_folder(repo_id=repository, folder_path=model, revision=label, commit_message=f"{message['run']}, {label}")


def main():
    repository = os.environ.get("HUB_REPO")
    if not repository:
        sys.exit("HUB_REPO is not set: set it to the repository's name, such as me/helpful")
    try:
        from huggingface_hub import HfApi
    except ImportError:
        sys.exit("huggingface_hub is not installed: pip install huggingface_hub")
    message = json.load(sys.stdin)
    if message["event"] != "round_finished":
        return
    label = "round-%03d" % message["round"]
    api = HfApi()
    upload_sets(api, repository, label, message)
    upload_model(api, repository, label, message)


main()
