import Glibc

@testable import Selection

/// Every column by its formula in docs/features.md, for the selection of `simpo` with beta 2.
extension ReferenceFacts {
    static let beta = 2.0

    /// The responses as rows.
    var responseRound: ReferenceExpression.Round {
        var round = ReferenceExpression.Round(prompts: responses.map(\.prompt), isOfPairs: false)
        for index in responses.indices {
            for (name, value) in columns(of: index).merging(promptColumns(of: responses[index].prompt), uniquingKeysWith: { own, _ in own })
            {
                round.columns[name, default: []].append(value)
            }
        }
        round.groups = [
            "prompt": responses.map(\.prompt), "source": responses.map(\.source), "tag": responses.map { tags[$0.prompt] },
            "origin": responses.map { origins[$0.prompt] },
        ]
        return round
    }

    /// The pairs as rows, chosen and rejected by their indices.
    func pairRound(_ pairs: [(chosen: Int, rejected: Int)]) -> ReferenceExpression.Round {
        var round = ReferenceExpression.Round(prompts: pairs.map { responses[$0.chosen].prompt })
        for (chosen, rejected) in pairs {
            var row = promptColumns(of: responses[chosen].prompt)
            let (winner, loser) = (columns(of: chosen), columns(of: rejected))
            for (name, value) in winner {
                let parts = name.split(separator: ".", maxSplits: 1)
                let rest = parts.count > 1 ? "." + parts[1] : ""
                row["\(parts[0])_w\(rest)"] = value
                row["\(parts[0])_l\(rest)"] = loser[name]
                row["d\(name)"] = Self.both(value, loser[name].flatMap { $0 }) { $0 - $1 }
            }
            row.merge(ownColumns(responses[chosen], responses[rejected])) { _, own in own }
            for (name, value) in row { round.columns[name, default: []].append(value) }
        }
        round.groups = [
            "prompt": round.prompts, "source": pairs.map { responses[$0.chosen].source }, "tag": round.prompts.map { tags[$0] },
            "origin": round.prompts.map { origins[$0] },
        ]
        return round
    }

    private static func both(_ x: Double?, _ y: Double?, _ body: (Double, Double) -> Double) -> Double? {
        guard let x, let y else { return nil }
        return body(x, y)
    }

    private func columns(of index: Int) -> [String: Double?] {
        let y = responses[index]
        let tokens = Double(y.tokens)
        var columns: [String: Double?] = [
            "r": y.reward, "r.help_ful": y.helpful, "r.safe": y.safe, "l": y.policy, "rho": y.reference, "T": tokens,
            "sample": Double(y.sample),
        ]
        let mean = y.policy / tokens
        columns["lbar"] = mean
        columns["rarity"] = -mean
        columns["kl"] = y.policy - y.reference
        columns["h"] = Self.beta * y.policy / tokens
        columns["h.simpo"] = Self.beta * y.policy / tokens
        columns["h.mean_logprob"] = y.policy / tokens
        columns["h.dpo"] = 0.1 * (y.policy - y.reference)
        columns["h.length_normalized_dpo"] = 0.1 * (y.policy - y.reference) / tokens
        columns["h.orpo"] = mean - log(-expm1(mean))
        for (name, value) in y.facts { columns[name] = value }
        let position = members(of: y.prompt).firstIndex { $0.sample == y.sample } ?? 0
        let known = shares[y.prompt][position].compactMap { $0 }
        let sum = known.reduce(0, +)
        let wins = Double(known.count { $0 > 0.5 } - known.count { $0 < 0.5 })
        columns["winrate.j"] = known.isEmpty ? .some(nil) : sum / Double(known.count)
        columns["borda.j"] = known.isEmpty ? .some(nil) : sum
        columns["copeland.j"] = known.isEmpty ? .some(nil) : wins
        return columns
    }

    private func promptColumns(of prompt: Int) -> [String: Double?] {
        let own = members(of: prompt)
        let rewards = own.map(\.reward)
        let descending = rewards.sorted(by: >)
        let moments = ReferenceExpression.moments(rewards, nil)
        let variances = own.map { y in
            Self.both(y.helpful, y.safe) { x, y in ReferenceExpression.moments([x, y], nil).map { $0.deviation * $0.deviation } ?? 0 }
        }
        let known = variances.compactMap { $0 }
        var columns: [String: Double?] = [
            "n": Double(own.count), "r_max": descending[0], "r_min": descending[own.count - 1], "r_mean": moments?.mean,
            "r_sd": moments?.deviation, "tag(a)": tagA[prompt], "tag(none)": 0, "meta(level)": level[prompt],
        ]
        columns["meta(none)"] = .some(nil)
        columns["a_min"] = descending[0] - descending[own.count - 1]
        columns["a_avg"] = descending[0] - descending.reduce(0, +) / Double(own.count)
        columns["a_dts"] = own.count > 1 ? descending[0] - descending[1] : 0
        columns["pass_rate"] = Double(rewards.count { $0 > 0 }) / Double(own.count)
        columns["r_variance"] = known.count < own.count ? .some(nil) : known.reduce(0, +) / Double(own.count)
        return columns
    }

    private func ownColumns(_ w: Response, _ l: Response) -> [String: Double?] {
        let votes = [Self.both(w.helpful, l.helpful) { $0 - $1 }, Self.both(w.safe, l.safe) { $0 - $1 }]
        let known = votes.compactMap { $0 }
        let isWhole = known.count == 2
        let moments = isWhole ? ReferenceExpression.moments(votes, nil) : nil
        let places = members(of: w.prompt).map(\.sample)
        let (i, j) = (places.firstIndex(of: w.sample) ?? 0, places.firstIndex(of: l.sample) ?? 0)
        let gap = l.reference - w.reference
        var columns: [String: Double?] = ["dref": w.reference - l.reference, "c_rank": gap, "beta": Self.beta]
        let exponent = Self.beta * gap
        columns["flip_loss"] = exponent >= 0 ? log1p(exp(-exponent)) : -(exponent - log1p(exp(exponent)))
        columns["len_ratio"] = Double(w.tokens) / Double(l.tokens)
        columns["vote_mean"] = moments?.mean
        columns["vote_sd"] = moments?.deviation
        columns["vote_agree"] = isWhole ? Double(known.count { $0 > 0 }) / 2 : .some(nil)
        columns["p_judge"] = shares[w.prompt][i][j]
        columns["p_judge.j"] = shares[w.prompt][i][j]
        let cosine = Self.cosine(w.embedding, l.embedding)
        columns["sim"] = cosine
        columns["text_sim"] = cosine
        columns["same_source"] = w.source == l.source ? 1 : 0
        columns["tie"] = w.reward == l.reward ? 1 : 0
        return columns
    }

    /// Of vectors along an axis.
    private static func cosine(_ x: [Float]?, _ y: [Float]?) -> Double? {
        guard let x, let y else { return nil }
        let product = zip(x, y).map { $0 * $1 }.reduce(0, +)
        return product == 0 ? 0 : product > 0 ? 1 : -1
    }
}
