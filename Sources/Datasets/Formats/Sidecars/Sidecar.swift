/// A small file that lies beside a training set: settings with which its trainer loads it.
package struct Sidecar: Sendable, Hashable {
    package let name: String
    package let text: String

    package init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }
}
