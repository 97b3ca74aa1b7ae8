import CSystem

/// The program that this process runs.
public enum Program {
    /// What it was started as, without its folder.
    static var name: String { String(cString: csystem_program_name()) }

    /// Tells one build of it from another; nil if the system does not say.
    static let stamp: FileStamp? = try? FileStamp(path: "/proc/self/exe")
}
