import CGIKit
import Foundation
import Testing

@testable import Site

/// Names as ICU 72 (Unicode 15) sees them.
@Suite struct NameVectorTests {
    @Test func namesThatLookAlikeCollide() throws {
        for vector in try siteVectors("names_vectors.json", "pairs") {
            let (a, b) = (vector["a"]!.string!, vector["b"]!.string!)
            for (name, folded) in [(a, "folded_a"), (b, "folded_b")] {
                #expect(sameBytes(UserKeys.key(ofName: name), vector[folded]!.string!), named(vector))
            }
            #expect(sameBytes(NameLooks(a).folded, vector["skeleton_a"]!.string!), named(vector))
            #expect(sameBytes(NameLooks(b).folded, vector["skeleton_b"]!.string!), named(vector))
            if let written = vector["skeleton_written"]?.string {
                #expect(sameBytes(NameLooks(a).written, written), named(vector))
            }
            #expect(NameLooks(a).isLike(NameLooks(b)) == vector["collide"]!.bool!, named(vector))
            #expect(NameLooks(b).isLike(NameLooks(a)) == vector["collide"]!.bool!, named(vector))
        }
    }

    /// A small l is read as a capital I among capitals, and where a word begins.
    @Test(arguments: [
        ("Admin", "ADMlN", true), ("Admin", "AdMlN", true), ("Admin", "ADM1N", true), ("Admin", "АDМІN", true),
        ("admin", "ADM|N", true), ("Ian", "lAN", true), ("Ian", "lan", true), ("ian", "lAN", true),
        ("ian", "1an", true),
        ("Boss", "B0SS", true), ("boss", "b0ss", true), ("Bill", "B1LL", true), ("Bobi", "BOBl", true),
        ("Ada Ives", "ADA lVES", true), ("Admin", "Adrnln", false), ("Elia", "Ella", false), ("ELIA", "Ella", false),
        ("Ilse", "Lise", false), ("Lan", "Ian", false), ("Kai", "Kal", false), ("Ai", "Al", false),
    ])
    func namesLookAlikeAcrossCase(a: String, b: String, isLike: Bool) {
        #expect(NameLooks(a).isLike(NameLooks(b)) == isLike)
        #expect(NameLooks(b).isLike(NameLooks(a)) == isLike)
    }

    @Test func namesAreRefusedForTheirReason() throws {
        for vector in try siteVectors("names_vectors.json", "names") {
            guard let isAllowed = vector["allowed"]?.bool else { continue }
            let fault = NameRules.fault(of: vector["text"]!.string!)
            #expect((fault == nil) == isAllowed, named(vector))
            if let reason = vector["reason"]?.string, let fault { #expect(fault.reason == reason, named(vector)) }
        }
    }

    private func named(_ vector: JSONValue) -> Testing.Comment { Testing.Comment(rawValue: vector["name"]!.string!) }
}

/// A list in a file of test vectors.
func siteVectors(_ file: String, _ list: String) throws -> [JSONValue] {
    let url = Bundle.module.resourceURL!.appending(path: "Cases").appending(path: file)
    return try #require(try JSONValue(json: Array(Data(contentsOf: url)))[list]?.array)
}

extension NameFault {
    /// The vectors' word for it.
    fileprivate var reason: String {
        switch self {
        case .empty: "empty"
        case .control: "control"
        case .separator: "separator"
        case .privateUse: "private use"
        case .unassigned: "unassigned"
        case .replacement: "replacement character"
        case .invisible: "invisible"
        case .joiner: "joiner"
        case .marks: "too many marks"
        case .mixedDigits: "mixed digits"
        case .mixedScripts: "mixed scripts"
        }
    }
}
