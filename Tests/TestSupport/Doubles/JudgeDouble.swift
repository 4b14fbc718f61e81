import Foundation

/// A chat server on 127.0.0.1 whose model judges answers by a fixed, made-up quality of their text, and is as sure as `probabilities` says.
///
/// It finds what it is to judge between the marks in its prompt, and nowhere else.
package final class JudgeDouble: Sendable {
    /// How the verdict is put into words.
    package enum Style: Sendable, Hashable {
        case bare, json, fencedJSON, thinking, sentence, brackets
        /// A number with a point.
        case half
        /// The text that comes instead of a verdict.
        case words(String)
    }

    package struct Options: Sendable {
        package var model = "judge"
        package var answersAs: String?
        /// Fields answered with 400, by name.
        package var refusedFields: Set<String> = []
        /// Names them in the message only.
        package var hidesParam = false
        package var mostAlternatives = 20
        /// No log-probs are ever sent.
        package var hidesLogprobs = false
        /// The style where JSON is not forced; nil for the label alone.
        package var style = Style.bare
        /// Style where a schema is given.
        package var structuredStyle = Style.json
        /// 10 is two tokens.
        package var splitsDigits = false
        /// How much the answer shown first gains.
        package var bias = 0.0
        package var finishReason = "stop"

        package init() {}
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        let handler = JudgeHandler(options: options)
        server = LoopbackServer(answer: handler.answer)
    }

    /// What this judge thinks of an answer.
    package static func quality(of answer: String) -> Double {
        HashModel(name: "judge").reward(of: answer)
    }

    /// Probability of each rating of an answer.
    package static func ratings(of answer: String, from low: Int, to high: Int) -> [String: Double] {
        let best = Double(low) + (quality(of: answer) + 10) / 20 * Double(high - low)
        var weights: [String: Double] = [:]
        for rating in low...high { weights[String(rating)] = exp(-1.5 * abs(Double(rating) - best)) }
        let sum = weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
        return weights.mapValues { $0 / sum }
    }

    /// Probability of A, B and C for two answers in this order.
    package static func preferences(_ a: String, _ b: String, bias: Double = 0, ties: Bool) -> [String: Double] {
        let isBetter = 1 / (1 + exp(-(quality(of: a) - quality(of: b) + bias) / 4))
        guard ties else { return ["A": isBetter, "B": 1 - isBetter] }
        let tie = 0.2
        return ["A": isBetter * (1 - tie), "B": (1 - isBetter) * (1 - tie), "C": tie]
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }
}
