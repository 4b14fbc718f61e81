"""Starts, restarts and stops an inference server that outlives whoever asked for it.

usage: serve.py start|restart|stop --state DIR --name NAME --port PORT [--server llama|vllm] [--model FOLDER] [--reward] [--program PATH] [--type q8_0]

`restart` stops what runs under this name, serves the model on the port, and returns once it answers; `start` does so unless this very command line
answers already. DIR holds NAME.json (what runs), NAME.log and, for llama.cpp, the GGUF file. Killed in the middle, the command is simply given again.
"""
import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

# vLLM on a CPU needs half a minute and more; llama.cpp one second.
DEADLINE = {"llama": 60, "vllm": 300}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["start", "restart", "stop"])
    parser.add_argument("--state", required=True)
    parser.add_argument("--name", required=True, help="what the server calls its model")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--server", choices=["llama", "vllm"], default="llama")
    parser.add_argument("--model")
    parser.add_argument("--reward", action="store_true", help="a reward model")
    parser.add_argument("--program", help="llama-server or vllm; from the PATH unless given")
    parser.add_argument("--type", default="q8_0", help="llama.cpp's number format: q8_0, f16, f32")
    return parser.parse_args()


def command(options, folder):
    if options.server == "llama":
        from export_gguf import export

        file = os.path.join(folder, f"{options.name}.gguf")
        export(options.model, file, options.type)
        line = [options.program or "llama-server", "-m", file, "-a", options.name, "--host", "127.0.0.1", "--port", str(options.port)]
        # 8 slots of 512 tokens. One thread and no flash attention: then every number is the same to the last bit whatever else is computed.
        line += ["-t", "1", "-tb", "1", "-fa", "off", "-np", "8", "-c", "4096", "--no-webui", "--offline", "--no-prefill-assistant"]
        return line + (["--rerank"] if options.reward else [])
    line = [options.program or "vllm", "serve", options.model, "--served-model-name", options.name, "--host", "127.0.0.1"]
    line += ["--port", str(options.port), "--dtype", "float32", "--max-model-len", "512", "--enforce-eager", "--max-num-seqs", "32"]
    return line + (["--runner", "pooling"] if options.reward else ["--generation-config", "vllm"])


def environment(options):
    env = dict(os.environ, OMP_NUM_THREADS="1", HF_HUB_OFFLINE="1")
    if options.server == "vllm":
        # In-place reloads need the development routes; the server listens on loopback only.
        env |= {"VLLM_NO_USAGE_STATS": "1", "VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_CPU_OMP_THREADS_BIND": "nobind", "VLLM_SERVER_DEV_MODE": "1"}
    return env


def started(pid):
    """When a process was started, in clock ticks since boot, so that a number used again is not taken for it; None if it is gone."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def signal_group(pid, number):
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass


def running(options, folder):
    """-> (process, its start, its model) of what runs under this name, or None"""
    try:
        with open(os.path.join(folder, f"{options.name}.json")) as file:
            record = json.load(file)
    except (OSError, ValueError):
        return None
    return record if started(record["pid"]) == record["started"] else None


def stop(options, folder):
    # llama-server waits for its clients for a minute after SIGTERM, vLLM needs a moment; SIGKILL of the group takes the workers along.
    for number, seconds in ((signal.SIGTERM, 3 if options.server == "llama" else 30), (signal.SIGKILL, 10)):
        record = running(options, folder)
        if not record:
            break
        signal_group(record["pid"], number)
        end = time.monotonic() + seconds
        while running(options, folder) and time.monotonic() < end:
            time.sleep(0.05)


def require_free_port(port):
    end = time.monotonic() + 10
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return
            except OSError:
                if time.monotonic() > end:
                    sys.exit(f"port {port} is in use by something that this script did not start")
        time.sleep(0.1)


def answers(options):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{options.port}/health", timeout=5):
            pass
        with urllib.request.urlopen(f"http://127.0.0.1:{options.port}/v1/models", timeout=5) as reply:
            return options.name in [entry["id"] for entry in json.load(reply)["data"]]
    except (OSError, ValueError):
        return False


def start(options, folder):
    line = command(options, folder)
    require_free_port(options.port)
    # A session of its own and no inherited output: the server lives on when this command and its caller are gone.
    with open(os.path.join(folder, f"{options.name}.log"), "ab") as log:
        server = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(options), start_new_session=True)
    record = {"pid": server.pid, "started": started(server.pid), "model": options.model, "port": options.port, "command": line}
    partial = os.path.join(folder, f"{options.name}.json.partial")
    with open(partial, "w") as file:
        json.dump(record, file)
    os.rename(partial, partial.removesuffix(".partial"))
    end = time.monotonic() + DEADLINE[options.server]
    while not answers(options):
        if server.poll() is not None or time.monotonic() > end:
            sys.exit(f"{options.name} does not answer on port {options.port}: see {log.name}")
        time.sleep(0.1)


def main():
    options = arguments()
    folder = os.path.abspath(options.state)
    os.makedirs(folder, exist_ok=True)
    record = running(options, folder)
    if options.action == "start" and record and (record["model"], record["port"]) == (options.model, options.port) and answers(options):
        return
    stop(options, folder)
    if options.action != "stop":
        start(options, folder)


main()
