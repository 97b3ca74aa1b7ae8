import ArgumentParser
import CGIKit
import CSystem

extension Failure {
    /// What is wrong, for whoever started the command.
    var message: String {
        switch self {
        case .request(let error): error.message
        case .template(let error): error.description
        case .database(let error): error.description
        case .system(let error): error.description
        case .configuration(let error): error.message
        }
    }
}

/// Runs code of the site; its failure ends the command with a message.
func reporting<Result>(_ body: () throws(Failure) -> Result) throws -> Result {
    do throws(Failure) {
        return try body()
    } catch {
        throw Output.failure("sitectl: \(error.message)")
    }
}

/// A path as it is from anywhere.
func absolutePath(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
}
