import Ledger
import Scheduling
import Settings

extension Configuration {
    /// What a token and a request of a model cost; nothing where the configuration does not say.
    func price(of model: String, inBatch isBatch: Bool = false) -> Price {
        guard let price = prices.first(where: { $0.model == model }) else { return Price() }
        let share = isBatch ? price.batch : 1
        return Price(input: price.input * share / 1e6, output: price.output * share / 1e6, request: price.request * share)
    }

    /// What a run has cost by now.
    func cost(of records: [SpendRecord]) -> Double {
        records.reduce(0) { sum, record in
            sum + price(of: record.model, inBatch: record.isBatch).cost(of: record.spending)
        }
    }

    /// The caps on requests, tokens and money with what was spent of them; nil where there is none.
    func budget(spent records: [SpendRecord]) -> Budget? {
        let caps = Budget.Caps(requests: budget?.requests, tokens: budget?.tokens, cost: budget?.cost)
        guard !caps.isEmpty else { return nil }
        return Budget(
            caps: caps,
            spent: records.reduce(Spending()) { $0 + $1.spending },
            cost: cost(of: records)
        )
    }
}

extension SpendRecord {
    var spending: Spending {
        Spending(requests: requests, promptTokens: promptTokens, completionTokens: completionTokens)
    }
}
