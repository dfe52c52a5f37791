/// One axis of a picture: what is shown, where it lies, and which values are labelled.
struct Axis {
  /// Zero, and the greatest value shown.
  let range: ClosedRange<Double>
  /// Where these two lie, in units of the picture.
  let pixels: (low: Double, high: Double)
  /// The values to label.
  let ticks: [Double]

  /// Ticks at multiples of the smallest of some steps that gives no more than `most` of them.
  init(
    to end: Double, pixels: (low: Double, high: Double), steps: [Double], most: Int
  ) {
    let end = max(end, .leastNormalMagnitude)
    let step = steps.first { end / $0 <= Double(most) } ?? end
    range = 0...end
    self.pixels = pixels
    ticks = Array(stride(from: 0, through: end, by: step))
  }

  func position(of value: Double) -> Double {
    pixels.low + (pixels.high - pixels.low) * value / range.upperBound
  }

  /// 1, 2 and 5, and their multiples by powers of ten.
  static let decimalSteps = [0.1, 1, 10, 100, 1000, 10_000].flatMap { [1 * $0, 2 * $0, 5 * $0] }

  /// The powers of two, as memory is counted.
  static let binarySteps = (0...50).map { Double(1 << $0) }
}
