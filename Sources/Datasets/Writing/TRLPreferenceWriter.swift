import Inference
import JSONCursor
import Platform

/// Writes `train.jsonl` for TRL. Doubles always carry a point or an exponent, so that no column changes its type.
final class TRLPreferenceWriter: TrainingSetWriter {
    private static let fileName = "train.jsonl"

    private let path: String
    private let columns: Set<TrainingSetColumn>
    private let file: AtomicFile
    private var json = JSONWriter()
    private var rows = 0
    /// Whether `implicit_margin` is written: all rows have one, or none has. The first row says which.
    private var hasImplicitMargin: Bool?

    init(folder: String, columns: Set<TrainingSetColumn>) throws {
        path = (folder.hasSuffix("/") ? folder : folder + "/") + Self.fileName
        self.columns = columns
        file = try AtomicFile(path: path)
    }

    func append(_ row: PreferenceRow) throws {
        rows += 1
        do {
            json.beginObject()
            json.key("prompt")
            json.messages(row.prompt)
            json.key("chosen")
            json.messages([Message(role: "assistant", content: row.chosen.text)])
            json.key("rejected")
            json.messages([Message(role: "assistant", content: row.rejected.text)])
            try writeColumns(row)
            json.endObject()
            json.endLine()
        } catch let error as JSONError where error.kind == .notFinite {
            throw fault("a number of prompt \(row.promptID) is not finite")
        }
        try json.withUnsafeBytes { try file.write($0) }
        json.removeAll()
    }

    func finish() throws -> [TrainingSetFile] {
        let receipt = try file.commit()
        return [TrainingSetFile(name: Self.fileName, rows: rows, bytes: receipt.bytes, sha256: receipt.sha256)]
    }

    /// In the order of the columns' declaration, whatever order they were asked for in.
    private func writeColumns(_ row: PreferenceRow) throws {
        for column in TrainingSetColumn.allCases where columns.contains(column) {
            switch column {
            case .promptID: text("prompt_id", row.promptID)
            case .externalID: text("external_id", try require(row.externalID, "id of its own for the column external_id", row))
            case .scores: try pair("score", row.chosen.score, row.rejected.score)
            case .margins: try writeMargins(row)
            case .logprobs: try writeLogprobs(row)
            case .samples: pair("sample", row.chosen.sample, row.rejected.sample)
            case .rank: number("rank", row.rank)
            case .round: number("round", row.round)
            case .metadata: text("metadata", row.metadata ?? "{}")
            }
        }
    }

    private func writeMargins(_ row: PreferenceRow) throws {
        try number("explicit_margin", row.explicitMargin)
        let isExpected: Bool = hasImplicitMargin ?? (row.implicitMargin != nil)
        hasImplicitMargin = isExpected
        guard isExpected == (row.implicitMargin != nil) else {
            throw fault("some rows have an implicit margin and some, as prompt \(row.promptID), differ: a column must stand in all or none")
        }
        if let margin = row.implicitMargin { try number("implicit_margin", margin) }
        try number("score", row.score)
    }

    private func writeLogprobs(_ row: PreferenceRow) throws {
        let chosen = try require(row.chosen.logprob, "log-prob of the chosen answer for the column logprobs", row)
        let rejected = try require(row.rejected.logprob, "log-prob of the rejected answer for the column logprobs", row)
        try pair("logprob", chosen.sum, rejected.sum)
        pair("tokens", chosen.tokens, rejected.tokens)
    }

    private func require<Value>(_ value: Value?, _ what: String, _ row: PreferenceRow) throws -> Value {
        guard let value else { throw fault("prompt \(row.promptID) has no \(what): leave the column out") }
        return value
    }

    private func fault(_ message: String) -> DatasetError {
        DatasetError(file: path, line: rows, message: message)
    }

    private func text(_ name: String, _ value: String) {
        json.key(name)
        json.string(value)
    }

    private func number(_ name: String, _ value: Int) {
        json.key(name)
        json.integer(value)
    }

    private func number(_ name: String, _ value: Double) throws {
        json.key(name)
        try json.double(value)
    }

    private func pair(_ name: String, _ chosen: Int, _ rejected: Int) {
        number("chosen_" + name, chosen)
        number("rejected_" + name, rejected)
    }

    private func pair(_ name: String, _ chosen: Double, _ rejected: Double) throws {
        try number("chosen_" + name, chosen)
        try number("rejected_" + name, rejected)
    }
}
