#!/usr/bin/env python3
"""A toy reward for selfplay's command backend: sound words are worth more than none, repeated ones less. The standard library only.

A verifier looks like this too: `metadata` is the prompt's own, as its data set has it.
"""

from selfplay_command import serve


class Reward:
    def hello(self):
        return {"name": "toy reward", "version": "1", "capabilities": {"rewards": True}}

    def reward(self, messages, responses, metadata):
        wanted = (metadata or {}).get("answer")
        scores, details = [], []
        for response in responses:
            words = response.lower().replace(".", " ").split()
            repeated = len(words) - len(set(words))
            asked = set(messages[-1]["content"].lower().replace("?", " ").split())
            score = 0.5 * len(asked & set(words)) + 0.1 * min(len(set(words)), 20) - 1.0 * repeated
            if wanted is not None:
                score += 5.0 * (str(wanted) in response)
            scores.append(score)
            details.append({"words": len(words), "repeated": repeated})
        return scores, details


if __name__ == "__main__":
    serve(Reward())
