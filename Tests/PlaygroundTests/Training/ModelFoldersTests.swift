import Foundation
import Inference
import Platform
import Playground
import TestSupport
import Testing

@Suite struct ModelFoldersTests {
    private let scratch: ScratchFolder
    private var folder: String { scratch.path + "/model" }
    private var weights: String { folder + "/weights.bin" }

    init() throws { scratch = try ScratchFolder() }

    @Test func aTrainedModelComesBackBitForBit() throws {
        let model = try trained().model
        let digest = try save(model)
        let loaded = try PlaygroundModel.load(folder: folder)
        #expect(TrainingFixture.haveEqualBits(loaded, model))
        let name = "base-\(Self.checksum(try bytes()).prefix(12))"
        #expect(loaded.version == name)
        #expect(digest.count == 64)
        #expect(try PlaygroundModel.load(folder: folder, version: "round-001").version == "round-001")
    }

    @Test func theFileIsLaidOutAsDocumented() throws {
        let model = try trained().model
        try save(model)
        let bytes = try bytes()
        func number(_ place: Int) -> Int {
            var value = 0
            for offset in [3, 2, 1, 0] { value = value << 8 | Int(bytes[place + offset]) }
            return value
        }
        let magic: [UInt8] = Array("SPLAYW".utf8) + [0, 0]
        #expect(Array(bytes.prefix(8)) == magic)
        let header = [number(8), number(12), number(16), number(24)]
        #expect(header == [1, 400, 8192, 4])
        #expect(String(decoding: bytes[28..<32], as: UTF8.self) == "base")
        let count = number(20)
        let size: Int = 32 + 3204 * count + 32
        #expect(bytes.count == size)
        let base = Fixture.policy.model.weights
        let changed = (0..<8192).filter { row in
            let place = row * 400
            return base[place..<(place + 400)] != model.weights[place..<(place + 400)]
        }
        let rows = (0..<count).map { number(32 + 4 * $0) }
        #expect(rows == changed)
        let first = 32 + 4 * count
        let high = UInt64(number(first + 4))
        let bits = high << 32 | UInt64(number(first))
        #expect(Double(bitPattern: bits) == model.weights[changed[0] * 400])
    }

    @Test func theDescriptionIsJSONAndTellsWhereTheModelCameFrom() throws {
        struct Description: Decodable {
            var version: Int, base: String, rows: Int, `init`: String, reference: String?, loss: String, beta: Double, learning_rate: Double
            var data_sha256: String, weights_sha256: String, pairs: Int
        }
        let digest = try save(try trained().model)
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/model.json"))
        let description = try JSONDecoder().decode(Description.self, from: data)
        #expect(description.version == 1 && description.base == "base" && description.`init` == "base-untrained")
        #expect(description.loss == "dpo" && description.beta == 0.5 && description.pairs == 5 && description.rows > 100)
        #expect(description.reference == "base-untrained")
        #expect(description.data_sha256 == "data" && description.weights_sha256 == digest)
        #expect(digest == SHA256.hexadecimal(ofFile: weights))
    }

    @Test func trainingGoesOnFromAFolderAndKeepsTheBase() throws {
        try save(try trained().model)
        let first = try PlaygroundCheckpoint.open(folder)
        #expect(first.base == "base")
        let trainer = try PlaygroundTrainer(PlaygroundTrainingSettings(loss: .simpo))
        let second = try trainer.train(first.model, on: TrainingFixture.pairs, version: "second").model
        try save(second, of: first)
        #expect(TrainingFixture.haveEqualBits(try PlaygroundModel.load(folder: folder), second))
        #expect(try PlaygroundCheckpoint.open(folder).base == "base")
    }

    @Test func theSameModelGivesTheSameBytesAndReplacesWhatWasThere() throws {
        try save(try trained().model)
        let first = try bytes()
        try save(Fixture.policy.model)
        #expect(try bytes().count == 32 + 32)
        try save(try trained().model)
        #expect(try bytes() == first)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["model.json", "weights.bin"])
    }

    @Test func aPolicyServesALoadedModel() async throws {
        try save(try trained().model)
        let policy = try PlaygroundPolicy(model: PlaygroundModel.load(folder: folder, version: "round-001"), name: "policy")
        let samples = try await policy.sample(Fixture.request("What is a dog?"))
        #expect(samples.first?.weightVersion == "round-001")
        #expect(try await policy.probe().weightVersion == "round-001")
    }

    @Test func aDamagedFileIsRefusedWithTheReason() throws {
        try save(try trained().model)
        let good = try bytes()
        func change(_ place: Int, _ value: UInt8) -> Data {
            var bytes = good
            bytes[place] = value
            return bytes
        }
        let rows = good.count
        let cases: [(Data, String)] = [
            (Data(), "is no weight file of the playground, or is cut off"),
            (change(0, 0x41), "is no weight file of the playground"),
            (good.dropLast(8), "bytes where \(rows) belong"),
            (change(rows / 2, good[rows / 2] ^ 1), "its checksum is wrong"),
            (change(8, 2), "has form 2, and this selfplay reads form 1"),
            (change(12, 0), "is of another table"),
            (change(23, 1), "its counts are too large"),
            (Self.sealed(change(32, 255)), "its rows are not in order"),
            (Self.sealed(change(28, 0x42)), "grew from a base this playground does not have"),
        ]
        for (bytes, sentence) in cases {
            try bytes.write(to: URL(fileURLWithPath: weights))
            #expect { try PlaygroundModel.load(folder: folder) } throws: { error in
                (error as? BackendError)?.failure == .misconfigured && "\(error)".contains(sentence) && "\(error)".hasPrefix(weights)
            }
        }
    }

    @Test func aNumberThatIsNoneIsRefused() throws {
        try save(try trained().model)
        var bytes = try bytes()
        let last = bytes.count - 32
        // A quiet NaN in the last weight.
        bytes[last - 1] = 0x7F
        bytes[last - 2] = 0xF8
        try Self.sealed(bytes).write(to: URL(fileURLWithPath: weights))
        #expect { try PlaygroundModel.load(folder: folder) } throws: { ($0 as? BackendError)?.failure == .notFinite }
    }

    @Test func aFolderThatIsNoneIsToldWithTheNamesThereAre() {
        #expect { try PlaygroundCheckpoint.open("/nowhere") } throws: {
            "\($0)".hasPrefix("/nowhere/weights.bin cannot be read") && "\($0)".contains("base, base-2, base-3")
        }
    }

    private static let training = Result {
        try PlaygroundTrainer(PlaygroundTrainingSettings()).train(Fixture.policy.model, on: TrainingFixture.pairs, version: "trained")
    }

    private func trained() throws -> (model: PlaygroundModel, statistics: PlaygroundTrainingStatistics) {
        try Self.training.get()
    }

    @discardableResult
    private func save(_ model: PlaygroundModel, of start: PlaygroundCheckpoint? = nil) throws -> String {
        let provenance = PlaygroundProvenance(
            initial: "base-untrained",
            reference: "base-untrained",
            settings: PlaygroundTrainingSettings(),
            statistics: try trained().statistics,
            dataSHA256: "data"
        )
        return try (start ?? PlaygroundCheckpoint(untrained: "base")).trained(model).save(folder: folder, provenance: provenance)
    }

    private func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: weights)) }

    private static func checksum(_ bytes: Data) -> String { SHA256.hexadecimal(Array(bytes.suffix(32))) }

    /// With a checksum that fits.
    private static func sealed(_ bytes: Data) -> Data {
        let content = bytes.dropLast(32)
        return content + Data(SHA256.digest(of: content))
    }
}
