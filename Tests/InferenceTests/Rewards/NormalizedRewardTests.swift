import Foundation
import Inference
import Platform
import TestSupport
import Testing

@Suite struct NormalizedRewardTests {
    /// What a server that answers these lists one after another is told of.
    private func notices(_ replies: [[Double]]) async throws -> [String] {
        let notices = Lock<[String]>([])
        let answers = replies.map { list in
            ScriptedAnswer.ok(#"{"rewards":[\#(list.map(\.description).joined(separator: ","))]}"#)
        }
        let reward = OpenRLHFReward(client: try client(FakeTransport(answers: answers)), template: .plain) { text in
            notices.withLock { $0.append(text) }
        }
        for list in replies { _ = try await reward.score(prompt: question, responses: Array(repeating: "8", count: list.count)) }
        return notices.withLock { $0 }
    }

    /// Mean 0 and standard deviation 1 over n.
    private static let standard: [Double] = [-1.5, -0.5, 0.5, 1.5].map { $0 / 1.25.squareRoot() }

    @Test func listsThatAreEachStandardizedAreReportedOnce() async throws {
        let told = try await notices(Array(repeating: Self.standard, count: 40))
        #expect(told.count == 1)
        #expect(told.first?.contains("different prompts cannot be compared") == true)
    }

    @Test func theSampleDeviationCountsToo() async throws {
        #expect(try await notices(Array(repeating: [-0.7071067811865475, 0.7071067811865475], count: 4)).count == 1)
    }

    @Test func aNormalizedServerIsReportedOnce() async throws {
        // Quantiles of a distribution with deviation 1, shifted from list to list.
        let lists = (0..<64).map { index in
            let shift = (Double(index) + 0.5) / 64 * 3 - 1.5
            return [shift - 0.5, shift + 0.5]
        }
        let told = try await notices(lists + lists)
        #expect(told.count == 1)
        #expect(told.first?.contains("--reward.normalize_enable") == true)
    }

    @Test func rawOutputsAndTiesAreNotReported() async throws {
        #expect(try await notices((0..<100).map { [Double($0) / 3, -4] }).isEmpty)
        #expect(try await notices(Array(repeating: [0.5, 0.5], count: 100)).isEmpty)
        #expect(try await notices(Array(repeating: [-1], count: 200)).isEmpty)
    }
}
