@testable import ScenarioLanguage
extension CronExpression {
  init(_ text: String) {
    let fields = text.split(separator: " ")
    func read(_ u: CronField.Unit, _ s: Substring) -> CronField {
      var v = Set<Int>()
      for item in s.split(separator: ",") {
        let p = item.split(separator: "/")
        let r = p[0].split(separator: "-").compactMap { Int($0) }
        let lo = p[0] == "*" ? u.range.lowerBound : r[0]
        let hi = p[0] == "*" ? u.range.upperBound : r[r.count - 1]
        v.formUnion(stride(from: lo, through: hi, by: p.count > 1 ? Int(p[1])! : 1))
      }
      return CronField(u, values: v)
    }
    let u = CronField.Unit.allCases
    self.init(minutes: read(u[0], fields[0]), hours: read(u[1], fields[1]), daysOfMonth: read(u[2], fields[2]), months: read(u[3], fields[3]), daysOfWeek: read(u[4], fields[4]))
  }
}
