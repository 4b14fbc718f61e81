/// How long and how much one exchange may take.
package struct HTTPLimits: Sendable, Hashable {
    /// Seconds until the connection stands, TLS included.
    package var connect: Double
    /// Seconds for the whole exchange.
    package var total: Double
    /// Seconds without a new byte, counted only after the first byte of the reply: a server may think for minutes before it.
    package var stall: Double
    /// Most bytes of a reply's body; a longer one is an error, not a truncation.
    package var responseBytes: Int

    package init(connect: Double = 10, total: Double = 600, stall: Double = 60, responseBytes: Int = 256 << 20) {
        self.connect = connect
        self.total = total
        self.stall = stall
        self.responseBytes = responseBytes
    }
}
