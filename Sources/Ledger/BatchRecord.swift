/// A batch: requests in one file that a provider answers within a day, at a lower price.
package struct BatchRecord: Sendable, Hashable {
    /// Counts the run's batches from 1; the file's name comes from it.
    package var number: Int
    package var round: Int
    /// The stage as failures name it: `sample`, `sample:evolved`, `reward:judge`.
    package var stage: String
    package var model: String
    package var endpoint: String
    /// The file, relative to the run's folder.
    package var path: String
    package var lines: Int
    package var bytes: Int
    /// Of the file: 64 hexadecimal digits.
    package var sha256: String
    /// Fields that the requests of this file do without because the model refused them before.
    package var leftOut: Set<String>
    package var plannedAt: Double
    /// The provider's name of the uploaded file.
    package var fileID: String?
    /// The provider's name of the batch.
    package var batchID: String?
    package var createdAt: Double?
    /// The provider's words and counts as last heard; lines.
    package var status: String?
    package var completed = 0
    package var failed = 0
    package var outputFileID: String?
    package var errorFileID: String?
    /// What all collected lines took together, as the provider counts it.
    package var promptTokens = 0
    package var completionTokens = 0
    /// The last thing that went wrong with it or one of its lines, one sentence.
    package var error: String?
    package var collectedAt: Double?

    package init(
        number: Int,
        round: Int,
        stage: String,
        model: String,
        endpoint: String,
        path: String,
        lines: Int,
        bytes: Int,
        sha256: String,
        leftOut: Set<String> = [],
        plannedAt: Double
    ) {
        self.number = number
        self.round = round
        self.stage = stage
        self.model = model
        self.endpoint = endpoint
        self.path = path
        self.lines = lines
        self.bytes = bytes
        self.sha256 = sha256
        self.leftOut = leftOut
        self.plannedAt = plannedAt
    }

    package var isCollected: Bool { collectedAt != nil }

    /// Nothing changes at the provider any more.
    package var isOver: Bool { status.map(Self.ends.contains) ?? false }

    private static let ends: Set<String> = ["completed", "failed", "expired", "cancelled"]
}
