/// How a run is to be started, beside its configuration.
package struct RunOptions: Sendable, Hashable {
    /// Make given-up work pending again.
    package var retriesFailed: Bool
    /// Only add facts to rounds that are closed already; begin no new round.
    package var factsOnly: Bool
    /// End a trainer that still runs, and train anew.
    package var killsTrainer: Bool
    /// The program's version, recorded with a new run.
    package var version: String

    package init(retriesFailed: Bool = false, factsOnly: Bool = false, killsTrainer: Bool = false, version: String) {
        self.retriesFailed = retriesFailed
        self.factsOnly = factsOnly
        self.killsTrainer = killsTrainer
        self.version = version
    }
}
