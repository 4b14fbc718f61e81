import JSONCursor

/// A judge's verdict as its text has it.
struct SpokenVerdict: Sendable, Hashable {
    /// One of the labels, or a number between two of them.
    var text: String
    /// Where it stands in what the judge said, in bytes.
    var range: Range<Int>

    /// Finds the verdict, which is one of:
    /// a JSON object with it as `verdict`; the whole text but for punctuation; the text's first word with a mark or a line's end behind it;
    /// the last `[[verdict]]`; what follows the colon of the last line.
    ///
    /// Reasoning in `<think>…</think>` and a fence around JSON are passed over. Throws `malformedReply` if there is none of these.
    static func find(in said: String, form: JudgeForm) throws -> SpokenVerdict {
        let bytes = Array(said.utf8)
        var start = 0
        if let answer = ThinkBlocks.stripped(said) {
            start = bytes.count - answer.utf8.count
        } else {
            throw BadReply.malformed("the judge never stopped thinking: raise max_tokens or switch thinking off")
        }
        let reader = VerdictReader(bytes: bytes, form: form)
        start = reader.afterDecoration(start)
        let verdict: SpokenVerdict?
        if start < bytes.count, bytes[start] == UInt8(ascii: "{") {
            verdict = try reader.json(from: start)
        } else {
            verdict = reader.leading(from: start) ?? reader.bracketed(from: start) ?? reader.lastLine(from: start)
        }
        guard let verdict else {
            throw BadReply.malformed("the judge gives no verdict: \(Excerpt.of(bytes[start...], limit: 120))")
        }
        return verdict
    }
}
