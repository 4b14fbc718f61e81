import Ledger
import TestSupport
import Testing

@Suite("Every commit is on disk when it returns")
struct EveryCommitIsOnDiskTests {
    @Test("synchronous is FULL")
    func synchronous() throws {
        let folder = try ScratchFolder()
        let ledger = try Ledger.open(path: folder.path + "/run.sqlite")
        #expect(try ledger.synchronousLevel() == 2)
    }

    /// With `synchronous = NORMAL` the write-ahead log is synced at checkpoints only, a handful of times in a run.
    @Test("the write-ahead log is synced with every group of facts", arguments: [1, 8, 64])
    func synced(concurrency: Int) async throws {
        let base = try await Uninterrupted.at(concurrency: concurrency)
        // A commit holds 256 facts at most, so even the fewest commits are many times the checkpoints.
        #expect(base.count("sync run.sqlite-wal") >= base.planned.total / 256)
        #expect(base.count("sync run.sqlite-wal") > 4 * base.count("sync run.sqlite"))
    }
}
