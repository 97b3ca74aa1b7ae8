import CSystem

/// How much memory there is for this process and its like.
public enum MachineMemory {
    /// Bytes: the machine's, or the least that a control group allows.
    public static var bytes: Int {
        let pages = sysconf(CInt(_SC_PHYS_PAGES))
        let physical = pages > 0 ? pages * sysconf(CInt(_SC_PAGESIZE)) : 1 << 30
        return min(physical, limitOfGroups ?? physical)
    }

    /// cgroup v2: the group of this process, and those that it is in.
    private static var limitOfGroups: Int? {
        guard let own = try? File.contents(of: "/proc/self/cgroup", limit: 1 << 16), own.starts(with: "0::/".utf8)
        else {
            return nil
        }
        var path = own.dropFirst(3).prefix { $0 != UInt8(ascii: "\n") }
        var least: Int?
        while true {
            let folder = "/sys/fs/cgroup" + String(decoding: path, as: UTF8.self)
            if let text = try? File.contents(of: folder + "/memory.max", limit: 64),
                let limit = Int(String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
            {
                least = min(least ?? limit, limit)
            }
            guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return least }
            path = path[..<slash]
        }
    }
}
