import Foundation
import TestSupport
import Testing

/// "Select from a data set" of Huang et al. (arXiv 2503.01864): responses, rewards and log-probs exist; the best floor(0.4 N) pairs by
/// M_AP are kept. The log-probs are made up here from a hash of the text; everything is worked out again from the formulas.
@Suite("The paper's data selection keeps floor(0.4 N) pairs, those of the formulas")
struct PaperDataSelectionTests {
    private struct Record: Codable {
        struct Response: Codable {
            var text: String
            var reward: Double
            var tokens: Int?
            var policy_logprob: Double?
        }

        var prompt: String
        var responses: [Response]
    }

    private struct Reply: Decodable {
        struct Prompts: Decodable {
            var planned: Int
            var paired: Int
            var kept: Int
        }

        struct Explanation: Decodable {
            struct Term: Decodable {
                struct Influence: Decodable {
                    var share: Double
                    var standard_deviation: Double
                }

                var term: String
                var candidates: Influence
                var kept: Influence
            }

            struct Overlap: Decodable {
                struct Common: Decodable {
                    var common: Int
                    var share: Double
                    var jaccard: Double
                }

                var prompts: Common
                var pairs: Common
            }

            var terms: [Term]
            var overlap: [String: Overlap]
        }

        var prompts: Prompts
        var candidates: Int
        var explanation: Explanation
    }

    private struct Pair: Hashable {
        var prompt: String
        var chosen: Int
        var rejected: Int
    }

    private struct Candidate {
        var pair: Pair
        var dr: Double
        var dh: Double
        var score = 0.0
    }

    /// Real answers with real judgements, which are not part of the project; a lone clone has none.
    private static let replay: String? = [1, 2].lazy
        .map { (levels: Int) -> String in
            let folders = ProjectFolder.path.split(separator: "/").dropLast(levels).joined(separator: "/")
            return "/" + folders + "/shared/replay/alpaca_eval_sample.jsonl"
        }
        .first { FileManager.default.fileExists(atPath: $0) }

    @Test("on a small data set of our own")
    func small() async throws {
        let records = (1...37).map { prompt in
            let responses = (1...(1 + prompt % 5)).map { answer in
                let reward = Double(Self.hash("reward \(prompt) \(answer)") % 50) / 10
                return Record.Response(text: "Answer \(answer) to \(prompt).", reward: reward)
            }
            return Record(prompt: "Question \(prompt)?", responses: responses)
        }
        try await check(records)
    }

    @Test("on real answers of eight models", .enabled(if: replay != nil))
    func real() async throws {
        let text = try String(contentsOfFile: #require(Self.replay), encoding: .utf8)
        let records = try text.split(separator: "\n").map { try JSONDecoder().decode(Record.self, from: Data($0.utf8)) }
        #expect(records.count == 120 && Set(records.map(\.prompt)).count == 120)
        try await check(records)
    }

    private func check(_ given: [Record]) async throws {
        let records = given.map(Self.measured)
        let place = try Workplace()
        let lines = try records.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try place.write("data.jsonl", lines.joined(separator: "\n") + "\n")
        #expect(try await place.selfplay("import", "data.jsonl", "--run-dir", "run", "--policy-model", "p").exitCode == 0)
        let selected = try await place.selfplay("select", "run", "--name", "paper", "--score", "map", "--keep", "0.4", "--json")
        #expect(selected.exitCode == 0)
        let reply = try JSONDecoder().decode(Reply.self, from: Data(selected.output.utf8))

        let candidates = Self.scored(records.flatMap(Self.candidates))
        let ranked = Self.best(candidates) { $0.score }
        let kept = Array(ranked.prefix(Int(0.4 * Double(ranked.count))))
        #expect(reply.candidates == candidates.count)
        #expect(reply.prompts.planned == records.count && reply.prompts.paired == ranked.count)
        #expect(reply.prompts.kept == kept.count && kept.count > 5)

        let exported = try await place.selfplay(
            "export",
            "run",
            "--round",
            "1",
            "--selection",
            "paper",
            "--columns",
            "margins,scores,samples",
            "--out",
            "set"
        )
        #expect(exported.exitCode == 0)
        let rows = try TrainingRow.rows(place.read("set/train.jsonl"))
        #expect(rows.count == kept.count)
        let expected = Dictionary(uniqueKeysWithValues: kept.map { ($0.pair, $0) })
        for row in rows {
            let pair = Pair(
                prompt: row.prompt[0].content,
                chosen: try #require(row.chosen_sample),
                rejected: try #require(row.rejected_sample)
            )
            let candidate = try #require(expected[pair], "\(pair) is none of the formulas' pairs")
            #expect(abs(try #require(row.explicit_margin) - candidate.dr) < 1e-12)
            #expect(abs(try #require(row.implicit_margin) - candidate.dh) < 1e-12)
            #expect(abs(try #require(row.score) - candidate.score) < 1e-9)
        }
        try checkExplanation(reply.explanation, candidates, kept)
    }

    private func checkExplanation(_ explanation: Reply.Explanation, _ candidates: [Candidate], _ kept: [Candidate]) throws {
        #expect(explanation.terms.map(\.term) == ["z(dr)", "-z(abs(dh))"])
        #expect(explanation.terms.allSatisfy { abs($0.candidates.share - 0.5) < 1e-9 && abs($0.candidates.standard_deviation - 1) < 1e-9 })
        let shares: Double = explanation.terms.map(\.kept.share).reduce(0, +)
        #expect(abs(shares - 1) < 1e-9)
        let others = [("explicit", Self.best(candidates) { $0.dr }), ("implicit", Self.best(candidates) { -abs($0.dh) })]
        for (name, ranked) in others {
            let overlap = try #require(explanation.overlap[name])
            let other = ranked.prefix(kept.count)
            #expect(overlap.pairs.common == Set(kept.map(\.pair)).intersection(other.map(\.pair)).count)
            let prompts = Set(kept.map(\.pair.prompt)).intersection(other.map(\.pair.prompt)).count
            #expect(overlap.prompts.common == prompts)
            #expect(abs(overlap.prompts.jaccard - Double(prompts) / Double(2 * kept.count - prompts)) < 1e-12)
        }
    }

    /// The record with log-probs: between 0.5 and 3.5 nats a token, a token four letters.
    private static func measured(_ record: Record) -> Record {
        var record = record
        for index in record.responses.indices {
            let text = record.responses[index].text
            let tokens = 1 + text.utf8.count / 4
            record.responses[index].tokens = tokens
            let perToken = 0.5 + Double(hash(record.prompt + text) % 3_000_000) / 1_000_000
            record.responses[index].policy_logprob = -perToken * Double(tokens)
        }
        return record
    }

    /// FNV-1a.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    private static func candidates(_ record: Record) -> [Candidate] {
        var candidates: [Candidate] = []
        for (chosen, better) in record.responses.enumerated() {
            for (rejected, worse) in record.responses.enumerated() where better.reward > worse.reward && better.text != worse.text {
                guard !isEmpty(better), !isEmpty(worse) else { continue }
                let pair = Pair(prompt: record.prompt, chosen: chosen, rejected: rejected)
                candidates.append(Candidate(pair: pair, dr: better.reward - worse.reward, dh: perToken(better) - perToken(worse)))
            }
        }
        return candidates
    }

    private static func isEmpty(_ response: Record.Response) -> Bool {
        response.text.allSatisfy(\.isWhitespace)
    }

    private static func perToken(_ response: Record.Response) -> Double {
        (response.policy_logprob ?? .nan) / Double(response.tokens ?? 0)
    }

    /// With M_AP = z(dr) - z(|dh|), population standard deviations over all candidates.
    private static func scored(_ candidates: [Candidate]) -> [Candidate] {
        let (dr, dh) = (standardized(candidates.map(\.dr)), standardized(candidates.map { abs($0.dh) }))
        return candidates.indices.map { index in
            var candidate = candidates[index]
            candidate.score = dr[index] - dh[index]
            return candidate
        }
    }

    private static func standardized(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
        return values.map { ($0 - mean) / variance.squareRoot() }
    }

    /// Each prompt's best, best first: ties within a prompt go to the larger dr and then to what comes first, ties between prompts to the
    /// earlier prompt.
    private static func best(_ candidates: [Candidate], by value: (Candidate) -> Double) -> [Candidate] {
        var best: [Candidate] = []
        for candidate in candidates {
            guard let rival = best.last, rival.pair.prompt == candidate.pair.prompt else {
                best.append(candidate)
                continue
            }
            if (value(candidate), candidate.dr) > (value(rival), rival.dr) { best[best.count - 1] = candidate }
        }
        let order = best.indices.sorted { left, right in
            let (first, second) = (value(best[left]), value(best[right]))
            return first != second ? first > second : left < right
        }
        return order.map { best[$0] }
    }
}
