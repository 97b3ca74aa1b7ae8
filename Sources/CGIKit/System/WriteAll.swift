import CSystem

/// Writes all bytes to a descriptor, in as many calls of write(2) as it takes.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt, subject: String) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
        let count = try systemCall("write", subject) { write(descriptor, rest.baseAddress, rest.count) }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
}

/// Writes two runs of bytes to a descriptor: in one call of writev(2), unless the other end takes them in pieces.
func writeAll(_ first: [UInt8], _ second: [UInt8], to descriptor: CInt, subject: String) throws(SystemError) {
    let written = try first.withUnsafeBufferPointer { (first) throws(SystemError) in
        try second.withUnsafeBufferPointer { (second) throws(SystemError) in
            var parts = [part(UnsafeRawBufferPointer(first)), part(UnsafeRawBufferPointer(second))]
            return try systemCall("writev", subject) { writev(descriptor, &parts, 2) }
        }
    }
    try writeRest(of: first, after: written, to: descriptor, subject: subject)
    try writeRest(of: second, after: max(0, written - first.count), to: descriptor, subject: subject)
}

private func part(_ bytes: UnsafeRawBufferPointer) -> iovec {
    iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
}

private func writeRest(of bytes: [UInt8], after written: Int, to descriptor: CInt, subject: String) throws(SystemError)
{
    guard written < bytes.count else { return }
    try bytes.withUnsafeBufferPointer { (bytes) throws(SystemError) in
        try writeAll(
            UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[written...])), to: descriptor, subject: subject)
    }
}
