#!/usr/bin/env python3
"""A selfplay hook: says in a chat room what happened.

    hooks: {round_finished: [./chat_message.py], stopped: [./chat_message.py], failed: [./chat_message.py]}

CHAT_WEBHOOK_URL holds the room's incoming webhook. Its address is as good as a password: it stands in the environment only and is never printed.
CHAT_WEBHOOK_FIELD is the field that holds the text: `text` unless set (Slack, Mattermost, Google Chat), `content` for Discord.
"""
import json
import os
import sys
import urllib.error
import urllib.request


def sentence(message):
    run = message["run"]
    if message["event"] == "round_finished":
        pairs = ", ".join("{rows} pairs ({format})".format(**export) for export in message["exports"])
        metrics = ", ".join("{} {:.4g}".format(name, value) for name, value in sorted(message["metrics"].items()))
        return f"selfplay {run}: round {message['round']} is finished: {pairs or 'no training set'}" + (f"; {metrics}" if metrics else "")
    return f"selfplay {run}: {message['event']}: {message['reason']}"


def main():
    url = os.environ.get("CHAT_WEBHOOK_URL")
    if not url:
        sys.exit("CHAT_WEBHOOK_URL is not set: set it to the chat room's incoming webhook")
    body = json.dumps({os.environ.get("CHAT_WEBHOOK_FIELD", "text"): sentence(json.load(sys.stdin))}).encode()
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    try:
        urllib.request.urlopen(request, timeout=30).close()
    except urllib.error.HTTPError as error:
        sys.exit(f"the chat server answered {error.code}")
    except OSError as error:
        # No address in the message: it may come from a proxy's error text, too.
        sys.exit(f"the chat server cannot be reached ({type(error).__name__})")


main()
