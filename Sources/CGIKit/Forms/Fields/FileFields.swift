/// A file that came with a form, as templates and validators see it.
public final class UploadedFile: TemplateObject {
    /// The file itself, for the script.
    public let upload: FileUpload

    /// Wraps a file of ``FormData``.
    public init(_ upload: FileUpload) { self.upload = upload }

    /// The client's name for the file, not to be trusted as a path; empty if no file was chosen.
    public var filename: String { upload.filename }
    /// The length in bytes.
    public var size: Int { upload.size }

    public override var typeName: String { "FileStorage" }
    public override var isTrue: Bool { !filename.isEmpty }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "filename": .string(filename)
        case "content_type", "mimetype": .string(upload.contentType)
        case "content_length": .int(size)
        default: nil
        }
    }
}

/// One file to upload (Flask-WTF's `FileField`).
open class FileField: Field {
    open override var typeName: String { "FileField" }
    open override var defaultWidget: Widget { .file() }
    open override var displayedValue: Value { .bool(false) }

    /// The file; nil if none was chosen.
    public final var data: UploadedFile? {
        if case .file(let file) = value { file } else { nil }
    }

    @export(interface) open override func process(_ formData: FormData?, data: FieldValue?) {
        super.process(nil, data: data)
        guard let formData else { return }
        let files = formData.uploadedFiles(name).filter { $0.isTrue }
        rawData = files.map { $0.filename }
        if let first = files.first { value = .file(first) }
    }
}

/// Any number of files to upload.
open class MultipleFileField: Field {
    open override var typeName: String { "MultipleFileField" }
    open override var defaultWidget: Widget { .file(multiple: true) }
    open override var displayedValue: Value { .bool(false) }

    /// The files that were chosen, in the order in which they were sent.
    public final var data: [UploadedFile] { value.files }

    @export(interface) open override func process(_ formData: FormData?, data: FieldValue?) {
        super.process(nil, data: data)
        guard let formData else { return }
        let files = formData.uploadedFiles(name).filter { $0.isTrue }
        rawData = files.map { $0.filename }
        if !files.isEmpty { value = .list(files.map { .file($0) }) }
    }
}

extension FieldValue {
    /// The files in it; none if anything else is in it, or a file without a name.
    var files: [UploadedFile] {
        switch self {
        case .file(let file): return file.isTrue ? [file] : []
        case .list(let items):
            let files = items.flatMap { $0.files }
            return files.count == items.count ? files : []
        default: return []
        }
    }
}

extension FormData {
    fileprivate func uploadedFiles(_ name: String) -> [UploadedFile] { files(name).map { UploadedFile($0) } }
}
