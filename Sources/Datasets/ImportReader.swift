import JSONCursor

/// Reads existing responses, one JSON object a prompt (JSON Lines or a JSON array):
/// `{"id", "prompt" | "messages", "responses": [{"text", "reward" | "rewards": {name: score}, "tokens", "policy_logprob", "reference_logprob", "source"}]}`.
///
/// Records with equal messages are one prompt; their responses are numbered on. Only `text` and a prompt are required.
/// Everything that is wrong is a `DatasetError` with its line. Blocks while it reads.
package struct ImportReader {
    private let path: String
    private let rewardName: String

    /// `rewardName` is what a bare `reward` is called.
    package init(path: String, rewardName: String = "reward") {
        self.path = path
        self.rewardName = rewardName
    }

    /// Hands every record to `body`, in the file's order. Holds one record and a few bytes for each prompt seen.
    @discardableResult
    package func read(_ body: (ImportedPrompt) throws -> Void) throws -> ImportSummary {
        var summary = ImportSummary()
        var known: [PromptKey: (position: Int, responses: Int)] = [:]
        summary.records = try RecordReader(path: path).forEach { cursor in
            let (prompt, responses) = try record(&cursor)
            let key = PromptKey(prompt)
            let earlier = known[key]
            let position = earlier?.position ?? known.count
            let firstSample = earlier?.responses ?? 0
            known[key] = (position, firstSample + responses.count)
            summary.responses += responses.count
            try body(
                ImportedPrompt(
                    position: position,
                    prompt: prompt,
                    firstSample: firstSample,
                    responses: responses,
                    isNew: earlier == nil
                )
            )
        } text: { _ in
            throw RecordFault(0, "this is no JSON: a data set is one JSON object a line, or one JSON array of objects")
        }
        summary.prompts = known.count
        return summary
    }

    private func record(_ cursor: inout JSONCursor) throws -> (PromptRecord, [ImportedResponse]) {
        var fields = PromptFields()
        var responses: [ImportedResponse]?
        try cursor.object { key, value in
            guard key == "responses" else { return try fields.take(key, &value) }
            guard responses == nil else { throw RecordFault(value.offset, "`responses` is given twice") }
            guard try value.peek() == .array else { throw RecordFault(value.offset, "`responses` must be a list") }
            var list: [ImportedResponse] = []
            try value.array { list.append(try ResponseFields.read(&$0, rewardName: rewardName)) }
            responses = list
        }
        guard let responses else { throw RecordFault(0, "the record has no `responses` (an empty list is allowed)") }
        return (try fields.record(system: nil), responses)
    }
}
