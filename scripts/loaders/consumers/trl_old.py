"""TRL 0.28, the last that reads reference log-probs from the data set."""
from consumers import trl_trainers
from consumers.trl_trainers import version  # noqa: F401


def preference(export):
    return trl_trainers.dpo(export) + trl_trainers.reference_logprobs(export)


CHECKS = {
    "trl": preference, "trl-parquet": preference, "trl_implicit": trl_trainers.dpo, "trl_standard": trl_trainers.dpo,
    "trl_unpaired": trl_trainers.kto, "trl_reward": trl_trainers.reward,
}
