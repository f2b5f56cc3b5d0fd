/// The Swift declarations to write, with every name settled; knows nothing of text.
enum SwiftShape {
    /// One domain, one file.
    struct File: Equatable {
        var domain: String
        var declarations: [Declaration]
    }

    enum Declaration: Equatable {
        case alias(name: String, target: String)
        case text(Text)
        case structure(Structure)
    }

    /// A string with a meaning: an identifier, or a vocabulary when there are words.
    struct Text: Equatable {
        var name: String
        var words: [Word]?
    }

    struct Word: Equatable {
        var name: String
        var rawValue: String
    }

    struct Structure: Equatable {
        var name: String
        var conformances: [String]
        var nested: [Declaration] = []
        var method: String?
        var fields: [Field]
        var writing = Writing.none
    }

    struct Field: Equatable {
        var name: String
        var type: String
        var isOptional: Bool
    }

    enum Writing: Equatable {
        case none
        /// A whole JSON object.
        case object
        /// Only what goes between the braces.
        case members
    }
}
