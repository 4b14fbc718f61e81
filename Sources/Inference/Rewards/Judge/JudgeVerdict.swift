import JSONCursor

/// What a judge's reply comes to.
struct JudgeVerdict: Sendable, Hashable {
    /// The verdict it spelled out.
    var spoken: String
    /// How sure it was, where its tokens tell.
    var distribution: LabelDistribution?

    /// Reads the body of a reply. Throws `BadReply` or `JSONError` where there is no verdict in it, or one of another model: none is made up.
    init(body: [UInt8], form: JudgeForm, model: ServedName) throws {
        let reply = try JSONCursor.read(body) { try JudgeReply(&$0) }
        try model.checkVersions(reply.model)
        let (said, isCut) = try reply.said()
        let verdict = try SpokenVerdict.find(in: said, form: form)
        // Cut off behind a 1, a 10 may have been meant.
        guard !isCut || verdict.range.upperBound < said.utf8.count else {
            throw BadReply.malformed("the judge's reply was cut off: raise max_tokens")
        }
        spoken = verdict.text
        distribution = LabelDistribution(of: verdict, in: said, tokens: reply.tokens, labels: form.labels)
    }

    /// The number it stands for: `value` of each label, weighed by its probability, else of what was spelled out.
    func expected(_ value: (String) -> Double?) throws -> Double {
        if let distribution {
            var sum = 0.0
            for (label, probability) in distribution.probabilities.sorted(by: { $0.key < $1.key }) {
                guard let number = value(label) else { throw BadReply.malformed("the judge's verdict \(label) has no value") }
                sum += number * probability
            }
            return sum
        }
        guard let number = value(spoken), number.isFinite else {
            throw BadReply.malformed("the judge's verdict \(Excerpt.of(spoken, limit: 40)) has no value")
        }
        return number
    }

    /// `verdict` as spelled out; where tokens told, `probabilities` of the labels and `mass`, the labels' share of everything.
    var details: [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("verdict", .string(spoken))]
        if let distribution {
            let probabilities = distribution.probabilities.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .double($0.value)) }
            members.append(.init("probabilities", .object(probabilities)))
            members.append(.init("mass", .double(distribution.mass)))
        }
        return members
    }
}
