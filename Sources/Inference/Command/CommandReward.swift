import JSONCursor
import Platform
import Scheduling

/// A reward model that is a program of the user's own: one process, JSON lines on its stdin and stdout (docs/command.md).
package final class CommandReward: RewardBackend {
    package let contract = "command"
    package let batching: RewardBatching
    package let readsMetadata: Bool

    private let channel: CommandChannel

    /// - Parameters:
    ///   - model: the model the program must say it serves; empty where that does not matter.
    ///   - batching: whether all answers of a prompt go in one request.
    ///   - readsMetadata: whether requests carry the prompt's metadata.
    package init(
        _ specification: CommandSpecification,
        model: String = "",
        batching: RewardBatching = .list,
        readsMetadata: Bool = true
    ) {
        self.batching = batching
        self.readsMetadata = readsMetadata
        channel = CommandChannel(specification) { try $0.check(model: model, needs: Self.needs) }
    }

    private static let needs = [(capability: "rewards", remedy: "it may be the program of a policy")]

    deinit {
        channel.end()
    }

    /// Ends the program with its process group.
    package func end() {
        channel.end()
    }

    /// Starts the program where it does not run.
    package func probe() async throws -> BackendProbe {
        try await channel.hello().probe
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        try await rewards(RewardRequest(messages: prompt, responses: responses)).map(\.score)
    }

    package func rewards(_ request: RewardRequest) async throws -> [RewardValue] {
        guard !request.responses.isEmpty else { return [] }
        return try await channel.ask("reward") { writer in
            writer.key("messages")
            writer.messages(request.messages)
            writer.key("responses")
            writer.strings(request.responses)
            writer.key("metadata")
            if let metadata = request.metadata { writer.raw(try Self.onOneLine(metadata)) } else { writer.null() }
        } _: { cursor in
            try Self.values(&cursor, count: request.responses.count)
        }
    }

    /// A request is one line, whatever the prompt's source made of its white space.
    private static func onOneLine(_ json: [UInt8]) throws -> [UInt8] {
        guard json.contains(0x0A) || json.contains(0x0D) else { return json }
        var writer = JSONWriter(reservingCapacity: json.count)
        try JSONValue(parsing: json).write(to: &writer)
        return writer.bytes
    }

    private static func values(_ cursor: inout JSONCursor, count: Int) throws -> [RewardValue] {
        var scores: [Double]?
        var details: [String?]?
        try cursor.object { key, value in
            switch key {
            case "scores": scores = try value.doubles()
            case "details": if try !value.null() { details = try readDetails(&value) }
            default: try value.skip()
            }
        }
        guard let scores else { throw BadReply.malformed("the answer has no scores") }
        guard scores.count == count else { throw BadReply.malformed("\(scores.count) scores came back where \(count) were asked for") }
        if let details, details.count != count {
            throw BadReply.malformed("\(details.count) details came back for \(count) scores")
        }
        return scores.enumerated().map { RewardValue(score: $1, details: details?[$0]) }
    }

    /// One JSON object a response, or null.
    private static func readDetails(_ cursor: inout JSONCursor) throws -> [String?] {
        var details: [String?] = []
        try cursor.array { value in
            guard try !value.null() else { return details.append(nil) }
            guard try value.peek() == .object else { throw BadReply.malformed("details are JSON objects or null") }
            var writer = JSONWriter()
            try JSONValue(&value).write(to: &writer)
            details.append(String(decoding: writer.bytes, as: UTF8.self))
        }
        return details
    }
}
