/// Everything a provider of batches holds.
package struct BatchState: Sendable {
    package struct Line: Sendable {
        package var customID: String
        package var body: [UInt8]
    }

    package struct Batch: Sendable {
        package var id: String
        package var file: String
        package var metadata: [String: String]
        package var lines: [Line]
        package var status = "validating"
        package var looks = 0
        package var completed = 0
        package var failed = 0
        package var outputFile: String?
        package var errorFile: String?
        /// Code and message of why its file was refused.
        package var complaint: (code: String, message: String)?
        /// Looks that still do not name the files.
        package var hidden = 0

        package var isOver: Bool { ["completed", "failed", "expired", "cancelled"].contains(status) }
    }

    package internal(set) var files: [String: [UInt8]] = [:]
    package internal(set) var batches: [Batch] = []
    /// How often a request with this body was answered with 200, which is what costs money.
    package internal(set) var paid: [String: Int] = [:]
    /// Requests by method and path, ids left out.
    package internal(set) var requests: [String: Int] = [:]
    var faults: [BatchFault: Int] = [:]
    var looks: Int
    private var lastID = 0

    init(looks: Int) {
        self.looks = looks
    }

    /// Whether the next of these goes wrong.
    mutating func takes(_ fault: BatchFault) -> Bool {
        guard let left = faults[fault], left > 0 else { return false }
        faults[fault] = left - 1
        return true
    }

    mutating func keep(_ bytes: [UInt8], _ prefix: String = "file") -> String {
        lastID += 1
        files["\(prefix)-\(lastID)"] = bytes
        return "\(prefix)-\(lastID)"
    }

    mutating func start(file: String, metadata: [String: String], lines: [Line]) -> Int {
        lastID += 1
        batches.append(Batch(id: "batch_\(lastID)", file: file, metadata: metadata, lines: lines))
        return batches.count - 1
    }
}
