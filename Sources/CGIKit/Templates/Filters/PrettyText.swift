/// Python's `pprint.pformat`.
enum PrettyText {
    static func format(_ value: Value) throws(TemplateError) -> String { try PythonText.repr(value) }
}
