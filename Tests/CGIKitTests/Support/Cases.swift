import Foundation

/// The bytes of a file of test vectors in `Cases/`.
func caseFile(_ name: String) throws -> Data {
    try Data(contentsOf: Bundle.module.resourceURL!.appending(path: "Cases").appending(path: name))
}

/// A JSON file of test vectors, as Foundation reads it.
func caseObject(_ name: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: caseFile(name)) as! [String: Any]
}
