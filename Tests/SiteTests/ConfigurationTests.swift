import CGIKit
import Foundation
import Testing

@testable import Site

@Suite struct ConfigurationTests {
    /// A configuration from a file of this text and an environment.
    private func configuration(_ text: String, _ environment: [String: String] = [:]) throws -> Configuration {
        let file = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString).conf")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try Configuration(Environment(environment.merging(["SITE_CONFIG": file.path()]) { $1 }))
    }

    @Test(arguments: [
        ("NAME = The Club", "The Club"), ("NAME=x", "x"), ("  NAME \t=  a = b  \r\n", "a = b"),
        ("# NAME = no\n\nNAME = yes\n", "yes"), ("NAME = one\nNAME = two", "two"), ("SITE_NAME = prefixed", "prefixed"),
        ("NAME = Zoë's 👍", "Zoë's 👍"), ("\u{FEFF}NAME = x\r\n", "x"), ("", "My Site"), ("NAME =", "My Site"),
    ])
    func fileGivesValues(text: String, name: String) throws {
        #expect(try configuration(text).siteName == name)
    }

    @Test func environmentOverridesTheFile() throws {
        #expect(try configuration("NAME = file", ["SITE_NAME": "environment"]).siteName == "environment")
        #expect(try configuration("TEMPLATES = x", ["SITE_TEMPLATES": ""]).templates == nil)
    }

    @Test func brokenLineIsNamed() {
        let error = #expect(throws: ConfigurationError.self) { try configuration("NAME = x\n\nno value here\n") }
        #expect(error?.message.hasSuffix(".conf:3: this is not NAME = value.") == true)
    }

    @Test func missingFileIsNamed() {
        #expect(
            throws: ConfigurationError(
                "There is no configuration file /nowhere/site.conf. Create it, or set SITE_CONFIG to yours.")
        ) { try Configuration(Environment(["SITE_CONFIG": "/nowhere/site.conf"])) }
    }

    @Test func relativePathsInTheFileStartAtItsFolder() throws {
        let folder = FileManager.default.temporaryDirectory.path()
        let start = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let relative = try configuration(
            "SECRET_KEY_FILE = secret_key\nDATABASE = sqlite:///app.db\nSECRET_KEY_FALLBACK_FILES = old /older")
        #expect(relative.secretKeyFile == start + "/secret_key")
        #expect(try relative.database.path == start + "/app.db")
        #expect(relative.fallbackKeyFiles == [start + "/old", "/older"])
        let absolute = try configuration("DATABASE = sqlite:////srv/app.db\nTEMPLATES = /srv/templates")
        #expect(try absolute.database.path == "/srv/app.db")
        #expect(absolute.templates == "/srv/templates")
        let environment = try configuration(
            "DATABASE = x.db", ["SITE_DATABASE": "y.db", "SITE_SECRET_KEY_FILE": "key"])
        #expect(relative.templateCache == start + "/template-cache")
        #expect(try configuration("TEMPLATE_CACHE = parsed").templateCache == start + "/parsed")
        #expect(try configuration("", ["SITE_TEMPLATE_CACHE": "/x"]).templateCache == "/x")
        #expect(try environment.database.path == "y.db")
        #expect(environment.secretKeyFile == "key")
    }

    @Test func everyMistakeIsNamedAtOnce() {
        let error = #expect(throws: ConfigurationError.self) {
            try configuration("DEBUG = maybe\nMAX_CONTENT_LENGTH = -1\nNAEM = x", ["SITE_SESSION_DIGEST": "md5"])
        }
        let lines = error?.message.split(separator: "\n").map { $0.split(separator: "/").last ?? "" } ?? []
        #expect(lines.first == "3 settings are wrong:" && lines.count == 4)
        #expect(lines.dropFirst().first?.hasSuffix(".conf:1: DEBUG is \"maybe\"; write true or false.") == true)
        #expect(lines.last == "SITE_SESSION_DIGEST: SESSION_DIGEST is \"md5\"; write sha256 or sha1.")
    }
}
