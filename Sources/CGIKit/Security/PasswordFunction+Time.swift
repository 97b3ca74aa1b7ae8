import CSystem

/// What a wrong password does when the hash that it was held against was quicker than one of today, so that the answer's time does
/// not tell which kind an account has, or that there is one.
extension PasswordFunction {
    /// Does the work that is missing to scrypt of a cost.
    ///
    /// - Parameter spent: what the hash took, in nanoseconds of the processor.
    func makeUp(for cost: ScryptCost, spent: Int64, password: String) throws(SystemError) {
        switch self {
        case .scrypt(let own):
            try PasswordFunction.work(cost.parts(of: cost.work - own.work), password)
        case .pbkdf2:
            // How much of scrypt an iteration is worth depends on its digest and on the machine: a part of the work tells.
            let part = cost.part
            let before = PasswordFunction.processorTime
            try PasswordFunction.work([part], password)
            let took = PasswordFunction.processorTime - before
            try PasswordFunction.work(cost.rest(after: part, took: took, spent: spent), password)
        case .digest: try PasswordFunction.work([cost], password)
        }
    }

    private static func work(_ parts: [ScryptCost], _ password: String) throws(SystemError) {
        for part in parts { _ = try PasswordFunction.scrypt(part).hash(password: password, salt: "") }
    }

    /// Nanoseconds, without those in which other processes had the processor.
    static var processorTime: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension ScryptCost {
    /// A part of the work that takes as long for what it does as the whole: with as much memory as does not fit into caches.
    var part: ScryptCost { ScryptCost(n: min(n, 1 << 14), r: r, p: 1) ?? self }

    /// What is missing to the whole work after a part of it, and other work that has taken a time.
    func rest(after part: ScryptCost, took: Int64, spent: Int64) -> [ScryptCost] {
        let other = Double(spent) / Double(max(took, 1)) * Double(part.work)
        return parts(of: work - part.work - Int(min(other, Double(work))))
    }

    /// So much of the work, in parts as large as there can be: in more memory it takes longer.
    func parts(of work: Int) -> [ScryptCost] {
        var rest = max(work, 0)
        var parts: [ScryptCost] = []
        var n = n
        while n >= 1 << 10, rest > 0 {
            if let part = ScryptCost(n: n, r: r, p: rest / (n * r)) {
                parts.append(part)
                rest -= part.work
            }
            n /= 2
        }
        return parts
    }
}
