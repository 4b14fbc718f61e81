/// The configuration in force from a round on.
package struct ConfigurationRecord: Sendable, Hashable {
    package var round: Int
    package var yaml: String
    /// SHA-256 of `yaml`.
    package var hash: String
    /// The folder its relative paths were relative to.
    package var folder: String

    package init(round: Int, yaml: String, hash: String, folder: String) {
        self.round = round
        self.yaml = yaml
        self.hash = hash
        self.folder = folder
    }
}
