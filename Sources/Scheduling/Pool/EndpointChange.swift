/// A turn in an endpoint's life that others have to hear of.
package enum EndpointChange: Sendable, Hashable {
    /// It is left out: probe it after so many seconds.
    case out(probeAfter: Double)
    /// It is back.
    case back
    /// It has requests and is silent: nothing new is sent there.
    case suspected
}
