/// Where a trainer finds a model's weights: a folder, or the id of a hub.
package struct ModelLocation: Sendable, Hashable {
    /// As written.
    package var text: String
    /// What begins with `./`, `../` or `/` is a path and stands here from the root of the file system; all else as written.
    package var resolved: String

    /// `folder` is absolute.
    init(_ text: String, folder: String) {
        self.text = text
        let isPath: Bool = text.hasPrefix("./") || text.hasPrefix("../") || text.hasPrefix("/")
        resolved = isPath ? ConfiguredPath(text, folder: folder).absolute : text
    }
}
