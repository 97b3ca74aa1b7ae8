import CGIKit

/// What libFuzzer calls: input bytes as templates that are parsed and rendered. They may be errors; they must not crash,
/// hang, or use memory without bounds.
///
/// The input is an option byte, then templates as `name NUL source`, with a byte FF between them. The first is the page.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTemplates(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: data, count: size))
    guard let options = input.first else { return 0 }
    let templates = input.dropFirst().split(separator: 0xFF).map(NamedTemplate.init)
    guard let page = templates.first else { return 0 }
    let environment = TemplateEnvironment(
        loader: TemplateLoader { name in templates.first { $0.name.utf8.elementsEqual(name.utf8) }?.source })
    environment.autoescape = options & 1 == 0 ? .on : .off
    environment.trimBlocks = options & 2 != 0
    environment.lstripBlocks = options & 4 != 0
    environment.keepTrailingNewline = options & 8 != 0
    environment.undefined = options & 16 != 0 ? .chainable : options & 32 != 0 ? .strict : .lenient
    environment.extensions = .all
    environment.limits.bytes = 1 << 20
    environment.limits.iterations = 20_000
    environment.limits.memory = 16 << 20
    environment.limits.work = 256 << 20
    do {
        _ = try environment.render(page.name, Sample.context)
    } catch {
        _ = error.description
    }
    _ = environment.check(templates.map(\.name))
    return 0
}

// SwiftPM makes `main` of this name, so libFuzzer's own main has no place.
@_cdecl("template_fuzzer_main")
public func fuzz(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, fuzzTemplates)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private struct NamedTemplate {
    let name: String
    let source: [UInt8]

    init(_ bytes: ArraySlice<UInt8>) {
        let end = bytes.firstIndex(of: 0)
        name = end.map { String(decoding: bytes[..<$0], as: UTF8.self) } ?? "page.html"
        source = Array(end.map { bytes[($0 + 1)...] } ?? bytes)
    }
}

/// Variables under the names that the cases use most.
private enum Sample {
    static var context: [(name: String, value: Value)] {
        let users: Value = [["name": "Zoë", "age": 31, "tags": ["x"]], ["name": "<b>", "age": 5, "tags": []]]
        return [
            ("x", "text <b> & é\u{301}"), ("y", 7), ("n", -3), ("f", 2.5), ("s", "a,b c"), ("a", [3, 1, 2]),
            ("b", true),
            ("d", ["x": 1, "y": [1, "two", 3.0]]), ("items", [1, "b", 2.5]), ("users", users),
            ("user", ["name": "Bob"]),
            ("m", .markup(Markup(html: "<i>&amp;</i>"))), ("nothing", []), ("none_value", Value.none),
            ("f1", .function("f1") { (arguments) throws(TemplateError) in .list(arguments.positional) }),
        ]
    }
}
