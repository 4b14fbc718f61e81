import Ledger

@testable import Orchestrator

/// One start of our process, as far as answering a part of a round goes: everything in it is gone when the process is killed.
struct Life {
    struct Call {
        var stage: StageID
        var endpoint: Int
        var server: Int
        var work: Work
        var items: [Item]
        /// Its answer is not wanted any more.
        var isCancelled = false
    }

    let number: Int
    let round: RoundRecord
    let setup: RoundSetup
    let pages: PageReader
    let plans: [StagePlan]
    var machine: RoundMachine
    var calls: [Int: Call] = [:]
    /// Endpoints that left.
    var removed: [StageID: Set<Int>] = [:]
    /// The commit under way, until it is told of.
    var underWay: [Fact]?
    var isOnDisk = false
    /// Things of this life that will happen without anybody's doing: none left and no end is a standstill.
    var pending = 0
    /// Asked to end: nothing new may leave.
    var isEnding = false
    var isDead = false
    var end: RoundEnd?
    /// How often an item's request failed in this life.
    var spoiled: [Item: Int] = [:]
}
