/// Which requests to a double go wrong, and how. Of several rules that apply the first one counts.
package struct FaultPlan: Sendable {
    package enum Trigger: Sendable {
        /// These requests of the path, counted from 1 in order of arrival.
        case numbers(ClosedRange<Int>)
        /// A share of all requests, drawn from seed, body and attempt: the same requests fail in whatever order they come.
        case probability(Double)
        case always
    }

    private struct Rule {
        var fault: Fault
        var path: String?
        var trigger: Trigger
    }

    private var rules: [Rule] = []
    private let seed: UInt64

    package init(seed: UInt64 = 0) {
        self.seed = seed
    }

    /// Adds a rule for `path`, for every path but `/v1/models` and other GETs if nil.
    package mutating func add(_ fault: Fault, on path: String? = nil, _ trigger: Trigger = .always) {
        rules.append(Rule(fault: fault, path: path, trigger: trigger))
    }

    /// Whoever waited is let go, and nobody else is to wait: a request may arrive the moment after.
    package mutating func stopHolding() {
        rules.removeAll { if case .hold = $0.fault { true } else { false } }
    }

    package func fault(for request: ReceivedRequest) -> Fault? {
        for (index, rule) in rules.enumerated() where rule.path == request.path || (rule.path == nil && request.method == "POST") {
            switch rule.trigger {
            case .always:
                return rule.fault
            case .numbers(let range):
                if range.contains(request.number) { return rule.fault }
            case .probability(let share):
                var hash = HashState(seed &+ UInt64(index))
                hash.absorb(request.body)
                hash.absorb(UInt64(request.attempt))
                if hash.fraction < share { return rule.fault }
            }
        }
        return nil
    }
}
