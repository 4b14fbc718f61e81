import GRDB

/// The integer keys of the names an `AnswerQuery` speaks of; a key of no row where no fact was ever of that name.
struct AnswerKeys {
    let phase: Int64
    let reward: Int64
    let policy: Int64
    let reference: Int64
    let version: Int64
    let referenceVersion: Int64
    let rewardStage: Int64
    let policyStage: Int64
    let referenceStage: Int64

    init(_ query: AnswerQuery, _ names: NameTable, _ database: Database) throws {
        func key(_ name: String?) throws -> Int64 {
            try name.flatMap { try names.find($0, database) } ?? -1
        }
        phase = try names.find(query.phase, database)
        reward = try key(query.reward)
        policy = try key(query.policy)
        reference = try key(query.reference)
        version = try key(query.weightVersion)
        referenceVersion = try key(query.referenceVersion)
        rewardStage = try key("reward:\(query.reward)")
        policyStage = try key("logprob:policy")
        referenceStage = try key("logprob:reference")
    }
}
