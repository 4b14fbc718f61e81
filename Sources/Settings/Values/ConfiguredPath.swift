/// A path as the configuration has it, and where it leads.
package struct ConfiguredPath: Sendable, Hashable {
    /// As written: what is compared, rendered and hashed, so that a moved folder changes nothing.
    package var text: String
    /// `text` from the root of the file system, relative ones taken from the configuration's folder.
    package var absolute: String

    /// `folder` is absolute.
    package init(_ text: String, folder: String) {
        self.text = text
        if text.hasPrefix("/") {
            absolute = text
        } else {
            var rest = text[...]
            while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
            absolute = rest == "." || rest.isEmpty ? folder : (folder.hasSuffix("/") ? folder : folder + "/") + rest
        }
    }
}
