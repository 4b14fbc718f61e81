import FoundationEssentials
import Testing

/// Test vectors in JSON.
enum JSONFile {
    /// The folder of the package this file belongs to.
    static let packageRoot = URL(filePath: #filePath, directoryHint: .notDirectory)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let fixtures = packageRoot.appending(path: "Tests/SelectionTests/Fixtures")

    /// Vectors that come with the workspace, in a folder `shared` beside the package or beside the folder it is checked out in;
    /// a lone clone has none.
    static let sharedMetric: URL? = [1, 2].lazy
        .map { levels in (0..<levels).reduce(packageRoot) { folder, _ in folder.deletingLastPathComponent() } }
        .map { $0.appending(path: "shared/golden/metric.json") }
        .first { FileManager.default.fileExists(atPath: $0.path()) }

    static func decode<Value: Decodable>(_ type: Value.Type, from file: URL) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: file))
    }
}
