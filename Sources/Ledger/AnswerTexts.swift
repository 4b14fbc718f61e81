import Selection

/// What a selection reads of the responses' texts, in ascending order of their ids; what it does not read stays empty.
struct AnswerTexts {
    private let columns: AnswerColumns
    /// Unicode scalars of the answer, without its reasoning part.
    private(set) var characters: [Double] = []
    /// 1 or 0, here and below.
    private(set) var refusals: [Double] = []
    private(set) var truncated: [Double] = []
    /// `TextVector.dimension` numbers a response.
    private(set) var vectors: [Float] = []

    init(_ columns: AnswerColumns) {
        self.columns = columns
    }

    mutating func append(isCutOff: Bool) { truncated.append(isCutOff ? 1 : 0) }

    /// The UTF-8 of the answer: the text without its reasoning part, where the run takes that away.
    mutating func append(_ text: String) -> [UInt8] {
        let answer = columns.reasoning.map { ReasoningText.strip(text, open: $0.open, close: $0.close) } ?? text
        if columns.names.contains("chars") { characters.append(Double(answer.unicodeScalars.count)) }
        if columns.names.contains("refusal") { refusals.append(Refusal.isRefusal(answer) ? 1 : 0) }
        if columns.vectors.contains("text") { vectors += TextVector.vector(of: answer) }
        return Array(answer.utf8)
    }
}
