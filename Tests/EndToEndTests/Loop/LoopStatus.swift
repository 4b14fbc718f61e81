import TestSupport

/// The part of `selfplay status --json` that tells of rewrites, trainings and what they brought. Decoding fails where a key is missing.
struct LoopStatus: Decodable {
    struct Pool: Decodable {
        var prompts: Int
        var held_out: Int
    }

    struct Evolved: Decodable {
        var prompts: StatusReply.Prompts
        var responses: StatusReply.Responses
        var pairs: StatusReply.Pairs
    }

    struct Rewrites: Decodable {
        var planned: Int
        var kept: Int
        var dropped: [String: Int]
    }

    struct Training: Decodable {
        var attempt: Int
        var model: String?
        var weight_version: String
    }

    struct Round: Decodable {
        var round: Int
        var closed: Bool
        var weight_version: String
        var prompts: StatusReply.Prompts
        var responses: StatusReply.Responses
        var pairs: StatusReply.Pairs
        var evolved: Evolved?
        var rewrites: Rewrites?
        var rewards: StatusReply.Stage
        var logprobs: StatusReply.Stage
        var exports: [StatusReply.Export]
        var training: Training?
        var metrics: [String: Double]

        /// Whether everything planned is accounted for: prompts, answers and rewrites, and every fact is there.
        var addsUp: Bool {
            let phases = [(prompts, responses)] + (evolved.map { [($0.prompts, $0.responses)] } ?? [])
            let counted = phases.allSatisfy { prompts, responses in
                prompts.kept + prompts.reasons.values.reduce(0, +) == prompts.planned
                    && responses.usable + responses.reasons.values.reduce(0, +) == responses.planned
                    && !responses.reasons.keys.contains("pending") && !prompts.reasons.keys.contains("pending")
            }
            let settled = rewrites.map { $0.kept + $0.dropped.values.reduce(0, +) == $0.planned && $0.dropped["pending"] == nil } ?? true
            return counted && settled && rewards.done + rewards.failed == rewards.planned
                && logprobs.done + logprobs.failed == logprobs.planned
        }
    }

    var pool: Pool
    var rounds: [Round]
}
