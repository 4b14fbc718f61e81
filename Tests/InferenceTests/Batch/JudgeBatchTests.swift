import Inference
import TestSupport
import Testing

/// A judge asked by batch says what the same judge says live.
@Suite struct JudgeBatchTests {
    private let request = RewardRequest(messages: question, responses: ["8", "eight"])

    private func batch(_ form: JudgeForm) throws -> (JudgeReward, JudgeBatch) {
        let client = try client(FakeTransport(.ok("{}")))
        let live = JudgeReward(client: client, judge: try Judge(form, model: "j", maxTokens: 16))
        return (live, JudgeBatch(live, model: "j", maxTokens: 16, client: client))
    }

    private func line(_ content: String, status: Int = 200) throws -> BatchLine {
        let choice = #"{"index":0,"message":{"role":"assistant","content":"\#(content)"},"finish_reason":"stop"}"#
        let body = status == 200 ? #"{"choices":[\#(choice)]}"# : content
        var lines = BatchLines(Array(#"{"custom_id":"a","response":{"status_code":\#(status),"body":\#(body)}}"#.utf8))
        let found = lines.next()
        return try #require(found)
    }

    @Test func theQuestionsAreThoseOfTheJudge() throws {
        let (live, batch) = try batch(.pairwise(.all, ties: true))
        #expect(try batch.bodies(for: request, leavingOut: []) == live.judge.requests(for: request))
        #expect(try batch.bodies(for: request, leavingOut: []).count == 2)
        #expect(batch.contract == live.contract && batch.batching == live.batching)
        let without = try batch.bodies(for: request, leavingOut: ["temperature"])
        #expect(without.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("temperature") })
    }

    @Test func verdictsBecomeRewards() throws {
        let (_, batch) = try batch(.pairwise(.all, ties: true))
        // In the first order A is better, in the second B: it is the same response both times.
        let lines = [try line(#"{\"verdict\":\"A\"}"#), try line(#"{\"verdict\":\"B\"}"#)]
        guard case .values(let values) = batch.answer(lines, to: request, leftOut: []) else { throw NoFailure() }
        #expect(values.map(\.score) == [1, 0])
    }

    @Test func oneBadLineFailsTheWork() throws {
        let (_, batch) = try batch(.pairwise(.all, ties: true))
        let broken = try line(#"{"error":{"message":"slow","code":429}}"#, status: 429)
        guard case .failed(let error) = batch.answer([try line(#"{\"verdict\":\"A\"}"#), broken], to: request, leftOut: []) else {
            throw NoFailure()
        }
        #expect(error.failure == .overloaded)
        let refusal = try line(#"{"error":{"message":"no","param":"response_format"}}"#, status: 400)
        #expect(batch.answer([refusal, refusal], to: request, leftOut: []) == .refusedField("response_format"))
    }
}
