/// Why a signed text is not taken. Says nothing of what is in it.
public enum TokenError: Error, Equatable {
    /// Not signed by us, changed since, or no signed text at all (itsdangerous' `BadSignature`).
    case badSignature
    /// Older than allowed, by its age in seconds; negative if it comes from the future (`SignatureExpired`).
    case expired(age: Int64)
    /// Signed by us, but not readable (`BadPayload`).
    case malformedPayload
}
