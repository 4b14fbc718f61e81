/// A decimal number without sign: `significand` times ten to `exponent`.
struct Decimal {
    /// The leading digits, 19 at most.
    var significand: UInt64 = 0
    var exponent = 0
    /// False if digits other than zero had to be dropped after the 19th.
    var isExact = true

    /// The nearest `Double` (ties to even) where 64-bit arithmetic is enough to know it, else nil.
    ///
    /// That covers all that servers write as log-probabilities: up to 19 digits, not smaller than 1e-27 in the last place.
    func roundedQuickly() -> Double? {
        guard isExact else { return nil }
        if significand == 0 { return 0 }
        if significand <= 1 << 53 {
            // Both operands are exact, so the one rounding is that of the operation (Clinger 1990).
            if exponent == 0 { return Double(significand) }
            if exponent > 0 { return exponent <= 22 ? Double(significand) * Self.powersOfTen[exponent] : nil }
            if exponent >= -22 { return Double(significand) / Self.powersOfTen[0 &- exponent] }
        }
        return exponent < 0 && exponent >= -27 ? dividedByPowerOfFive() : nil
    }

    /// `significand / 10^k`, k from 1 to 27, as an exact 128 by 64 bit division whose quotient is rounded once.
    private func dividedByPowerOfFive() -> Double {
        let powerOfFive = Self.powersOfFive[0 &- exponent]
        let shift = significand.leadingZeroBitCount
        let divisorShift = powerOfFive.leadingZeroBitCount
        let dividend = significand << UInt64(truncatingIfNeeded: shift)
        let divisor = powerOfFive << UInt64(truncatingIfNeeded: divisorShift)
        // The dividend is doubled up to 127 bits; its upper half is below the divisor, so the quotient has 63 or 64 bits.
        let (quotient, remainder) = divisor.dividingFullWidth((dividend >> 1, dividend << 63))
        let surplus = UInt64(truncatingIfNeeded: 11 &- quotient.leadingZeroBitCount)
        let half: UInt64 = 1 << (surplus &- 1)
        let rest = quotient & ((1 << surplus) &- 1)
        var mantissa = quotient >> surplus
        if rest > half || (rest == half && (remainder != 0 || mantissa & 1 == 1)) { mantissa &+= 1 }
        let binaryExponent = Int(surplus) &- 63 &+ divisorShift &- shift &+ exponent
        return Double(mantissa) * Double(bitPattern: UInt64(truncatingIfNeeded: 1023 &+ binaryExponent) << 52)
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    private static let powersOfFive: [UInt64] = {
        var powers: [UInt64] = [1]
        while powers.count <= 27 { powers.append(powers[powers.count - 1] * 5) }
        return powers
    }()
}
