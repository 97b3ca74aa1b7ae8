import CGIKit

/// JSON that people give to commands.
enum JSONInput {
    /// - Parameter subject: what it is called in messages.
    static func object(_ bytes: [UInt8], subject: String) throws -> OrderedDictionary<JSONValue> {
        do throws(JSONError) {
            if let object = try JSONValue(json: bytes, acceptsNaN: true).object { return object }
        } catch {
            throw Output.failure("sitectl: \(subject) is not JSON: \(error.description).")
        }
        throw Output.failure("sitectl: \(subject) must be a JSON object: {\"name\": value, ...}.")
    }

    static func object(inFile path: String) throws -> OrderedDictionary<JSONValue> {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try File.contents(of: path, limit: 256 << 20)
        } catch {
            throw Output.failure("sitectl: \(error.description).")
        }
        return try object(bytes, subject: path)
    }
}
