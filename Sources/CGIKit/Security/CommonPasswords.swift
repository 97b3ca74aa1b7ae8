import CTables

/// The passwords that are tried first: the most frequent 10,000 of each of two lists (`tools/password-table.py`).
public enum CommonPasswords {
    /// Whether a password is one of them, whatever its case, width and characters that are not seen.
    @export(interface) public static func contains(_ password: String) -> Bool {
        let wanted = Array(UnicodeForm.spaced(UnicodeForm.caseFolded(password)).utf8)
        let table = UnsafeBufferPointer(start: common_passwords.bytes, count: common_passwords.count)
        // How many bytes of the word before are as wanted.
        var matched = 0
        var index = 0
        while index < table.count {
            let shared = Int(table[index])
            index += 1
            var count = shared
            var isSame = shared <= matched
            if isSame { matched = shared }
            while index < table.count, table[index] >= 0x20 {
                if isSame, count < wanted.count, table[index] == wanted[count] {
                    matched += 1
                } else {
                    isSame = false
                }
                count += 1
                index += 1
            }
            if isSame, count == wanted.count { return true }
        }
        return false
    }
}
