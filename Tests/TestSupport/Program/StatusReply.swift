/// The part of `selfplay status --json` that programs may rely on. Decoding fails where a key is missing.
package struct StatusReply: Decodable {
    package struct Prompts: Decodable {
        package var planned: Int
        package var paired: Int
        package var kept: Int
        package var reasons: [String: Int]
    }

    package struct Responses: Decodable {
        package var planned: Int
        package var done: Int
        package var failed: Int
        package var usable: Int
        package var reasons: [String: Int]
    }

    package struct Stage: Decodable, Equatable {
        package var planned: Int
        package var done: Int
        package var failed: Int

        package init(planned: Int, done: Int, failed: Int) {
            self.planned = planned
            self.done = done
            self.failed = failed
        }
    }

    package struct Pairs: Decodable {
        package var candidates: Int
        package var kept: Int
    }

    package struct Export: Decodable {
        package var format: String
        package var path: String
        package var rows: Int
        package var sha256: String
    }

    package struct Round: Decodable {
        package var round: Int
        package var prompts: Prompts
        package var responses: Responses
        package var rewards: Stage
        package var logprobs: Stage
        package var pairs: Pairs
        package var exports: [Export]

        /// Whether what is left and what was left out are all that was planned, for prompts and for responses.
        package var addsUp: Bool {
            let prompts = self.prompts.kept + self.prompts.reasons.values.reduce(0, +) == self.prompts.planned
            let responses = self.responses.usable + self.responses.reasons.values.reduce(0, +) == self.responses.planned
            return prompts && responses
        }
    }

    package var run: String
    package var rounds: [Round]
}
