"""The closed loop, whole: serve a policy and a reward model, let selfplay sample, judge, select, train and swap the weights, and measure every round.

usage: loop.py --models DIR --out DIR [--server llama|vllm] [--swap restart|vllm_reload] [--seed N] [--rounds 3] [--score map]
               [--control none|swapped|identity] [--check 16] [--selfplay PATH] [--server-program PATH] [--type q8_0]

DIR of --models holds `lm` (a language model) and `rm-hardened` (a one-label reward model), both Qwen3 folders in Hugging Face's format.
Needs a Python with torch, trl and gguf, and llama-server or vllm. The same command again goes on where a killed one stopped.
Prints one line a round: the share of right answers on the questions trained on and on those held out.
"""
import argparse
import json
import pathlib
import sqlite3
import subprocess
import sys

import task

HERE = pathlib.Path(__file__).resolve().parent
CONFIGURATION = """\
# Written by Examples/closed-loop/loop.py.
run: closed-loop
seed: {seed}
rounds: {rounds}
prompts: {{source: prompts.jsonl, per_round: 200, sampling: uniform}}
policy:
  backend: {policy_backend}
  endpoints: ["http://127.0.0.1:{policy_port}"]
  model: policy
  path: {policy_path}
  samples: 8
  logprobs: sampled{scoring}
  concurrency: 4
  sampling: {{temperature: 1, top_p: 1, max_tokens: 16}}
rewards:
  - {{name: rm, backend: {reward_backend}, endpoints: ["http://127.0.0.1:{reward_port}"], model: rm, concurrency: 4}}
selection: {{pairing: all_pairs, implicit_reward: mean_logprob, score: {score}, keep: {{ratio: 0.4}}}}
export: [{{format: trl}}]
trainer:
  command: {train}
  environment: {{OMP_NUM_THREADS: "1"}}
  timeout: 1800
  weights: {{swap: {swap}{restart}, timeout: 600, check: {check}, noise_floor: 0.001}}
eval:
  command: {evaluate}
  metric: held_out
  on_fall: warn
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--server", choices=["llama", "vllm"], default="llama")
    parser.add_argument("--swap", choices=["restart", "vllm_reload"], default="restart")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--score", default="map", help="any score of selfplay: map, explicit, implicit, random, or an expression")
    parser.add_argument("--control", choices=["none", "swapped", "identity"], default="none")
    parser.add_argument("--check", type=int, default=16, help="answers scored again after a swap; 0 lets weights through that changed nothing")
    parser.add_argument("--selfplay", default=str(HERE.parent.parent / ".build/release/selfplay"))
    parser.add_argument("--server-program", help="llama-server or vllm; from the PATH unless given")
    parser.add_argument("--type", default="q8_0", help="llama.cpp's number format")
    parser.add_argument("--port", type=int, default=18750, help="of the policy; the reward model gets the next one")
    parser.add_argument("--prepare", action="store_true", help="write the files and stop there")
    options = parser.parse_args()
    options.models, options.out = options.models.resolve(), options.out.resolve()
    return options


def serve(options, action, role, model):
    """The command that serves `model` as the policy or as the reward model."""
    port = options.port + (role == "rm")
    line = [sys.executable, str(HERE / "serve.py"), action, "--server", options.server, "--state", str(options.out / "servers")]
    line += ["--name", role, "--port", str(port), "--model", str(model), "--type", options.type]
    if options.server_program:
        line += ["--program", options.server_program]
    return line + (["--reward"] if role == "rm" else [])


def evaluation(options, round_):
    line = [sys.executable, str(HERE / "evaluate.py"), "--endpoint", f"http://127.0.0.1:{options.port}", "--model", "policy"]
    return line + ["--seed", str(options.seed), "--round", str(round_), "--log", str(options.out / "evaluations.jsonl")]


def write_configuration(options):
    train = [sys.executable, str(HERE / "train.py"), "--data", "{dataset}", "--init", "{policy}", "--out", "{output}"]
    train += ["--seed", str(options.seed), "--control", options.control]
    restart = ", command: " + json.dumps(serve(options, "restart", "policy", "{model}")) if options.swap == "restart" else ""
    backend = {"llama": "llamacpp", "vllm": "vllm"}[options.server]
    text = CONFIGURATION.format(
        seed=options.seed,
        rounds=options.rounds,
        policy_backend=backend,
        reward_backend=backend,
        scoring="\n  scoring: forced" if options.server == "llama" else "",
        policy_port=options.port,
        reward_port=options.port + 1,
        policy_path=json.dumps(str(options.models / "lm")),
        score=json.dumps(options.score),
        train=json.dumps(train),
        swap=options.swap,
        check=options.check,
        restart=restart,
        evaluate=json.dumps(evaluation(options, "{round}")),
    )
    options.out.mkdir(parents=True, exist_ok=True)
    training, _ = task.pairs()
    prompts = [{"id": question["id"], "prompt": question["text"]} for question in task.questions(training)]
    (options.out / "prompts.jsonl").write_text("".join(json.dumps(prompt) + "\n" for prompt in prompts))
    (options.out / "closed-loop.yaml").write_text(text)


def current_model(options):
    """The folder that the policy server has to serve before the run goes on: the newest that a training made, else the base model."""
    path = options.out / "run" / "run.sqlite"
    row = None
    if path.exists():
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        query = "SELECT model_path FROM training WHERE exit_code = 0 AND model_path IS NOT NULL ORDER BY round DESC, attempt DESC LIMIT 1"
        row = base.execute(query).fetchone()
    return path.parent / row[0] if row else options.models / "lm"


def measurements(options):
    """{round: the last result of evaluate.py}"""
    path = options.out / "evaluations.jsonl"
    results = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    return {result["round"]: result for result in results}


def table(options):
    lines = ["round   right on training questions   right on held-out questions"]
    for round_, result in sorted(measurements(options).items()):
        lines.append(
            f"{round_:>5}   {result['train']:.3f} ± {result['train_error']:.3f} of {result['train_samples']}       "
            f"{result['held_out']:.3f} ± {result['held_out_error']:.3f} of {result['held_out_samples']}"
        )
    return "\n".join(lines)


def run(options):
    """Exit code of the whole."""
    subprocess.run(serve(options, "start", "rm", options.models / "rm-hardened"), check=True)
    subprocess.run(serve(options, "start", "policy", current_model(options)), check=True)
    if 0 not in measurements(options):
        subprocess.run(evaluation(options, 0), check=True, stdout=subprocess.DEVNULL)
    command = [options.selfplay, "run", str(options.out / "closed-loop.yaml"), "--run-dir", str(options.out / "run")]
    code = subprocess.run(command).returncode
    print(table(options), flush=True)
    if code == 0 and options.score == "map":
        code = subprocess.run([sys.executable, str(HERE / "check_round.py"), str(options.out / "run")]).returncode
    return code


def main():
    options = arguments()
    write_configuration(options)
    if options.prepare:
        print(options.out / "closed-loop.yaml")
        return 0
    try:
        return run(options)
    finally:
        for role in ("policy", "rm"):
            subprocess.run(serve(options, "stop", role, options.models / "lm"))


sys.exit(main())
