/// What a model's work costs, in any one currency.
package struct Price: Sendable, Hashable {
    /// For one token read, and written.
    package var input: Double
    package var output: Double
    /// For one request.
    package var request: Double

    package init(input: Double = 0, output: Double = 0, request: Double = 0) {
        self.input = input
        self.output = output
        self.request = request
    }

    package func cost(of spending: Spending) -> Double {
        Double(spending.promptTokens) * input + Double(spending.completionTokens) * output + Double(spending.requests) * request
    }
}
