import CGIKit
import CSystem

/// Writes each email to a file `NAME.eml`; the same email always to the same file.
struct FolderTransport: MailTransport {
    private let folder: String

    init(_ folder: String) { self.folder = folder }

    func deliver(_ envelope: MailEnvelope) -> Delivery {
        let path = "\(folder)/\(envelope.name).eml"
        let unfinished = "\(folder)/.\(envelope.name).new"
        do throws(SystemError) {
            if mkdir(folder, 0o700) != 0, csystem_errno() != EEXIST { throw SystemError("mkdir", folder, .current) }
            let file = try File(path: unfinished, flags: O_WRONLY | O_CREAT | O_TRUNC)
            try file.write(envelope.content, path: unfinished)
            try systemCall("fsync", unfinished) { fsync(file.descriptor) }
            try systemCall("rename", path) { rename(unfinished, path) }
            return .accepted(path)
        } catch {
            unlink(unfinished)
            return .unreachable(error.description)
        }
    }
}
