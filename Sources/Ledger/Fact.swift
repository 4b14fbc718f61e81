/// One thing learned, as the recorder writes it. Facts are only ever added.
package enum Fact: Sendable, Hashable {
    case promptTokens(PromptTokensFact)
    case promptLeftOut(PromptLeftOutFact)
    case response(ResponseFact)
    case responseTokens(ResponseTokensFact)
    case reward(RewardFact)
    case comparison(ComparisonFact)
    case embedding(EmbeddingFact)
    case logprob(LogprobFact)
    case failure(FailureFact)
    case rewrite(RewriteFact)
    /// What requests cost: added to what is there.
    case spend(SpendFact)
}
