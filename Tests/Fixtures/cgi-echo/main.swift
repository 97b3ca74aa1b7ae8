import CGIKit
import HTTPTypes

/// A script for tests: says what it was sent, or as many bytes as the query's `size` asks for.
serve(allowing: [.get, .post]) { (request) throws(Failure) in
    if let size = try request.query["size"].flatMap({ Int($0) }) {
        return .bytes([UInt8](repeating: UInt8(ascii: "x"), count: size), type: "application/octet-stream")
    }
    guard request.method == .post else { return .text("\(try request.path)\n") }
    let form = try request.form()
    var text = ""
    for field in form.fields { text += "\(field.name)=\(field.value)\n" }
    for file in form.files { text += "\(file.name): \(file.filename), \(file.size) bytes\n" }
    return .text(text)
}
