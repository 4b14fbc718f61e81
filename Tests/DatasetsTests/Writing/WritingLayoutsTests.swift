import Foundation
import Inference
import Testing

@testable import Datasets

@Suite struct WritingLayoutsTests {
    private let folder: SetFolder

    init() throws { folder = try SetFolder() }

    private func rows(_ count: Int) -> [TrainingRow] { (0..<count).map { Rows.pair("id\($0)", "Question \($0)?") } }

    @Test func `shards hold all rows in order and are numbered when all are there`() throws {
        let whole = try SetFolder()
        _ = try whole.write("trl", rows(10))
        let files = try folder.write("trl", rows(10), TrainingSetOptions(rowsPerShard: 3))
        #expect(folder.names == (0..<4).map { "train-0000\($0)-of-00004.jsonl" })
        #expect(files.map(\.name) == folder.names && files.map(\.rows) == [3, 3, 3, 1])
        let joined = try folder.names.map { try folder.content($0) }.joined()
        #expect(try joined == whole.content("train.jsonl"))
        #expect(try files.map(\.bytes) == folder.names.map { try folder.content($0).utf8.count })
    }

    @Test func `one shard keeps the plain name, and a set without rows has one file`() throws {
        #expect(try folder.write("trl", rows(3), TrainingSetOptions(rowsPerShard: 3)).map(\.name) == ["train.jsonl"])
        #expect(try folder.write("trl", [], TrainingSetOptions(rowsPerShard: 3)).map(\.rows) == [0])
        #expect(folder.names == ["train.jsonl"])
    }

    @Test func `files of an earlier writer with other shards go, others stay`() throws {
        for name in ["notes.txt", "train-x.jsonl", "train.csv"] {
            try "".write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
        }
        _ = try folder.write("trl", rows(10), TrainingSetOptions(rowsPerShard: 3))
        _ = try folder.write("trl", rows(10), TrainingSetOptions(rowsPerShard: 5))
        let others = ["notes.txt", "train-x.jsonl", "train.csv"]
        #expect(folder.names == (others + ["train-00000-of-00002.jsonl", "train-00001-of-00002.jsonl"]).sorted())
        _ = try folder.write("trl", rows(10))
        #expect(folder.names == (others + ["train.jsonl"]).sorted())
    }

    @Test func `a dropped writer leaves nothing behind, whatever it had begun`() throws {
        let card = CardFacts(title: "t")
        let cases: [TrainingSetOptions] = [
            TrainingSetOptions(), TrainingSetOptions(rowsPerShard: 2), TrainingSetOptions(rowsPerShard: 2, card: card),
            TrainingSetOptions(split: TrainTestSplit(testShare: 0.5, seed: 1), grouping: .bands([1])),
        ]
        for options in cases {
            var job: TrainingSetJob? = try TrainingSetJob(format: TRLPreferenceFormat(), options: options, folder: folder.path)
            for row in rows(9) { try job?.append(row) }
            job = nil
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        }
    }

    @Test func `what a killed writer left is taken over`() throws {
        for name in [".train-00007.jsonl.shard", "..train-00008.jsonl.shard.partial"] {
            try "old".write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
        }
        _ = try folder.write("trl", rows(3), TrainingSetOptions(rowsPerShard: 2))
        #expect(folder.names == ["train-00000-of-00002.jsonl", "train-00001-of-00002.jsonl"])
    }

    @Test func `no lineage is on both sides of a split`() throws {
        var rows: [TrainingRow] = []
        for root in 0..<60 {
            for child in 0..<3 {
                var row = Rows.pair("r\(root)c\(child)", "Question \(root) \(child)")
                row.prompt.root = "root\(root)"
                row.prompt.metadata = #"{"root":\#(root)}"#
                rows.append(row)
            }
        }
        let options = TrainingSetOptions(columns: [.metadata], split: TrainTestSplit(testShare: 0.25, seed: 7))
        let files = try folder.write("trl", rows, options)
        #expect(files.map(\.name) == ["train.jsonl", "test.jsonl"] && files.reduce(0) { $0 + $1.rows } == 180)
        struct Line: Decodable { let metadata: String }
        let roots: (String) throws -> Set<String> = { name in
            Set(try folder.lines(name).map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).metadata })
        }
        let (train, test) = (try roots("train.jsonl"), try roots("test.jsonl"))
        #expect(train.isDisjoint(with: test) && train.count + test.count == 60 && (5...25).contains(test.count))
    }

    @Test func `a prompt keeps its side when others are added, and another seed draws anew`() throws {
        let split = TrainTestSplit(testShare: 0.3, seed: 7)
        let prompts = (0..<400).map { Rows.prompt("id\($0)") }
        let sides = prompts.map(split.isTest)
        #expect(prompts.reversed().map(split.isTest) == sides.reversed())
        #expect((80...160).contains(sides.filter { $0 }.count))
        #expect(prompts.map(TrainTestSplit(testShare: 0.3, seed: 8).isTest) != sides)
        #expect(!prompts.contains { TrainTestSplit(testShare: 0, seed: 7).isTest($0) })
        #expect(prompts.allSatisfy { TrainTestSplit(testShare: 1, seed: 7).isTest($0) })
    }

    @Test func `mlx-lm-lora's held-out rows are valid.jsonl`() throws {
        let options = TrainingSetOptions(split: TrainTestSplit(testShare: 0.5, seed: 1))
        #expect(try folder.write("mlx_lm_lora", rows(4), options).map(\.name) == ["train.jsonl", "valid.jsonl"])
    }

    @Test func `bands and stages have folders of their own, each a set with settings`() throws {
        let margins = [0.5, 1.0, 1.5, 3.0]
        let rows = margins.enumerated().map {
            Rows.pair("id\($0)", values: [TrainingValue("margin", $1), TrainingValue("stage", Double($0 / 2))])
        }
        let bands = try folder.write("trl", rows, TrainingSetOptions(values: ["margin"], grouping: .bands([1, 2]), hasSidecars: true))
        #expect(
            bands.map(\.name) == ["band_1", "band_2", "band_3"].flatMap { [$0 + "/train.jsonl", $0 + "/train_trl.py"] }
        )
        #expect(bands.filter { $0.role == .data }.map(\.rows) == [1, 2, 1])
        let staged = try SetFolder()
        let files = try staged.write("trl", rows, TrainingSetOptions(values: ["stage"], grouping: .stages))
        #expect(files.map(\.name) == ["stage_000/train.jsonl", "stage_001/train.jsonl"] && files.map(\.rows) == [2, 2])
        #expect(try !staged.content("stage_000/train.jsonl").contains("stage"))
        let odd = Rows.pair("odd", values: [TrainingValue("stage", 0.5)])
        #expect(try folder.refusal("trl", [odd], TrainingSetOptions(grouping: .stages)).contains("prompt odd has no stage"))
    }

    @Test(arguments: [(0.0, 0), (0.04, 0), (0.05, 1), (0.5, 5), (0.74, 7), (1.0, 10)])
    func `a soft label is told by copies, some swapped`(label: Double, forward: Int) throws {
        let row = Rows.pair("p", values: [TrainingValue("soft_label", label), TrainingValue("margin", 2)])
        let copies = try Replication.softLabels(copies: 10).rows(for: row)
        #expect(copies.count == 10 && copies.prefix(forward).allSatisfy { $0 == row })
        for swapped in copies.dropFirst(forward) {
            let pair = try #require(swapped.pair)
            #expect(pair.chosen == Rows.green && pair.rejected == Rows.blue)
            #expect(pair.explicitMargin == -1.5 && pair.implicitMargin == 1.25 && pair.value("margin") == -2)
        }
    }

    @Test func `weights repeat rows, in the mean as often as they say, the same for every order`() throws {
        let rows = (0..<400).map { Rows.pair("id\($0)", values: [TrainingValue("weight", 1.25)]) }
        let counts = try rows.map { try Replication.weights(seed: 3).rows(for: $0).count }
        #expect(Set(counts) == [1, 2])
        #expect((460...540).contains(counts.reduce(0, +)))
        #expect(try rows.reversed().map { try Replication.weights(seed: 3).rows(for: $0).count } == counts.reversed())
        #expect(try rows.map { try Replication.weights(seed: 4).rows(for: $0).count } != counts)
        let none = Rows.pair(values: [TrainingValue("weight", 0)])
        #expect(try Replication.weights(seed: 3).rows(for: none).isEmpty)
    }

    @Test func `what copies stand for is no longer a column`() throws {
        let row = Rows.pair(values: [TrainingValue("soft_label", 0.5)])
        let options = TrainingSetOptions(values: ["soft_label"], replication: .softLabels(copies: 2))
        #expect(try folder.write("trl", [row], options).map(\.rows) == [2])
        #expect(try !folder.content("train.jsonl").contains("soft_label"))
        let lacking = try folder.refusal("trl", [Rows.pair("p")], options)
        #expect(lacking.contains("prompt p has no soft_label from 0 to 1"))
    }

    @Test func `weights of labelled answers count one by one`() throws {
        var row = Rows.labelled()
        row.responses[0].weight = 0
        let options = TrainingSetOptions(replication: .weights(seed: 1))
        #expect(try folder.write("trl_unpaired", [row], options).map(\.rows) == [2])
        #expect(try !folder.content("train.jsonl").contains("green"))
    }

    @Test func `the same rows and options give the same bytes`() throws {
        let options = TrainingSetOptions(
            columns: [.promptID],
            rowsPerShard: 2,
            split: TrainTestSplit(testShare: 0.5, seed: 1),
            grouping: .bands([1]),
            hasSidecars: true,
            card: CardFacts(title: "A set")
        )
        let again = try SetFolder()
        #expect(try folder.write("trl", rows(9), options) == again.write("trl", rows(9), options))
    }

    @Test func `options that make no sense are refused before anything is written`() throws {
        let cases: [(TrainingSetOptions, String)] = [
            (TrainingSetOptions(name: "../x"), "a training set's name has 1 to 100 letters"),
            (TrainingSetOptions(name: ""), "a training set's name has"),
            (TrainingSetOptions(name: "--rm"), "a training set's name has"),
            (TrainingSetOptions(rowsPerShard: 0), "a shard has at least 1 row"),
            (TrainingSetOptions(split: TrainTestSplit(testShare: .nan, seed: 1)), "the share of the test split is from 0 to 1"),
            (TrainingSetOptions(replication: .softLabels(copies: 1)), "2 to 1000 copies"),
            (TrainingSetOptions(grouping: .bands([])), "bands are parted at"),
            (TrainingSetOptions(grouping: .bands([2, 1])), "bands are parted at"),
        ]
        for (options, expected) in cases { #expect(try folder.refusal("trl", [], options).contains(expected)) }
        #expect(folder.names.isEmpty)
    }
}
