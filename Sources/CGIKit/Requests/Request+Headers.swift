import HTTPTypes

extension Request {
    /// A header's value as the server passes it on (RFC 3875, section 4.1.18), nil if the client did not send it.
    ///
    /// `Proxy` is never there: as `HTTP_PROXY` it would pass for a setting of this machine (httpoxy, CVE-2016-5385).
    @export(interface) public func header(_ name: HTTPField.Name) -> String? {
        switch name {
        case .contentType: return nonEmpty("CONTENT_TYPE")
        case .contentLength: return nonEmpty("CONTENT_LENGTH")
        default:
            let variable = variableName(of: name)
            return sameBytes(variable, "HTTP_PROXY") ? nil : environment[variable]
        }
    }

    /// All headers. ``header(_:)`` is cheaper for one.
    public var headers: HTTPFields {
        var headers = HTTPFields()
        for variable in environment.names.sorted() where variable.utf8.starts(with: "HTTP_".utf8) {
            if let name = fieldName(of: variable), let value = header(name) {
                headers.append(HTTPField(name: name, value: value))
            }
        }
        for name in [HTTPField.Name.contentType, .contentLength] {
            if let value = header(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        return headers
    }

    /// The `Cookie` header.
    public var cookieHeader: String? { environment["HTTP_COOKIE"] }

    /// Servers pass a missing header as an unset variable or as an empty one.
    private func nonEmpty(_ variable: String) -> String? {
        environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// `HTTP_USER_AGENT` of `User-Agent`.
private func variableName(of name: HTTPField.Name) -> String {
    var bytes = Array("HTTP_".utf8)
    for byte in name.canonicalName.utf8 {
        switch byte {
        case UInt8(ascii: "-"): bytes.append(UInt8(ascii: "_"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): bytes.append(byte - 32)
        default: bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// `User-Agent` of `HTTP_USER_AGENT`.
private func fieldName(of variable: String) -> HTTPField.Name? {
    var bytes: [UInt8] = []
    for byte in variable.utf8.dropFirst(5) {
        switch byte {
        case UInt8(ascii: "_"): bytes.append(UInt8(ascii: "-"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z") where !bytes.isEmpty && bytes.last != UInt8(ascii: "-"):
            bytes.append(byte + 32)
        default: bytes.append(byte)
        }
    }
    return HTTPField.Name(String(decoding: bytes, as: UTF8.self))
}
