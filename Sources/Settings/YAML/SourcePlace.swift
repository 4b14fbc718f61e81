/// Where a value of the configuration was written, so that every complaint can point at it.
package enum SourcePlace: Sendable, Hashable {
    /// Lines and columns count from 1; columns count Unicode scalars.
    case file(name: String, line: Int, column: Int)
    /// A file as a whole: it could not be read.
    case wholeFile(name: String)
    /// A `--set` override of the key.
    case override(path: String)
    /// Nowhere: a default.
    case standard
}

extension SourcePlace: CustomStringConvertible {
    package var description: String {
        switch self {
        case .file(let name, let line, let column): "\(name):\(line):\(column)"
        case .wholeFile(let name): name
        case .override(let path): "--set \(path)"
        case .standard: "default"
        }
    }
}
