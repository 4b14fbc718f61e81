extension StableMath {
    /// exp(x) of one number that is 0 or less.
    static func exponential(_ x: Double) -> Double {
        withUnsafePointer(to: x) { input in
            var result = 0.0
            return powers.withUnsafeBufferPointer { powers in
                guard let table = powers.baseAddress else { return result }
                return exponentials(of: input, shift: 0, scale: 1, powers: table, into: &result, count: 1)
            }
        }
    }
}
