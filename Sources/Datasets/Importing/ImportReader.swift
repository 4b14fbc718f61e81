import JSONCursor

/// Reads existing responses from JSON Lines, a JSON array or Parquet (a file, or a folder of shards), in our layout or in one of those other
/// tools write (`ImportLayout`). Ours is one JSON object a prompt:
/// `{"id", "prompt" | "messages", "responses": [{"text", "reward" | "rewards": {name: score}, "tokens", "policy_logprob", "reference_logprob",
/// "reference_logprobs": {model: sum}, "source"}]}`.
///
/// Records with equal messages are one prompt; their responses are numbered on. Where records are pairs or single responses, a response that
/// stands in several of a prompt's records is one; in lists each entry is a sample of its own. Pairs and labels without rewards give the
/// reward `preference`, 1 or 0. Everything that is wrong is a `DatasetError` with its line. Blocks while it reads.
package struct ImportReader {
    private let path: String
    private let rewardName: String
    private let layout: ImportLayout?
    private let columns: ColumnMapping
    private let split: String?

    /// - Parameters:
    ///   - path: A file, a folder of shards, or a pattern with `*` in the file's name.
    ///   - rewardName: What a reward without a name is called.
    ///   - layout: Nil to recognise it by the first record.
    ///   - columns: What the data set calls the fields.
    ///   - split: Which of a folder's shards.
    package init(
        path: String,
        rewardName: String = "reward",
        layout: ImportLayout? = nil,
        columns: ColumnMapping = ColumnMapping(),
        split: String? = nil
    ) {
        self.path = path
        self.rewardName = rewardName
        self.layout = layout
        self.columns = columns
        self.split = split
    }

    /// Hands every record to `body`, in the file's order. Holds one record and a few bytes for each prompt and response seen.
    @discardableResult
    package func read(_ body: (ImportedPrompt) throws -> Void) throws -> ImportSummary {
        var summary = ImportSummary()
        var known: [PromptKey: (position: Int, responses: Int)] = [:]
        var responsesSeen = KnownResponses()
        var layout = self.layout
        summary.records = try RecordReader(path: path, split: split).forEach { bytes, place in
            // What cannot be recognised is not JSON, which reading it says better.
            let present = layout ?? (try? recognize(bytes)) ?? .own
            layout = present
            var (prompt, responses) = try JSONCursor.read(bytes) { try record(&$0, present, place) }
            let key = PromptKey(prompt)
            if present.family == .pair || present.family == .label {
                let count = responses.count
                responses = try responses.filter { try responsesSeen.add($0, of: key, at: place) }
                summary.repeated += count - responses.count
            }
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
        } text: { _, _ in
            throw RecordFault(0, "this is no JSON: a data set is one JSON object a line, or one JSON array of objects")
        }
        summary.prompts = known.count
        return summary
    }

    /// With the fields under our names.
    private func recognize(_ bytes: UnsafeRawBufferPointer) throws -> ImportLayout {
        let members = try JSONCursor.read(bytes) { cursor in
            var members: [JSONValue.Member] = []
            try cursor.object { key, value in
                let (name, isOurs) = columns.name(of: key.text)
                let content = try JSONValue(&value)
                if isOurs { members.append(JSONValue.Member(name, content)) }
            }
            return members
        }
        return ImportLayout.recognize(.object(members))
    }

    private func record(_ cursor: inout JSONCursor, _ layout: ImportLayout, _ place: RecordPlace) throws -> (
        PromptRecord, [ImportedResponse]
    ) {
        if layout.family == .own { return try ownRecord(&cursor, place) }
        var fields = try ImportFields(&cursor, columns)
        switch layout.family {
        case .pair: return try PairImport.read(&fields, rewardName: rewardName)
        case .label: return try LabelImport.read(&fields, rewardName: rewardName)
        case .list, .own: return try ListImport.read(&fields, layout, rewardName: rewardName)
        }
    }

    private func ownRecord(_ cursor: inout JSONCursor, _ place: RecordPlace) throws -> (PromptRecord, [ImportedResponse]) {
        var fields = PromptFields(columns: columns, isRow: !place.isLine)
        var responses: [ImportedResponse]?
        try cursor.object { key, value in
            guard columns.name(of: key.text) == ("responses", true) else { return try fields.take(key, &value) }
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
