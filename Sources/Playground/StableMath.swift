/// Exponential and logarithm from additions, multiplications and divisions alone.
///
/// IEEE 754 fixes those to the last bit, but not `exp` and `log`: C libraries choose between versions by processor. With these
/// a seed gives the same text and the same log-probs on every machine. Both are within 2 units in the last place.
enum StableMath {
    /// `powers[i]` = 2^(i / 128).
    static let powers: [Double] = (0..<128).map { step in
        let x = Double(step) * 0x1.62e42fefa39efp-8  // ln 2 / 128
        var sum = 1.0
        var degree = 20.0
        while degree > 0 {
            sum = 1 + sum * x / degree
            degree -= 1
        }
        return sum
    }

    /// Writes exp((x - shift) * scale) of `count` numbers and returns their sum, added up in order.
    ///
    /// No (x - shift) * scale may be above 0. `powers` points to the table of that name: the caller holds it, so that the loop,
    /// which is where the playground spends its time, touches nothing but plain memory.
    static func exponentials(
        of x: UnsafePointer<Double>,
        shift: Double,
        scale: Double,
        powers: UnsafePointer<Double>,
        into result: UnsafeMutablePointer<Double>,
        count: Int
    ) -> Double {
        // Below this the exponential is taken as 0.
        let smallest = -700.0
        let stepsPerNat = 184.6649652337873  // 128 / ln 2
        // ln 2 / 128 in two parts, the first with enough trailing zero bits that k times it is exact.
        let stepHigh = 0x1.62e42fefp-8
        let stepLow = 0x1.473de6af278edp-41
        // Adding it rounds to an integer and leaves that in the low bits of the significand.
        let rounding = 0x1.8p52
        var sum = 0.0
        var i = 0
        while i < count {
            let value = (x[i] - shift) * scale
            var power = 0.0
            if value > smallest {
                // value = k ln2/128 + r, so exp(value) = 2^(k >> 7) * 2^((k & 127)/128) * exp(r) with a Taylor series for the last.
                let shifted = value * stepsPerNat + rounding
                let k = shifted - rounding
                let r = (value - k * stepHigh) - k * stepLow
                let tail = r + r * r * (0.5 + r * (0.16666666666666666 + r * (0.041666666666666664 + r * 0.008333333333333333)))
                let bits = shifted.bitPattern
                let base = powers[Int(truncatingIfNeeded: bits & 127)]
                let fraction = base + base * tail
                power = Double(bitPattern: fraction.bitPattern &+ ((bits & ~127) &<< 45))
            }
            result[i] = power
            sum += power
            i &+= 1
        }
        return sum
    }

    /// The natural logarithm of a positive, normal number.
    ///
    /// x = m * 2^e with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh(z), z = (m - 1)/(m + 1), by its series.
    static func log(_ x: Double) -> Double {
        var significand = x.significand
        var exponent = Double(x.exponent)
        if significand > 1.4142135623730951 {
            significand *= 0.5
            exponent += 1
        }
        let z = (significand - 1) / (significand + 1)
        let square = z * z
        var series = 0.0
        var odd = 23.0
        while odd > 1 {
            series = (series + 1 / odd) * square
            odd -= 2
        }
        let high = exponent * 0x1.62e42fefa38p-1
        let low = exponent * 0x1.ef35793c7673p-45
        return high + (2 * z + (2 * z * series + low))
    }
}
