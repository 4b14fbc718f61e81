/// One thing that is wrong with a configuration: where, which key, and what to do about it.
package struct ConfigurationProblem: Error, Sendable, Hashable {
    package let place: SourcePlace
    /// The key, dotted, list entries by position: `rewards.0.model`. Empty where no key is at fault.
    package let path: String
    /// One sentence for people. Never shows what might be a secret.
    package let message: String
}

extension ConfigurationProblem: CustomStringConvertible {
    package var description: String { "\(place): \(message)" }
}
