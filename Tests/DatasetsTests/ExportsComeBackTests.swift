import Inference
import Testing

@testable import Datasets

/// A training set that was exported with its columns can be imported: the same prompts, responses and measurements, hence the same pairs.
@Suite struct ExportsComeBackTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func row(_ number: Int) -> TrainingRow {
        let messages = [Message(role: "system", content: "S"), Message(role: "user", content: "Question \(number)?\n😀")]
        let prompt = TrainingPrompt(
            messages: messages,
            id: PromptRecord.contentHash(of: messages),
            externalID: "x\(number)",
            metadata: #"{"level":\#(number),"answer":"42"}"#,
            round: 3
        )
        let sample: Int = number % 2 == 0 ? 3 : 0
        let reward: Double = 1.1 + Double(number)
        let sum: Double = -3.7 * Double(number + 1)
        let chosen = TrainingResponse(text: "good \(number)", sample: sample, reward: reward, logprob: sum, tokens: 4 + number)
        let rejected = TrainingResponse(text: "bad", sample: 1, reward: 0.1, logprob: -2.3, tokens: 5)
        let pair = TrainingPair(
            chosen: chosen,
            rejected: rejected,
            explicitMargin: 1 + Double(number),
            implicitMargin: 0.5,
            score: 2,
            rank: number + 1
        )
        return TrainingRow(prompt: prompt, pair: pair)
    }

    @Test(arguments: ["trl", "trl_implicit", "alignment_handbook"], [RecordFileKind.jsonLines, .parquet])
    func `with all that was measured`(format: String, kind: RecordFileKind) throws {
        let rows = (0..<5).map(row)
        let columns = Set(TrainingSetColumn.allCases).subtracting([.referenceLogprobs])
        let options = TrainingSetOptions(kind: kind, columns: columns)
        let job = try TrainingSetJob(format: try #require(TrainingSetFormats.named(format)), options: options, folder: folder.path)
        for row in rows { try job.append(row) }
        let file = try #require(try job.finish().first)
        var records: [ImportedPrompt] = []
        try ImportReader(path: folder.path + "/" + file.name).read { records.append($0) }
        #expect(records.count == rows.count)
        for (record, row) in zip(records, rows) {
            #expect(record.prompt.messages == row.prompt.messages && record.prompt.contentHash == row.prompt.id)
            #expect(record.prompt.externalID == row.prompt.externalID && record.prompt.metadata == row.prompt.metadata)
            let sides = try [#require(row.pair).chosen, #require(row.pair).rejected].sorted { $0.sample < $1.sample }
            #expect(record.responses.map(\.text) == sides.map(\.text))
            #expect(record.responses.map { $0.rewards.map(\.score) } == sides.map { [$0.reward] })
            #expect(record.responses.map(\.policyLogprob) == sides.map(\.logprob))
            #expect(record.responses.map(\.tokens) == sides.map(\.tokens))
        }
    }
}
