import Foundation
import TestSupport

/// A page of the project's documentation.
enum ProjectPage {
    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: ProjectFolder.path + "/" + name, encoding: .utf8)
    }
}
