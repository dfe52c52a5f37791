extension RunReport {
  /// One HTML file that needs nothing else.
  var page: String { "<!doctype html>\n" }
}
