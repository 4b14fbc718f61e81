package import Inference
package import Ledger

/// A stage whose requests can go into batches: what its work is, the lines it becomes, and the facts that answers to them are.
///
/// All functions block or compute; none reaches a server.
package protocol BatchedWork: Sendable {
    var round: Int { get }
    /// The stage as failures name it: `sample`, `sample:evolved`, `reward:judge`.
    var stage: String { get }
    /// The model all lines ask.
    var model: String { get }

    /// A page of work that is neither a fact nor given up; it may be out in a batch.
    func page(after cursor: Int64, limit: Int) throws -> WorkPage<Work>

    /// What of `work` is asked together: without what is out already, what is to be asked alone by itself.
    func parts(of work: Work, without out: Set<Int64>, alone: Set<Int64>, leavingOut fields: Set<String>) -> [Work]

    /// The item a piece of work becomes: its prompt, its subjects, a name that is unique in the round's stage.
    func item(for work: Work) -> BatchItem

    /// The bodies of the requests a piece of work needs, without fields that were refused.
    func bodies(for work: Work, leavingOut fields: Set<String>) throws(BackendError) -> [[UInt8]]

    /// Most bytes that the replies to a piece of work may have, roughly.
    func longestReply(to work: Work) -> Int

    /// The items of a batch that have no outcome, with the work they stand for.
    func open(_ batch: Int) throws -> [(item: BatchItem, work: Work)]

    /// What the lines of an item, in order, are as facts; facts that are there already are left out.
    func read(_ lines: [BatchLine], of item: BatchItem, _ work: Work, leftOut fields: Set<String>) -> BatchReading
}
