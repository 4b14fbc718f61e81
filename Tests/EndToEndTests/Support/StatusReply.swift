/// The part of `selfplay status --json` that programs may rely on. Decoding fails where a key is missing.
struct StatusReply: Decodable {
    struct Prompts: Decodable {
        var planned: Int
        var paired: Int
        var kept: Int
        var reasons: [String: Int]
    }

    struct Responses: Decodable {
        var planned: Int
        var done: Int
        var failed: Int
        var usable: Int
        var reasons: [String: Int]
    }

    struct Stage: Decodable, Equatable {
        var planned: Int
        var done: Int
        var failed: Int
    }

    struct Pairs: Decodable {
        var candidates: Int
        var kept: Int
    }

    struct Export: Decodable {
        var format: String
        var path: String
        var rows: Int
        var sha256: String
    }

    struct Round: Decodable {
        var round: Int
        var prompts: Prompts
        var responses: Responses
        var rewards: Stage
        var logprobs: Stage
        var pairs: Pairs
        var exports: [Export]

        /// Whether what is left and what was left out are all that was planned, for prompts and for responses.
        var addsUp: Bool {
            let prompts = self.prompts.kept + self.prompts.reasons.values.reduce(0, +) == self.prompts.planned
            let responses = self.responses.usable + self.responses.reasons.values.reduce(0, +) == self.responses.planned
            return prompts && responses
        }
    }

    var run: String
    var rounds: [Round]
}
