import Inference
import Scheduling
import TestSupport
import Testing

/// Which weights answer, told from numbers alone.
@Suite struct WeightCheckTests {
    private func measurements(_ count: Int, repetition: Double, difference: Double) -> [WeightMeasurement] {
        (0..<count).map { _ in WeightMeasurement(first: -1 - repetition / 2, second: -1 + repetition / 2, recorded: -1 - difference) }
    }

    @Test func equalNumbersAreTheSameWeights() throws {
        let same = try WeightCheck(.same, of: "the policy", measurements(16, repetition: 0, difference: 0))
        #expect(same.passes && same.noise == 1e-3 && same.difference == 0 && same.count == 16)
        let changed = try WeightCheck(.changed, of: "the policy", measurements(16, repetition: 0, difference: 0))
        #expect(!changed.passes)
        #expect(changed.sentence.hasPrefix("the policy still answers with the weights of before"))
    }

    @Test(arguments: [(0.00299, true), (0.00301, false)])
    func theFloorAllowsThreeOfItForTheSame(difference: Double, passes: Bool) throws {
        #expect(try WeightCheck(.same, of: "p", measurements(3, repetition: 0, difference: difference)).passes == passes)
    }

    @Test(arguments: [(0.049, false), (0.051, true)])
    func fiveOfTheNoiseAreNeededForAChange(difference: Double, passes: Bool) throws {
        let check = try WeightCheck(.changed, of: "p", measurements(3, repetition: 0.01, difference: difference))
        #expect(abs(check.noise - 0.01) < 1e-12)
        #expect(check.passes == passes)
    }

    @Test func mediansIgnoreAnOutlier() throws {
        var values = measurements(15, repetition: 0, difference: 0)
        values.append(WeightMeasurement(first: -9, second: -3, recorded: -1))
        #expect(try WeightCheck(.same, of: "p", values).passes)
        #expect(try !WeightCheck(.changed, of: "p", values).passes)
    }

    @Test func whatCannotBeComparedIsNoVerdict() {
        #expect(throws: BackendError.self) { try WeightCheck(.same, of: "p", []) }
        for value in [Double.nan, -.infinity] {
            #expect(throws: BackendError.self) { try WeightCheck(.same, of: "p", [.init(first: -1, second: value, recorded: -1)]) }
        }
    }

    /// Servers whose log-probs of given text waver by 0.01 a token, seen through the wire: unchanged weights never look changed, changed ones always do.
    @Test(arguments: 0..<12)
    func noiseIsNotTakenForAChange(trial: Int) async throws {
        var options = VLLMDouble.Options()
        options.scoringNoise = 0.01
        options.isDevelopment = true
        let double = VLLMDouble(options)
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            let prompt = try await policy.promptTokens(of: question)
            let request = SampleRequest(
                messages: question,
                promptTokens: prompt,
                count: WeightCheck.responses,
                seed: Int64(trial * 100),
                sampling: .init(maxTokens: 30)
            )
            let samples = try await policy.sample(request)
            func measured() async throws -> [WeightMeasurement] {
                var values: [WeightMeasurement] = []
                for sample in samples {
                    let tokens = sample.tokens ?? []
                    let recorded = (sample.tokenLogprobs ?? []).reduce(0, +) / Double(tokens.count)
                    values.append(try await .take(with: policy, prompt: prompt, response: tokens, recorded: recorded))
                }
                return values
            }
            let before = try await measured()
            #expect(try WeightCheck(.same, of: "p", before).passes)
            #expect(try !WeightCheck(.changed, of: "p", before).passes)
            try await VLLMReloadControl(client: try client(at: address)).load(.init(label: "r", path: "/models/r", model: "policy"))
            let after = try await measured()
            #expect(try WeightCheck(.changed, of: "p", after).passes)
            #expect(try !WeightCheck(.same, of: "p", after).passes)
        }
    }

    /// The same without a wire, for many sizes of noise and numbers of responses.
    @Test(arguments: [12, 16], [0.0001, 0.001, 0.01, 0.1])
    func medianNoiseHoldsOverManyDraws(count: Int, noise: Double) throws {
        var generator = Draws(seed: UInt64(count) &* 31 &+ UInt64(noise * 1e6))
        for _ in 0..<400 {
            let values = (0..<count).map { _ in
                WeightMeasurement(
                    first: -1 + noise * generator.normal(),
                    second: -1 + noise * generator.normal(),
                    recorded: -1 + noise * generator.normal()
                )
            }
            #expect(try !WeightCheck(.changed, of: "p", values).passes)
            let moved = values.map { WeightMeasurement(first: $0.first, second: $0.second, recorded: $0.recorded - 20 * max(noise, 1e-3)) }
            #expect(try WeightCheck(.changed, of: "p", moved).passes)
            #expect(try !WeightCheck(.same, of: "p", moved).passes)
        }
    }

    /// Numbers of a fixed seed (SplitMix64), normal by Irwin and Hall's sum.
    private struct Draws {
        var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func uniform() -> Double {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
        }

        mutating func normal() -> Double {
            var sum = -6.0
            for _ in 0..<12 { sum += uniform() }
            return sum
        }
    }
}
