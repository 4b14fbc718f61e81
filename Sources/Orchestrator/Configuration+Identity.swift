import Platform
import Settings

extension Configuration {
    /// SHA-256 of what a run's facts depend on: the fixed keys and the reward models, but no endpoints, limits or number of rounds.
    ///
    /// Training sets of equal identity and round are equal, so the manifests that carry it are, too.
    var identity: String {
        var text = canonicalYAML(only: .fixed)
        for reward in rewards {
            let backend = reward.backend
            text += "reward \(reward.name) \(backend.kind.rawValue) \(backend.model) \(reward.template?.text ?? "")\n"
        }
        return SHA256.hexadecimal(of: text)
    }
}
