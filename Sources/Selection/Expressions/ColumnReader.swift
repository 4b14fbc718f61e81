/// Finds the column a name stands for, or says why it stands for none.
///
/// At the level of pairs, a response's column X is written `X_w` (chosen), `X_l` (rejected) or `dX` (the difference); suffixes stand
/// before the point: `r_w.helpful`, `dr.helpful`.
struct ColumnReader: Sendable, Hashable {
    enum Reading {
        case column(ScoreColumn)
        case fault(String, suggestion: String?)
        case unknown
    }

    let level: ExpressionLevel
    let catalogue: ColumnCatalogue

    func read(_ name: String) -> Reading {
        let (head, member) = Self.parts(of: name)
        if let reading = promptColumn(head, member) { return reading }
        if let reading = pairColumn(head, member) {
            return level == .pair ? reading : .fault("`\(name)` is a column of pairs: here are single responses", suggestion: nil)
        }
        if let (base, side) = Self.sided(head), let reading = responseColumn(base, member, as: head) {
            guard case .column(.response(let column)) = reading else { return reading }
            guard level == .pair else {
                return .fault("`\(name)` is a column of pairs: here are single responses, write \(column.name)", suggestion: column.name)
            }
            return .column(side(column))
        }
        if let reading = responseColumn(head, member, as: head) {
            guard level == .pair, case .column(.response(let column)) = reading else { return reading }
            let forms: [String] = [.chosen(column), .rejected(column), .difference(column)].map { (form: ScoreColumn) in form.name }
            return .fault(
                "`\(name)` is a column of single responses: write \(forms[0]), \(forms[1]) or \(forms[2])",
                suggestion: nil
            )
        }
        return .unknown
    }

    /// All names that mean something here, for suggestions.
    var names: [String] {
        var responses: [ResponseColumn] = ResponseColumn.fixed.values.sorted { $0.name < $1.name }
        responses += catalogue.writtenRewards.map { .table("r." + $0) } + catalogue.writtenReferences.map { .table("rho." + $0) }
        for judge in catalogue.writtenJudges {
            responses += JudgeScore.allCases.map { .judged($0, judge: judge) }
        }
        var names: [String] = PromptColumn.Rewards.allCases.map(\.rawValue)
        names.append(PromptColumn.rewardVarianceName)
        guard level == .pair else { return names + responses.map(\.name) }
        names += PairColumn.fixed.map(\.name) + PairColumn.Vote.allCases.map(\.rawValue) + ["dref", PairColumn.judgeShareName]
        names += catalogue.writtenJudges.map { PairColumn.judgeShare($0).name }
        for column in responses {
            names += ["d" + column.name, column.written("_w"), column.written("_l")]
        }
        return names
    }

    // MARK: - By what they are columns of

    private func promptColumn(_ head: String, _ member: String?) -> Reading? {
        guard member == nil else { return nil }
        if let statistic = PromptColumn.Rewards(rawValue: head) { return .column(.prompt(.rewards(statistic))) }
        guard head == PromptColumn.rewardVarianceName else { return nil }
        guard catalogue.rewards.count > 1 else {
            return .fault("`\(head)` needs two reward models or more, and this run has \(catalogue.rewards.count) by name", suggestion: nil)
        }
        return .column(.prompt(.rewardVariance(catalogue.writtenRewards)))
    }

    private func pairColumn(_ head: String, _ member: String?) -> Reading? {
        if head == PairColumn.judgeShareName {
            return judge(member, head: head, as: head) { .column(.pair(.judgeShare($0))) }
        }
        guard member == nil else { return nil }
        if head == "dref" { return .column(.difference(.referenceLogprob)) }
        if let column = PairColumn.fixed.first(where: { $0.name == head }) { return .column(.pair(column)) }
        guard let vote = PairColumn.Vote(rawValue: head) else { return nil }
        guard !catalogue.rewards.isEmpty else {
            return .fault("`\(head)` is taken over the run's reward models, and none has a name here", suggestion: nil)
        }
        return .column(.pair(.vote(vote, catalogue.writtenRewards)))
    }

    /// - Parameter shown: the head as it was written, with its suffix.
    private func responseColumn(_ head: String, _ member: String?, as shown: String) -> Reading? {
        if let column = ResponseColumn.fixed[member.map { "\(head).\($0)" } ?? head] { return .column(.response(column)) }
        if let score = JudgeScore(rawValue: head) {
            return judge(member, head: head, as: shown) { .column(.response(.judged(score, judge: $0))) }
        }
        guard let member else { return nil }
        switch head {
        case "r":
            return found(member, among: catalogue.writtenRewards, "reward model", as: shown) {
                .column(.response(.table("r." + $0)))
            }
        case "rho":
            return found(member, among: catalogue.writtenReferences, "model with imported log-probabilities", as: shown) {
                .column(.response(.table("rho." + $0)))
            }
        case "h":
            let families: [String] = ImplicitReward.allCases.map(\.rawValue) + ["orpo"]
            return found(member, among: families, "family of implicit rewards", as: shown) { _ in .unknown }
        default:
            return nil
        }
    }

    private func judge(_ member: String?, head: String, as shown: String, _ column: (String) -> Reading) -> Reading {
        let judges = catalogue.writtenJudges
        if let member { return found(member, among: judges, "judge with comparisons", as: shown, column) }
        if judges.count == 1 { return column(judges[0]) }
        guard !judges.isEmpty else {
            return .fault("`\(shown)` comes from a judge's comparisons, and this run has no judge", suggestion: nil)
        }
        return .fault("`\(shown)` is there for several judges: write " + Self.list(judges.map { "\(shown).\($0)" }), suggestion: nil)
    }

    private func found(
        _ member: String,
        among names: [String],
        _ what: String,
        as shown: String,
        _ column: (String) -> Reading
    ) -> Reading {
        switch names.count(where: { $0 == member }) {
        case 1:
            return column(member)
        case 0:
            let name = member.utf8.count <= 32 ? "`\(member)` is no \(what)" : "this is no \(what)"
            guard !names.isEmpty else { return .fault("\(name): this run names none", suggestion: nil) }
            if let nearest = NameSuggestion.nearest(to: member, among: names) {
                let suggestion = "\(shown).\(nearest)"
                return .fault("\(name): did you mean `\(suggestion)`?", suggestion: suggestion)
            }
            return .fault("\(name): there are " + Self.list(names), suggestion: nil)
        default:
            return .fault("`\(member)` is the written name of more than one \(what): rename one of them", suggestion: nil)
        }
    }

    // MARK: - Names

    /// What stands before and after the first point.
    private static func parts(of name: String) -> (head: String, member: String?) {
        guard let point = name.firstIndex(of: ".") else { return (name, nil) }
        return (String(name[..<point]), String(name[name.index(after: point)...]))
    }

    /// The column of responses in a head with a mark of the side, and what the mark makes of it.
    private static func sided(_ head: String) -> (base: String, side: (ResponseColumn) -> ScoreColumn)? {
        if head.hasSuffix("_w") { return (String(head.dropLast(2)), { .chosen($0) }) }
        if head.hasSuffix("_l") { return (String(head.dropLast(2)), { .rejected($0) }) }
        return head.hasPrefix("d") ? (String(head.dropFirst()), { .difference($0) }) : nil
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(12).map { $0.utf8.count <= 32 ? $0 : String($0.prefix(29)) + "..." }
        return shown.joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
    }
}
