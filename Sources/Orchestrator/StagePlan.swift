/// What the machine needs to know of a stage.
package struct StagePlan: Sendable, Hashable {
    package var id: StageID
    /// The model's name, as failures record it.
    package var model: String
    package var endpoints: [String]
    /// Most requests outstanding per endpoint.
    package var concurrency: Int
    /// Items the round needs of this stage in all.
    package var planned: Int
    /// Items done before this start.
    package var done: Int
    /// Items given up before this start, those that count towards `failed_share`.
    package var failed: Int
    /// The stage that must have nothing left to do before this one reads its first page.
    package var after: StageID?

    package init(
        id: StageID,
        model: String,
        endpoints: [String],
        concurrency: Int,
        planned: Int,
        done: Int = 0,
        failed: Int = 0,
        after: StageID? = nil
    ) {
        self.id = id
        self.model = model
        self.endpoints = endpoints
        self.concurrency = concurrency
        self.planned = planned
        self.done = done
        self.failed = failed
        self.after = after
    }
}
