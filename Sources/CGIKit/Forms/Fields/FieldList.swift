/// Any number of fields of one kind, named `name-0`, `name-1` and so on.
///
///     let emails = FieldList("emails", "Addresses", minEntries: 1) { EmailField($0, "Address", [.email()]) }
public final class FieldList<Entry: Field>: Field {
    /// The fields of the list, numbered from 0 without gaps.
    public private(set) var entries: [Entry] = []
    /// Empty entries are added until there are this many.
    public let minEntries: Int
    /// How many submitted entries are used at most; nil sets no limit.
    public let maxEntries: Int?
    private let separator: String
    private let make: (String) -> Entry

    /// A list of fields that `entry` makes, given each one's name.
    ///
    /// Entries are submitted under the list's name, `separator` and a number. Empty ones fill the list up to
    /// `minEntries`; submitted ones beyond `maxEntries` are ignored.
    public init(
        _ name: String, _ label: String? = nil, _ validators: [Validator] = [], minEntries: Int = 0,
        maxEntries: Int? = nil, description: String = "", id: String? = nil,
        default defaultValue: FieldValue = .list([]), renderKeywords: HTMLAttributes = [:], widget: Widget? = nil,
        separator: String = "-", entry: @escaping (String) -> Entry
    ) {
        self.minEntries = minEntries
        self.maxEntries = maxEntries
        self.separator = separator
        make = entry
        super.init(
            name, label, validators, description: description, id: id, default: defaultValue,
            renderKeywords: renderKeywords, widget: widget)
    }

    public override var typeName: String { "FieldList" }
    public override var defaultWidget: Widget { .list() }
    public override var subfields: [Field]? { entries.map { (entry) -> Field in entry } }
    public override var allErrors: [String] { entries.flatMap { $0.allErrors } + errors }
    override var currentValue: FieldValue { .list(entries.map { $0.value }) }

    /// A list of the entries' errors, if any has one, and the list's own.
    public override var errorsValue: Value {
        let own = errors.map { Value.string($0) }
        guard entries.contains(where: { !$0.allErrors.isEmpty }) else { return .list(List(own)) }
        return .list(List(entries.map { $0.errorsValue } + own))
    }

    public override func process(_ formData: FormData?, data: FieldValue?) {
        entries = []
        let initial = data.flatMap { $0.isTrue ? $0 : nil } ?? defaultValue
        objectData = initial
        var items: [FieldValue] = []
        if case .list(let given) = initial { items = given }
        if let formData, !formData.isEmpty {
            for (index, sent) in submitted(formData).prefix(maxEntries ?? .max) {
                addEntry(index, sent, items.indices.contains(index) ? items[index] : nil)
            }
            for (index, entry) in entries.enumerated() { number(entry, index) }
        } else {
            for item in items { addEntry(entries.count, formData, item) }
        }
        while entries.count < minEntries { addEntry(entries.count, formData, nil) }
    }

    public override func validate(in form: Form) -> Bool {
        errors = []
        for entry in entries { _ = entry.validate(in: form) }
        runValidators(in: form)
        return allErrors.isEmpty
    }

    public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "entries": .list(List(entries.map { .object($0) }))
        case "min_entries": .int(minEntries)
        case "max_entries": maxEntries.map { .int($0) } ?? Value.none
        default: try super.attribute(name)
        }
    }

    override func rename(to newName: String, id newID: String) {
        super.rename(to: newName, id: newID)
        for (index, entry) in entries.enumerated() { number(entry, index) }
    }

    private func addEntry(_ index: Int, _ formData: FormData?, _ data: FieldValue?) {
        let entry = make(name + separator + String(index))
        entry.bind(name: name + separator + String(index), id: id + separator + String(index))
        entry.shortName = String(index)
        entry.process(formData, data: data)
        entries.append(entry)
    }

    private func number(_ entry: Entry, _ index: Int) {
        entry.shortName = String(index)
        entry.rename(to: name + separator + String(index), id: id + separator + String(index))
    }

    /// What was sent for each entry, in the order of the numbers that follow the list's name. An entry is given what is its own:
    /// to look through all that was sent for each of many would take the square of their number.
    private func submitted(_ formData: FormData) -> [(index: Int, data: FormData)] {
        var fields: [(index: Int, place: Int)] = []
        for (place, field) in formData.fields.enumerated() {
            if let index = index(in: field.name) { fields.append((index, place)) }
        }
        fields.sort { ($0.index, $0.place) < ($1.index, $1.place) }
        var entries: [(index: Int, data: FormData)] = []
        for (index, place) in fields {
            if entries.last?.index != index { entries.append((index, FormData())) }
            let field = formData.fields[place]
            entries[entries.count - 1].data.append(name: field.name, value: field.value)
        }
        for file in formData.files {
            guard let index = index(in: file.name), let place = place(of: index, in: entries) else { continue }
            entries[place].data.append(file)
        }
        return entries
    }

    /// The number after the list's name in a name that was sent.
    private func index(in sent: String) -> Int? {
        let prefix = (name + separator).utf8
        guard sent.utf8.starts(with: prefix) else { return nil }
        let digits = sent.utf8.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: "-") }
        guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private func place(of index: Int, in entries: [(index: Int, data: FormData)]) -> Int? {
        var places = entries.indices
        while let middle = places.isEmpty ? nil : (places.lowerBound + places.upperBound) / 2 {
            if entries[middle].index == index { return middle }
            places = entries[middle].index < index ? middle + 1..<places.upperBound : places.lowerBound..<middle
        }
        return nil
    }
}
