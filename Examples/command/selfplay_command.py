"""The program's side of selfplay's command backends: JSON lines on stdin and stdout, standard library only.

    from selfplay_command import Refusal, serve

    class Policy:
        def hello(self): return {"name": "mine", "model": "m", "capabilities": {"tokenizes": True, …}}
        def tokenize(self, messages, generation_prompt): return [1, 2, 3]
        def sample(self, messages, prompt_tokens, n, seed, sampling): return [{"text": …, "tokens": …, "logprobs": …, "finish_reason": "stop"}]
        def score(self, prompt, response): return [-0.1, -2.3]

    class Reward:
        def hello(self): return {"name": "mine", "capabilities": {"rewards": True}}
        def reward(self, messages, responses, metadata): return [0.5, 1.5]        # or (scores, details)

    serve(Policy())

The protocol is documented in docs/command.md. Whatever the program prints goes to stderr, so that no stray print spoils an answer.
With workers=4 as many requests are answered at once, on threads: the methods must then stand being called together.
"""

import json
import os
import queue
import sys
import threading
import traceback

PROTOCOL = 1


class Refusal(Exception):
    """An answer that cannot be given; `kind` tells selfplay what to do: `rejected` and `too_long` give the item up, `server_error` and
    `overloaded` have it asked again, `misconfigured` stops the run."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def serve(backend, workers=1):
    """Answers requests until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    # Whoever writes to stdout now, C libraries and child processes included, writes to stderr.
    os.dup2(2, 1)
    lock = threading.Lock()

    def answer(reply):
        # allow_nan: NaN is no JSON; a score that is none must not pass as one.
        line = json.dumps(reply, ensure_ascii=False, allow_nan=False)
        with lock:
            answers.write(line + "\n")
            answers.flush()

    def handle(request):
        number = request.get("id")
        try:
            answer({"id": number, **_perform(backend, request)})
        except Refusal as refusal:
            answer({"id": number, "error": {"class": refusal.kind, "message": str(refusal)}})
        except BrokenPipeError:
            os._exit(0)
        except Exception as fault:
            traceback.print_exc(file=sys.stderr)
            kind = "not_finite" if "not JSON compliant" in str(fault) else "server_error"
            answer({"id": number, "error": {"class": kind, "message": "%s: %s" % (type(fault).__name__, fault)}})

    waiting = queue.Queue()

    def work():
        while True:
            request = waiting.get()
            if request is None:
                return
            handle(request)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(max(1, workers))]
    for thread in threads:
        thread.start()
    for line in sys.stdin.buffer:
        if line.strip():
            waiting.put(json.loads(line))
    for _ in threads:
        waiting.put(None)
    for thread in threads:
        thread.join()


def _perform(backend, request):
    operation = request["op"]
    if operation == "hello":
        return {"protocol": PROTOCOL, **backend.hello()}
    method = getattr(backend, operation, None)
    if method is None:
        raise Refusal("misconfigured", "this program does not know the operation %s" % operation)
    if operation == "tokenize":
        return {"tokens": method(request["messages"], request["generation_prompt"])}
    if operation == "sample":
        samples = method(request["messages"], request.get("prompt_tokens"), request["n"], request["seed"], request["sampling"])
        return {"samples": samples}
    if operation == "score":
        return {"logprobs": method(request["prompt"], request["response"])}
    if operation == "reward":
        result = method(request["messages"], request["responses"], request.get("metadata"))
        scores, details = result if isinstance(result, tuple) else (result, None)
        return {"scores": scores, "details": details}
    raise Refusal("misconfigured", "this program does not know the operation %s" % operation)
