import Measuring

/// One selection and export by selfplay, and the Python script's right after it; both wrote the same bytes.
struct Repetition {
    let select: Cost
    let export: Cost
    let peer: Cost
    /// Of the training set.
    let bytes: Int

    var cpu: Double { select.cpu + export.cpu }
    var peakMegabytes: Double { max(select.peakMegabytes, export.peakMegabytes) }
    var ratio: Double { peer.cpu / cpu }
}
