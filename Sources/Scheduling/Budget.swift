/// Caps on what a run may cost, and what it has cost so far. Pure: asked before every call, told after it.
///
/// A call is admitted while what was spent, and what the calls in flight may be expected to add, stays within every cap. A call is
/// expected to make as many requests as any did before, so that their cap is not passed and may be left a request or two short; tokens
/// and money go by the mean of the calls before: a cap on them can be passed by what the calls in flight cost beyond that mean.
package struct Budget: Sendable, Hashable {
    package struct Caps: Sendable, Hashable {
        package var requests: Int?
        /// Read and written together.
        package var tokens: Int?
        package var cost: Double?

        package init(requests: Int? = nil, tokens: Int? = nil, cost: Double? = nil) {
            self.requests = requests
            self.tokens = tokens
            self.cost = cost
        }

        package var isEmpty: Bool { requests == nil && tokens == nil && cost == nil }
    }

    package let caps: Caps
    /// Over every start of the run.
    package private(set) var requests: Int
    package private(set) var tokens: Int
    package private(set) var cost: Double
    private var outstanding = 0
    private var settled = 0
    private var settledTokens = 0
    private var settledCost = 0.0
    /// Requests of the call that made most: a prompt is turned into tokens and then answered, so two at least.
    private var mostRequests = 2

    /// - Parameters: what earlier starts have spent.
    package init(caps: Caps, spent: Spending = Spending(), cost: Double = 0) {
        self.caps = caps
        requests = spent.requests
        tokens = spent.tokens
        self.cost = cost
    }

    /// Whether one more call may be sent.
    package var hasRoom: Bool { reached == nil && !isFull }

    /// A call is sent.
    package mutating func take() {
        outstanding += 1
    }

    /// A call has ended, well or not.
    package mutating func settle(_ spending: Spending, _ price: Price) {
        outstanding -= 1
        settled += 1
        mostRequests = max(mostRequests, spending.requests)
        add(spending, price)
    }

    private mutating func add(_ spending: Spending, _ price: Price) {
        let cost = price.cost(of: spending)
        requests += spending.requests
        tokens += spending.tokens
        self.cost += cost
        settledTokens += spending.tokens
        settledCost += cost
    }

    /// Whether the calls in flight may use up what is left. Once none is, it is decided by what was really spent.
    private var isFull: Bool {
        if let cap = caps.requests, requests + (outstanding + 1) * mostRequests > cap { return true }
        guard outstanding > 0, settled > 0 else { return false }
        let expected = Double(outstanding + 1) / Double(settled)
        if let cap = caps.tokens, Double(tokens) + expected * Double(settledTokens) > Double(cap) { return true }
        if let cap = caps.cost, cost + expected * settledCost > cap { return true }
        return false
    }

    /// What ends the run, as the key and its numbers; nil while there is room.
    package var reached: String? {
        if let cap = caps.requests, requests + mostRequests > cap {
            return "budget.requests: \(requests) of \(cap) requests are made, and the next work may take \(mostRequests)"
        }
        if let cap = caps.tokens, tokens >= cap { return "budget.tokens: \(tokens) of \(cap) tokens are used" }
        if let cap = caps.cost, cost >= cap { return "budget.cost: \(Self.text(cost)) of \(Self.text(cap)) is spent" }
        return nil
    }

    /// Money with four decimals at most.
    private static func text(_ amount: Double) -> String {
        let scaled = (amount * 10_000).rounded()
        guard scaled.magnitude < 1e15 else { return "\(amount)" }
        let whole = Int(scaled)
        let digits = String(whole % 10_000 + 10_000).dropFirst()
        let fraction = digits.reversed().drop { $0 == "0" }.reversed()
        return fraction.isEmpty ? "\(whole / 10_000)" : "\(whole / 10_000)." + String(fraction)
    }
}
