/// What made a bundle.
package enum Compiler {
  package static let name = "scenarioc"
  package static let version = "0.1.0"
}
