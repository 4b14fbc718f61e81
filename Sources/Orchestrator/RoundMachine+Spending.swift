import Ledger
import Scheduling

/// What calls cost: counted against the budget, and recorded with the next facts.
extension RoundMachine {
    /// Whose spending is added up.
    struct Account: Sendable, Hashable {
        var stage: Int
        var endpoint: Int
    }

    /// Whether one more call is within the budget.
    var hasRoom: Bool { budget?.hasRoom ?? true }

    /// A call has ended, well or not: what it cost is known.
    mutating func spend(_ call: Call, _ report: CallReport) {
        let spending = Spending(report)
        let id = stages[call.stage].plan.id
        budget?.settle(spending, limits.prices[id] ?? Price())
        if !spending.isNothing { spent[Account(stage: call.stage, endpoint: call.endpoint), default: Spending()] += spending }
    }

    /// Stops where work is left, a cap is reached and nothing is in flight any more. A run that has all it needs ends as if there were no cap.
    mutating func checkBudget() {
        guard course == .going, calls.isEmpty, let reached = budget?.reached, stages.contains(where: { $0.queued > 0 }) else { return }
        end(.stopped("\(reached): set a higher cap, or resume without one (--set)"))
    }

    /// What was spent since it was last asked for, in the order of stages and endpoints.
    mutating func takeSpending() -> [Fact] {
        guard !spent.isEmpty else { return [] }
        let accounts = spent.sorted { ($0.key.stage, $0.key.endpoint) < ($1.key.stage, $1.key.endpoint) }
        spent = [:]
        return accounts.map { account, spending in
            let stage = stages[account.stage]
            return .spend(
                SpendFact(
                    stage: stage.plan.id.name,
                    model: stage.plan.model,
                    endpoint: stage.pool.endpoints[account.endpoint].name,
                    requests: spending.requests,
                    promptTokens: spending.promptTokens,
                    completionTokens: spending.completionTokens
                )
            )
        }
    }
}
