import JSONCursor

/// What a run will take, predicted from a few requests to its servers.
package struct RunForecast: Sendable, Hashable {
    package var prompts: Int
    package var stages: [StageForecast]
    /// Bytes of the ledger.
    package var ledgerBytes: Int
    package var hasPrices: Bool

    package init(prompts: Int, stages: [StageForecast], ledgerBytes: Int, hasPrices: Bool) {
        self.prompts = prompts
        self.stages = stages
        self.ledgerBytes = ledgerBytes
        self.hasPrices = hasPrices
    }

    package var requests: Int { stages.reduce(0) { $0 + $1.spending.requests } }
    package var promptTokens: Int { stages.reduce(0) { $0 + $1.spending.promptTokens } }
    package var completionTokens: Int { stages.reduce(0) { $0 + $1.spending.completionTokens } }
    package var cost: Double { stages.reduce(0) { $0 + $1.cost } }

    /// Stages stream into one another, but those of one model wait for one another at its servers.
    package var seconds: Double {
        var byModel: [String: Double] = [:]
        for stage in stages { byModel[stage.model, default: 0] += stage.seconds }
        return byModel.values.max() ?? 0
    }

    package var text: String {
        var lines = ["predicted from \(prompts) prompts:"]
        for stage in stages {
            var line = "  \(stage.name): \(stage.facts) from \(stage.spending.requests) requests, "
            line +=
                "\(stage.spending.promptTokens) tokens read, \(stage.spending.completionTokens) written, \(Self.duration(stage.seconds))"
            if hasPrices { line += ", cost \(Rounded.text(stage.cost))" }
            if stage.tokensAreEstimated { line += " (the server does not count tokens: taken as 4 characters each)" }
            lines.append(line)
        }
        lines.append(
            "  in all: \(requests) requests, \(promptTokens + completionTokens) tokens, about \(Self.duration(seconds)) of answering,"
        )
        lines.append(
            "  \(ledgerBytes / 1_000_000) MB of ledger" + (hasPrices ? ", cost \(Rounded.text(cost))" : " (no `prices`: cost unknown)")
        )
        return lines.joined(separator: "\n")
    }

    /// One JSON object.
    func jsonBytes() throws -> [UInt8] {
        var writer = JSONWriter()
        try write(to: &writer)
        return writer.bytes
    }

    func write(to writer: inout JSONWriter) throws {
        writer.beginObject()
        writer.key("sampled_prompts")
        writer.integer(prompts)
        writer.key("stages")
        writer.beginArray()
        for stage in stages { try Self.write(stage, to: &writer) }
        writer.endArray()
        writer.key("requests")
        writer.integer(requests)
        writer.key("tokens")
        writer.integer(promptTokens + completionTokens)
        writer.key("seconds")
        try writer.double(seconds)
        writer.key("ledger_bytes")
        writer.integer(ledgerBytes)
        writer.key("cost")
        if hasPrices { try writer.double(cost) } else { writer.null() }
        writer.endObject()
    }

    private static func write(_ stage: StageForecast, to writer: inout JSONWriter) throws {
        writer.beginObject()
        writer.key("stage")
        writer.string(stage.name)
        writer.key("model")
        writer.string(stage.model)
        for (key, value) in [
            ("facts", stage.facts), ("requests", stage.spending.requests), ("prompt_tokens", stage.spending.promptTokens),
            ("completion_tokens", stage.spending.completionTokens),
        ] as [(StaticString, Int)] {
            writer.key(key)
            writer.integer(value)
        }
        writer.key("seconds")
        try writer.double(stage.seconds)
        writer.key("cost")
        try writer.double(stage.cost)
        writer.key("tokens_estimated")
        writer.bool(stage.tokensAreEstimated)
        writer.endObject()
    }

    private static func duration(_ seconds: Double) -> String {
        if seconds < 120 { return "\(Int(seconds.rounded(.up))) s" }
        if seconds < 7200 { return "\(Int((seconds / 60).rounded(.up))) min" }
        return "\(Rounded.text((seconds / 360).rounded(.up) / 10)) h"
    }
}
