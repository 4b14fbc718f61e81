import JSONCursor
import Scheduling

/// What a child says of itself: its answer to `hello`.
struct CommandHello: Sendable {
    /// The version of the protocol that both sides speak.
    static let protocolVersion = 1

    var spoken: Int?
    var name: String?
    var version: String?
    var model: String?
    var contextLength: Int?
    var weightVersion: String?
    /// By name: `tokenizes`, `reports_logprobs`, `scores`, `reproducible`, `rewards`.
    var capabilities: [String: Bool] = [:]

    init(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "protocol": spoken = try value.optionalInteger()
            case "name": name = try value.optionalString()
            case "version": version = try value.optionalString()
            case "model": model = try value.optionalString()
            case "context": contextLength = try value.optionalInteger()
            case "weight_version": weightVersion = try value.optionalString()
            case "capabilities": if try !value.null() { try readCapabilities(&value) }
            default: try value.skip()
            }
        }
    }

    private mutating func readCapabilities(_ cursor: inout JSONCursor) throws {
        var found: [String: Bool] = [:]
        try cursor.object { key, value in
            let name = key.text
            found[name] = try value.bool()
        }
        capabilities = found
    }

    /// Throws what makes it useless: another protocol, another model, a capability that was promised and is not there.
    func check(model wanted: String, needs: [(capability: String, remedy: String)]) throws {
        guard spoken == nil || spoken == Self.protocolVersion else {
            throw BadReply(.misconfigured, "it speaks protocol \(spoken ?? 0), and this selfplay speaks \(Self.protocolVersion)")
        }
        if let model, !wanted.isEmpty, model != wanted {
            throw BadReply(.misconfigured, "the model \(wanted) is not served there; served: \(Excerpt.of(model))")
        }
        if let contextLength, contextLength < 2 {
            throw BadReply(.misconfigured, "it says that its context is \(contextLength) tokens long")
        }
        for need in needs where capabilities[need.capability] != true {
            throw BadReply(
                .misconfigured,
                "its answer to hello does not say that it can (capabilities.\(need.capability)), and the configuration counts on it: \(need.remedy)"
            )
        }
    }

    var probe: BackendProbe {
        var server = name.map { Excerpt.of($0, limit: 80) }
        if let version { server = "\(server ?? "command") \(Excerpt.of(version, limit: 40))" }
        return BackendProbe(
            models: model.map { [$0] } ?? [],
            contextLength: contextLength,
            server: server,
            weightVersion: weightVersion
        )
    }
}
