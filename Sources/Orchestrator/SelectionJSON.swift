package import JSONCursor
import Ledger
package import Selection

/// Selections as the ledger stores them.
package enum SelectionJSON {
    /// What was asked for; equal requests give equal text.
    static func spec(_ request: SelectionRequest) -> String {
        let spec = request.spec
        var writer = JSONWriter()
        writer.beginObject()
        field("reward", request.settings.reward, &writer)
        field("pairing", spec.pairing.rawValue, &writer)
        field("implicit_reward", request.implicitReward.rawValue, &writer)
        writer.key("beta")
        number(request.members?.beta ?? spec.beta, &writer)
        field("score", spec.score.text, &writer)
        if let filter = spec.filter { field("where", filter.description, &writer) }
        field("keep", (request.members?.keep ?? spec.keep).description, &writer)
        writer.key("excludes_truncated")
        writer.bool(request.excludesTruncated)
        writer.key("requires_logprobs")
        writer.bool(request.requiresLogprobs)
        field("logprob_sources", request.sources.map(\.rawValue).joined(separator: ","), &writer)
        if let further = request.settings.further {
            writer.key("settings")
            writer.raw(further.json().utf8)
        }
        if request.settings.reward != request.reward { field("ranked_by", request.reward, &writer) }
        if let reasoning = request.reasoning { field("reasoning", reasoning.open + " " + reasoning.close, &writer) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Means, spreads, funnel and warnings.
    static func statistics(_ result: SelectionResult, _ diagnostics: SelectionDiagnostics, _ funnel: ResponseFunnel) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("candidates")
        writer.integer(result.candidates)
        moments("explicit_margin", result.statistics.explicitMargin, &writer)
        moments("absolute_implicit_margin", result.statistics.absoluteImplicitMargin, &writer)
        writer.key("explanation")
        explanation(result.statistics.explanation, &writer)
        writer.key("diagnostics")
        Self.diagnostics(diagnostics, &writer)
        writer.key("candidates_left_out")
        counts(result.statistics.leftOut.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }, &writer)
        responses(funnel, &writer)
        writer.key("warnings")
        writer.beginArray()
        for warning in result.statistics.warnings { writer.string(warning.description) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The same of a selection of responses.
    static func statistics(_ result: MemberResult, _ funnel: ResponseFunnel) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        balance(result.balance, &writer)
        responses(funnel, &writer)
        writer.key("warnings")
        writer.beginArray()
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    package static func balance(_ balance: MemberBalance, _ writer: inout JSONWriter) {
        writer.key("accepted")
        writer.integer(balance.accepted)
        writer.key("rejected")
        writer.integer(balance.rejected)
        guard let weights = balance.weights else { return }
        writer.key("desirable_weight")
        number(weights.desirable, &writer)
        writer.key("undesirable_weight")
        number(weights.undesirable, &writer)
    }

    private static func responses(_ funnel: ResponseFunnel, _ writer: inout JSONWriter) {
        writer.key("responses")
        writer.beginObject()
        writer.key("planned")
        writer.integer(funnel.planned)
        writer.key("usable")
        writer.integer(funnel.usable)
        writer.key("reasons")
        counts(funnel.reasons.map { ($0.reason, $0.count) }, &writer)
        writer.endObject()
    }

    /// What an export needs to know of a stored spec.
    static func read(_ spec: String) throws -> (reward: String, sources: [LogprobSource]) {
        var (reward, rankedBy) = ("", "")
        var sources: [LogprobSource] = []
        try JSONCursor.read(Array(spec.utf8)) { cursor in
            try cursor.object { key, cursor in
                switch key {
                case "reward": reward = try cursor.string()
                case "ranked_by": rankedBy = try cursor.string()
                case "logprob_sources":
                    sources = try cursor.string().split(separator: ",").compactMap { LogprobSource(rawValue: String($0)) }
                default: try cursor.skip()
                }
            }
        }
        return (rankedBy.isEmpty ? reward : rankedBy, sources)
    }

    /// The response funnel of stored statistics.
    static func responses(_ statistics: String) throws -> ResponseFunnel {
        var funnel = ResponseFunnel(planned: 0, usable: 0, reasons: [])
        try JSONCursor.read(Array(statistics.utf8)) { cursor in
            try cursor.object { key, cursor in
                guard key == "responses" else { return try cursor.skip() }
                try cursor.object { key, cursor in
                    switch key {
                    case "planned": funnel.planned = try cursor.integer()
                    case "usable": funnel.usable = try cursor.integer()
                    case "reasons": try cursor.object { funnel.reasons.append(($0.text, try $1.integer())) }
                    default: try cursor.skip()
                    }
                }
            }
        }
        return funnel
    }

    static func counts(_ counts: [(String, Int)], _ writer: inout JSONWriter) {
        writer.beginObject()
        for (reason, count) in counts {
            writer.key(reason)
            writer.integer(count)
        }
        writer.endObject()
    }

    private static func moments(_ name: String, _ moments: Moments?, _ writer: inout JSONWriter) {
        writer.key(name)
        guard let moments else { return writer.null() }
        writer.beginObject()
        writer.key("mean")
        number(moments.mean, &writer)
        writer.key("standard_deviation")
        number(moments.standardDeviation, &writer)
        writer.endObject()
    }

    private static func field(_ key: String, _ value: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.string(value)
    }

    /// A number, or null where it is not finite.
    static func number(_ value: Double, _ writer: inout JSONWriter) {
        if (try? writer.double(value)) == nil { writer.null() }
    }
}
