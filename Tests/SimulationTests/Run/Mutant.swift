/// A bug made by hand at the shell's seam: the promises must notice it.
enum Mutant: CaseIterable, Sendable {
    /// The machine is told of a commit before it is on disk.
    case recordsBeforeCommit
    /// Some sleeps never end.
    case losesRetries
    /// What is missing of an answer in part is forgotten.
    case losesTheRest
    /// Requests that are repeated, or ask for a part of a prompt's samples, draw with the next seed.
    case shiftsSeeds
    /// Rewrites are settled in the order in which they came.
    case settlesByArrival
    /// A held-out prompt stands in a round's plan.
    case leaksHeldOut
    /// The parents are chosen as soon as the prompts are answered, before anything is selected from the answers.
    case choosesParentsEarly
    /// The held-out prompts are answered by the weights the round began with.
    case measuresOldWeights
}
