/// Whether two numbers agree to within 1e-9, of their size or absolutely.
func agrees(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
}

func agrees(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return agrees(left, right)
}
