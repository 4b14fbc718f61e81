/// A round's `manifest.json`.
struct LoopManifest: Decodable {
    struct Funnel: Decodable {
        var planned: Int
        var steps: [String: Int]

        var addsUp: Bool { steps.values.reduce(0, +) == planned }
    }

    struct Model: Decodable {
        var role: String
        var name: String
        var weight_version: String?
    }

    var counts: [String: Int]
    var funnels: [String: Funnel]
    var models: [Model]
}
