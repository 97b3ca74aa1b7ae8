import CGIKit
import Foundation
import Testing

@testable import Site

@Suite struct PasswordRulesTests {
    @Test func probes() throws {
        let url = Bundle.module.resourceURL!.appending(path: "Cases/passwords_common.json")
        let contexts = try #require(try JSONValue(json: Array(Data(contentsOf: url)))["contexts"])
        let rules = PasswordRules(
            site: [contexts["site"]!.string!, contexts["host"]!.string!],
            person: [contexts["name"]!.string!, contexts["email"]!.string!])
        for probe in try siteVectors("passwords_common.json", "probes") {
            guard let recommended = probe["recommended"]?.string else { continue }
            let fault = rules.fault(of: probe["password"]!.string!)
            #expect(fault.map { $0.word } ?? "ok" == recommended, Testing.Comment(rawValue: probe["name"]!.string!))
        }
    }

    @Test(
        arguments: [
            ("zoeoneil", .context), ("ZOE.ONEIL!!", .context), ("oneil1987", .context), ("zoé o’neil", .context),
            ("1membersofexample!", .context),
            ("zoe.oneil@mail.example", .context), ("mail.example", .context),
            ("members of example are the kindest", nil),
            ("oneil went to sea", nil), ("Password1", .common), ("ｐａｓｓｗｏｒｄ", .common), ("pa\u{AD}ssword", .common),
            ("        ", .common),
            ("\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}", .common), ("michelle", .common),
            ("йцукен", .tooShort(6)), ("e\u{301}e\u{301}e\u{301}e\u{301}", .tooShort(4)), ("", .tooShort(0)),
            ("!@#$%^", .tooShort(6)), ("!QAZ2wsx", .common),
            ("?!?!-?!?!", nil), (String(repeating: "correct horse ", count: 9362), nil),
            (String(repeating: "correct horse ", count: 9363), .tooLong),
            (String(repeating: "漢", count: 43691), .tooLong),
        ] as [(String, PasswordRules.Fault?)])
    func others(password: String, fault: PasswordRules.Fault?) {
        let rules = PasswordRules(
            site: ["Members of Example", "members.example"], person: ["Zoë O'Neil", "zoe.oneil@mail.example"])
        #expect(rules.fault(of: password) == fault)
    }

    @Test func theMinimumIsASetting() {
        #expect(PasswordRules(minimum: 12).fault(of: "kR7#vTq2mLz") == .tooShort(11))
        #expect(PasswordRules(minimum: 12).fault(of: "kR7#vTq2mLz9") == nil)
        #expect(PasswordRules(minimum: 0).fault(of: "ø") == nil)
        #expect(PasswordRules(minimum: 12).hint.contains("At least 12 characters"))
    }
}

extension PasswordRules.Fault {
    fileprivate var word: String {
        switch self {
        case .tooShort: "too short"
        case .tooLong: "too long"
        case .common: "common"
        case .context: "context"
        }
    }
}
