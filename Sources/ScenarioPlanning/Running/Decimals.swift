/// A number with so many places after the point: what `printf("%.2f")` writes, without Foundation.
package func decimal(_ value: Double, places: Int) -> String {
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(scaled)" }
  let fraction = String(scaled % scale)
  let zeros = String(repeating: "0", count: places - fraction.count)
  return "\(sign)\(scaled / scale).\(zeros)\(fraction)"
}

/// The same with its sign, even if that is a plus.
package func difference(_ value: Double, places: Int) -> String {
  let text = decimal(value, places: places)
  return text.hasPrefix("-") ? text : "+\(text)"
}
