import Foundation
import TestSupport

/// A page of the documentation with its code blocks.
struct Page {
    let text: String

    /// - Parameter name: relative to the project's folder.
    init(_ name: String) throws {
        text = try String(contentsOfFile: ProjectFolder.path + "/" + name, encoding: .utf8)
    }

    /// The fenced blocks of a language, in order.
    func blocks(_ language: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
    }

    /// The pages it links to that lie in the project, relative to the project's folder.
    func links(in folder: String) -> [String] {
        text.components(separatedBy: "](").dropFirst().compactMap { $0.components(separatedBy: ")").first }
            .filter { !$0.contains("://") && !$0.hasPrefix("#") }
            .map { folder + $0 }
    }
}
