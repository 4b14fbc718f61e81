import Foundation
import Testing

@testable import Datasets

/// A temporary folder for training sets, which may have folders in it.
final class SetFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "selfplay-sets-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// All files by their paths within the folder.
    var names: [String] {
        let all = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
        return all.filter { !isFolder($0) }.sorted()
    }

    func content(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }

    func lines(_ name: String) throws -> [String] {
        try content(name).split(separator: "\n" as Character, omittingEmptySubsequences: true).map(String.init)
    }

    /// Writes a training set here.
    func write(_ format: String, _ rows: [TrainingRow], _ options: TrainingSetOptions = TrainingSetOptions()) throws -> [TrainingSetFile] {
        let job = try TrainingSetJob(format: #require(TrainingSetFormats.named(format)), options: options, folder: path)
        for row in rows { try job.append(row) }
        return try job.finish()
    }

    /// What is said when a training set cannot be written, without this folder's path.
    func refusal(_ format: String, _ rows: [TrainingRow], _ options: TrainingSetOptions = TrainingSetOptions()) throws -> String {
        do {
            _ = try write(format, rows, options)
            Issue.record("\(format) was written")
            return ""
        } catch let error as DatasetError {
            return error.description.replacing(path, with: "")
        }
    }

    private func isFolder(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder) && isFolder.boolValue
    }
}
