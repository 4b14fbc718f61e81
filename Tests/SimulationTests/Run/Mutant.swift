/// A bug made by hand at the shell's seam: the promises must notice it.
enum Mutant: CaseIterable, Sendable {
    /// The machine is told of a commit before it is on disk.
    case recordsBeforeCommit
    /// Some sleeps never end.
    case losesRetries
    /// Requests that are repeated, or ask for a part of a prompt's samples, draw with the next seed.
    case shiftsSeeds
}
