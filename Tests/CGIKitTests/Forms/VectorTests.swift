import Foundation
import Testing

@testable import CGIKit

/// One case of a vector file.
struct Vector: CustomTestStringConvertible, @unchecked Sendable {
    let name: String
    let content: [String: Any]

    var testDescription: String { name }

    static func all(_ file: String) -> [Vector] {
        ((try? caseObject(file))?["cases"] as? [[String: Any]] ?? []).map {
            Vector(name: $0["name"] as! String, content: $0)
        }
    }
}

@Suite struct WTFormsVectorTests {
    @Test func allVectorsAreRead() {
        #expect(Vector.all("wtforms_html.json").count == 84)
        #expect(Vector.all("wtforms_more.json").count == 125)
        #expect(Vector.all("validators_vectors.json").count == 457)
    }

    @Test(arguments: Vector.all("wtforms_html.json") + Vector.all("wtforms_more.json"))
    func rendersAsWTForms(vector: Vector) throws {
        let form = VectorForm(vector.content)
        for call in vector.content["calls"] as! [[String: Any]] {
            if let raised = call["raises"] as? String {
                #expect { try render(form.field, call) } throws: { error in
                    guard let error = error as? TemplateError else { return false }
                    return "\(error.kind.rawValue): \(error.message)" == raised
                }
            } else {
                let html = try render(form.field, call)
                #expect(html.utf8.elementsEqual((call["html"] as! String).utf8), "\(html)")
            }
        }
    }

    private func render(_ field: Field, _ call: [String: Any]) throws -> String {
        var keywords = HTMLAttributes(vector: call["kwargs"])
        func html(_ value: Value?) -> String {
            if case .markup(let markup)? = value { markup.html } else { "no markup" }
        }
        switch call["call"] as! String {
        case "field": return html(try field.call(Arguments(keyword: keywords.items)))
        case "str": return html(try field.rendered())
        case "label": return html(try field.label.call(Arguments(keyword: keywords.items)))
        case "label_str": return html(try field.label.rendered())
        case "label_text":
            let text = keywords["text"]!
            keywords["text"] = nil
            return html(try field.label.call(Arguments(positional: [text], keyword: keywords.items)))
        case "options": return try field.subfields!.map { html(try $0.rendered()) }.joined(separator: "\n")
        case "option_labels": return try field.subfields!.map { html(try $0.label.rendered()) }.joined(separator: "\n")
        case "entries":
            return try field.subfields!.map { html(try $0.label.rendered()) + html(try $0.rendered()) }
                .joined(separator: "\n")
        case let other: return "no call \(other)"
        }
    }

    @Test(arguments: Vector.all("validators_vectors.json"))
    func validatesAsWTForms(vector: Vector) {
        let form = VectorForm(vector.content)
        let isValid = form.field.validate(in: form)
        #expect(isValid == vector.content["valid"] as? Bool)
        #expect(form.field.errors == vector.content["errors"] as? [String])
        #expect(isSame(form.field.value, vector.content["result"]!), "\(form.field.value)")
    }

    /// Whether data is what a vector says, which gives dates, decimals and NaN as text.
    private func isSame(_ value: FieldValue, _ expected: Any) -> Bool {
        switch (value, expected) {
        case (.none, is NSNull): true
        case (.text(let text), let expected as String): text.utf8.elementsEqual(expected.utf8)
        case (.list(let items), let expected as [Any]):
            items.count == expected.count && zip(items, expected).allSatisfy { isSame($0, $1) }
        case (.dateTime(let dateTime), let expected as String):
            dateTime.text.replacingOccurrences(of: " ", with: "T") == expected
        case (.decimal(let decimal), let expected as NSNumber): decimal.text == "\(expected)"
        case (_, let expected as String): value.text == expected
        case (.bool, _), (.int, _), (.float, _): value == FieldValue(json: expected)
        default: false
        }
    }
}
