/// What one arm is: a metric at a noise level with a seed.
struct LabArm: Sendable {
    /// Index into the settings' metrics.
    var metric: Int
    /// Index into the settings' noises.
    var noise: Int
    /// From 1.
    var seed: Int
}
