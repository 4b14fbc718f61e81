/// Where the project's own files lie, for tests that run what is shipped.
package enum ProjectFolder {
    /// The package's root, absolute, without a trailing slash.
    package static let path: String = {
        let parts = #filePath.split(separator: "/")
        return "/" + parts.dropLast(3).joined(separator: "/")
    }()

    /// The configuration every newcomer runs first.
    package static var quickstart: String { path + "/configs/quickstart.yaml" }
}
