/// The filters: `value|name`.
enum FilterName: String, CaseIterable {
    case abs, attr, batch, capitalize, center, count, d, dictsort, e, escape, filesizeformat, first, float, forceescape
    case format, groupby, indent, int, items, join, last, length, list, lower, map, max, min, pprint, random, reject
    case rejectattr, replace, reverse, round, safe, select, selectattr, slice, sort, string, striptags, sum, title
    case tojson, trim, truncate, unique, upper, urlencode, urlize, wordcount, wordwrap, xmlattr
    case defaultValue = "default"
}

enum Filters {
    static func apply(
        _ filter: FilterName, _ value: Value, _ arguments: Arguments, _ frame: Frame
    ) throws(TemplateError) -> Value {
        let isEscaping = frame.autoescape
        let behavior = frame.renderer.undefinedBehavior
        switch filter {
        case .escape, .e:
            try none(filter, arguments)
            return .markup(try MarkupText.escaped(value))
        case .safe:
            try none(filter, arguments)
            return .markup(Markup(html: try Text.string(try Text.soft(value))))
        case .forceescape:
            try none(filter, arguments)
            return .markup(Markup(escaping: try Text.string(try Text.soft(value))))
        case .string:
            try none(filter, arguments)
            return try Text.soft(value)
        case .defaultValue, .d: return try defaulted(value, arguments)
        case .length, .count:
            try none(filter, arguments)
            return .int(try length(value))
        case .upper, .lower, .title, .capitalize, .center, .trim, .replace, .format, .wordcount:
            return try StringFilters.apply(filter, value, arguments, isEscaping)
        case .indent, .truncate, .wordwrap: return try LayoutFilters.apply(filter, value, arguments)
        case .striptags:
            try none(filter, arguments)
            return .string(HTMLText.withoutTags(try Text.string(try Text.soft(value))))
        case .tojson, .xmlattr, .urlencode, .urlize: return try HTMLFilters.apply(filter, value, arguments, isEscaping)
        case .abs, .int, .float, .round, .filesizeformat: return try NumberFilters.apply(filter, value, arguments)
        case .sum, .min, .max: return try AggregateFilters.apply(filter, value, arguments, behavior)
        case .join: return try SequenceFilters.join(value, arguments, isEscaping, behavior)
        case .first, .last, .random, .list, .reverse, .batch, .slice, .items:
            return try SequenceFilters.apply(filter, value, arguments, behavior)
        case .sort, .dictsort, .unique, .groupby: return try OrderFilters.apply(filter, value, arguments, behavior)
        case .map, .select, .reject, .selectattr, .rejectattr:
            return try SelectionFilters.apply(filter, value, arguments, frame)
        case .attr:
            let name = try arguments.bound(to: "do_attr", "name", required: 1)[0] ?? Value.none
            return try Attributes.plainAttribute(try Text.string(name), of: value, behavior)
        case .pprint:
            try none(filter, arguments)
            return .string(try PrettyText.format(value))
        }
    }

    static func none(_ filter: FilterName, _ arguments: Arguments) throws(TemplateError) {
        if !arguments.isEmpty { _ = try arguments.bound(to: "do_\(filter.rawValue)") }
    }

    private static func defaulted(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "do_default", "default_value", "boolean")
        if case .undefined = value { return given[0] ?? "" }
        guard let boolean = given[1], try Truth.of(boolean), try !Truth.of(value) else { return value }
        return given[0] ?? ""
    }

    /// Python's `len`.
    static func length(_ value: Value) throws(TemplateError) -> Int {
        switch value {
        case .string(let text): return Text.length(text)
        case .markup(let markup): return Text.length(markup.html)
        case .list(let list): return list.items.count
        case .tuple(let items): return items.count
        case .dict(let dict): return dict.count
        case .undefined(let undefined):
            try undefined.checkLenient()
            return 0
        case .object(let object):
            if let length = object.length { return length }
            if !object.isIterator, let items = try object.elements() { return items.count }
        default: break
        }
        throw TemplateError(.type, "object of type '\(PythonTypes.name(value))' has no len()")
    }
}
