package import Scheduling

/// What the machine needs to know of a stage.
package struct StagePlan: Sendable, Hashable {
    package var id: StageID
    /// The model's name, as failures record it.
    package var model: String
    package var endpoints: [String]
    /// How its endpoints are used.
    package var pool: PoolSettings
    /// Items the round needs of this stage in all.
    package var planned: Int
    /// Items done before this start.
    package var done: Int
    /// Items given up before this start, those that count towards `failed_share`.
    package var failed: Int
    /// The stage that must have nothing left to do before this one reads its first page.
    package var after: StageID?
    /// A request for several items is never split into single ones: they are compared with one another.
    package var isIndivisible = false

    package init(
        id: StageID,
        model: String,
        endpoints: [String],
        pool: PoolSettings,
        planned: Int,
        done: Int = 0,
        failed: Int = 0,
        after: StageID? = nil
    ) {
        self.id = id
        self.model = model
        self.endpoints = endpoints
        self.pool = pool
        self.planned = planned
        self.done = done
        self.failed = failed
        self.after = after
    }

    /// A stage whose endpoints take a fixed number of requests each.
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
        self.init(
            id: id,
            model: model,
            endpoints: endpoints,
            pool: PoolSettings(concurrency: .fixed(concurrency)),
            planned: planned,
            done: done,
            failed: failed,
            after: after
        )
    }
}
