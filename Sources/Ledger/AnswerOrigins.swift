/// Who wrote the responses of a round, in ascending order of their ids: keys of names.
struct AnswerOrigins {
    private(set) var models: [Int64] = []
    private(set) var versions: [Int64] = []

    mutating func append(model: Int64, version: Int64) {
        models.append(model)
        versions.append(version)
    }
}
