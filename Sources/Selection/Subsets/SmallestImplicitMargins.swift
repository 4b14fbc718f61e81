/// Chooses pairs worth annotating before any response has a reward: those the policy tells apart least (Yang et al., Not All Preference
/// Pairs Are Created Equal, arXiv 2406.17312).
package enum SmallestImplicitMargins {
    /// The `budget` pairs with the smallest implicit margins of the round, in plan order; equal margins go by plan order.
    ///
    /// Pairs of one text, and pairs of which an implicit reward is not known, are not looked at.
    /// - Parameters:
    ///   - answers: rewards are not read.
    ///   - pairsPerPrompt: at most so many of a prompt; nil: any number.
    package static func pairs(
        of answers: AnswerTable,
        _ family: ImplicitReward,
        beta: Double,
        budget: Int,
        pairsPerPrompt: Int? = nil
    ) -> [AnnotationPair] {
        let implicitRewards = (0..<answers.answerCount).map { answer in
            family.value(
                policy: answers.policyLogprobs[answer],
                reference: answers.referenceLogprobs[answer],
                tokens: answers.tokens[answer],
                beta: beta
            )
        }
        var pairs: [AnnotationPair] = []
        for prompt in 0..<answers.promptCount {
            let responses = answers.answers(of: prompt)
            for first in responses {
                for second in responses where second > first && answers.textIdentities[first] != answers.textIdentities[second] {
                    let margin = abs(implicitRewards[first] - implicitRewards[second])
                    guard margin.isFinite else { continue }
                    pairs.append(AnnotationPair(prompt: prompt, first: first, second: second, implicitMargin: margin))
                }
            }
        }
        var taken: [Int: Int] = [:]
        var chosen: [Int] = []
        for index in DescendingOrder.indices(of: pairs.map { -$0.implicitMargin }) {
            guard chosen.count < budget else { break }
            let prompt = pairs[Int(index)].prompt
            guard taken[prompt, default: 0] < pairsPerPrompt ?? .max else { continue }
            taken[prompt, default: 0] += 1
            chosen.append(Int(index))
        }
        return chosen.sorted().map { pairs[$0] }
    }

    /// The responses of some pairs, ascending, each once: what has to be annotated.
    package static func responses(of pairs: [AnnotationPair]) -> [Int] {
        Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
    }
}
