/// What the card of a training set says beyond the rows themselves.
package struct CardFacts: Sendable, Hashable {
    package struct License: Sendable, Hashable {
        /// What it covers: a prompt source, a model.
        package let of: String
        /// As the Hub names licences, such as `apache-2.0`.
        package let name: String

        package init(of: String, name: String) {
            self.of = of
            self.name = name
        }
    }

    package var title: String
    /// The training set's own licence; nil is `other`.
    package var license: String?
    /// Those of what it was made from.
    package var licenses: [License]
    package var tags: [String]
    package var models: [Manifest.Model]
    package var funnels: [Funnel]
    /// How the rows were selected, in a sentence or more.
    package var selection: String
    /// The run's configuration as YAML.
    package var configuration: String

    package init(
        title: String,
        license: String? = nil,
        licenses: [License] = [],
        tags: [String] = [],
        models: [Manifest.Model] = [],
        funnels: [Funnel] = [],
        selection: String = "",
        configuration: String = ""
    ) {
        self.title = title
        self.license = license
        self.licenses = licenses
        self.tags = tags
        self.models = models
        self.funnels = funnels
        self.selection = selection
        self.configuration = configuration
    }
}
