import Foundation
import TestSupport
import Testing
import Transport

/// The SGLang double has the faults of the server it stands for.
@Suite struct SGLangDoubleTests {
    private struct Reply: Decodable {
        struct Information: Decodable {
            /// Log-prob, id, null.
            var input_token_logprobs: [[Double?]]
        }

        var output_ids: [Int32]
        var meta_info: Information
    }

    private func post<Value: Decodable>(_ body: String, to address: String) async throws -> Value {
        let request = HTTPRequest(.post, address + "/generate", headers: [("Content-Type", "application/json")], body: Array(body.utf8))
        return try JSONDecoder().decode(Value.self, from: Data(try await network.get().send(request).body))
    }

    private func body(_ parameters: String, start: Int = -1) -> String {
        #"{"input_ids":[5,6,7],"sampling_params":{\#(parameters),"max_new_tokens":30},"return_logprob":true,"logprob_start_len":\#(start)}"#
    }

    @Test func anAbsentSeedIs42AndCopiesShareTheirSeed() async throws {
        try await serving(SGLangDouble().server) { address in
            let unseeded: Reply = try await post(body(#""temperature":1"#), to: address)
            let seeded: Reply = try await post(body(#""temperature":1,"sampling_seed":42"#), to: address)
            let other: Reply = try await post(body(#""temperature":1,"sampling_seed":43"#), to: address)
            #expect(unseeded.output_ids == seeded.output_ids && seeded.output_ids != other.output_ids)
            let copies: [Reply] = try await post(body(#""temperature":1,"sampling_seed":43,"n":3"#), to: address)
            #expect(copies.map(\.output_ids) == [other.output_ids, other.output_ids, other.output_ids])
        }
    }

    @Test func theFirstLogprobIsNullWhereverTheListBegins() async throws {
        try await serving(SGLangDouble().server) { address in
            for (start, ids) in [(0, [5.0, 6, 7]), (1, [6, 7]), (2, [7])] {
                let reply: Reply = try await post(body(#""temperature":0"#, start: start), to: address)
                #expect(reply.meta_info.input_token_logprobs.map { $0[1] } == ids)
                #expect(reply.meta_info.input_token_logprobs.map { $0[0] == nil } == ids.indices.map { $0 == 0 })
            }
            let none: Reply = try await post(body(#""temperature":0"#, start: 3), to: address)
            #expect(none.meta_info.input_token_logprobs.isEmpty)
        }
    }

    @Test func withoutDeterminismSeedsAreIgnored() async throws {
        var options = SGLangDouble.Options()
        options.isDeterministic = false
        try await serving(SGLangDouble(options).server) { address in
            var answers: Set<[Int32]> = []
            for _ in 0..<6 {
                let reply: Reply = try await post(body(#""temperature":1,"sampling_seed":1"#), to: address)
                answers.insert(reply.output_ids)
            }
            #expect(answers.count > 1)
        }
    }
}
