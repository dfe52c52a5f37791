import CYAML
import ScenarioDocuments

extension Document {
  /// Appends the value as one YAML document, written by libyaml in block style.
  func writeYAML(to output: inout [UInt8]) {
    withUnsafeMutablePointer(to: &output) { output in
      let emitter = Emitter(output: output)
      emitter.emit { yaml_stream_start_event_initialize($0, YAML_UTF8_ENCODING) }
      emitter.emit { yaml_document_start_event_initialize($0, nil, nil, nil, 1) }
      emitter.emit(self)
      emitter.emit { yaml_document_end_event_initialize($0, 1) }
      emitter.emit { yaml_stream_end_event_initialize($0) }
    }
  }
}

/// libyaml's emitter, which appends to an array of ours.
///
/// It can fail in two ways, for lack of memory or by being fed events out of order. Neither is
/// anybody's mistake but the machine's or ours, so both end the process with libyaml's own words.
private struct Emitter: ~Copyable {
  private let emitter: UnsafeMutablePointer<yaml_emitter_t>

  init(output: UnsafeMutablePointer<[UInt8]>) {
    emitter = .allocate(capacity: 1)
    guard yaml_emitter_initialize(emitter) == 1 else { fatalError("libyaml: out of memory") }
    yaml_emitter_set_unicode(emitter, 1)
    // Never folds a line.
    yaml_emitter_set_width(emitter, -1)
    yaml_emitter_set_output(
      emitter,
      { output, bytes, count in
        output?.assumingMemoryBound(to: [UInt8].self).pointee
          .append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        return 1
      }, output)
  }

  deinit {
    yaml_emitter_delete(emitter)
    emitter.deallocate()
  }

  borrowing func emit(_ value: Document) {
    switch value {
    case .map(let entries):
      emit { yaml_mapping_start_event_initialize($0, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE) }
      for (key, value) in entries {
        emit(.string(key))
        emit(value)
      }
      emit { yaml_mapping_end_event_initialize($0) }
    case .list(let elements):
      emit { yaml_sequence_start_event_initialize($0, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE) }
      for element in elements { emit(element) }
      emit { yaml_sequence_end_event_initialize($0) }
    case .string(let text): emit(text, style: ScalarStyle(for: text).libyaml)
    case .integer(let number): emit(String(number), style: YAML_PLAIN_SCALAR_STYLE)
    case .thousandths(let number):
      emit(Document.text(ofThousandths: number), style: YAML_PLAIN_SCALAR_STYLE)
    case .boolean(let truth): emit(truth ? "true" : "false", style: YAML_PLAIN_SCALAR_STYLE)
    }
  }

  private borrowing func emit(_ text: String, style: yaml_scalar_style_t) {
    var text = text
    text.withUTF8 { bytes in
      emit { event in
        yaml_scalar_event_initialize(
          event, nil, nil, bytes.baseAddress, Int32(bytes.count), 1, 1, style)
      }
    }
  }

  borrowing func emit(_ initialize: (UnsafeMutablePointer<yaml_event_t>) -> Int32) {
    var event = yaml_event_t()
    guard initialize(&event) == 1, yaml_emitter_emit(emitter, &event) == 1 else {
      fatalError("libyaml: \(emitter.pointee.problem.map { String(cString: $0) } ?? "no event")")
    }
  }
}

extension ScalarStyle {
  fileprivate var libyaml: yaml_scalar_style_t {
    switch self {
    case .plain: YAML_PLAIN_SCALAR_STYLE
    case .quoted: YAML_DOUBLE_QUOTED_SCALAR_STYLE
    case .literal: YAML_LITERAL_SCALAR_STYLE
    }
  }
}
