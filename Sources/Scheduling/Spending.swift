/// Requests made and tokens they took.
package struct Spending: Sendable, Hashable {
    package var requests: Int
    /// Tokens read, as the servers count them.
    package var promptTokens: Int
    /// Tokens written.
    package var completionTokens: Int

    package init(requests: Int = 0, promptTokens: Int = 0, completionTokens: Int = 0) {
        self.requests = requests
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }

    package init(_ report: CallReport) {
        self.init(requests: report.requests, promptTokens: report.promptTokens, completionTokens: report.completionTokens)
    }

    package var tokens: Int { promptTokens + completionTokens }

    package var isNothing: Bool { self == Spending() }

    package static func + (left: Spending, right: Spending) -> Spending {
        Spending(
            requests: left.requests + right.requests,
            promptTokens: left.promptTokens + right.promptTokens,
            completionTokens: left.completionTokens + right.completionTokens
        )
    }

    package static func += (left: inout Spending, right: Spending) {
        left = left + right
    }
}
