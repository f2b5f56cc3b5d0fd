/// What the command line asked for: `shop [--port N] [--host ADDRESS] [--public FOLDER]`.
struct Options: Sendable {
    private(set) var port = 4173
    private(set) var host = "127.0.0.1"
    private(set) var publicFolder = "Examples/Shop/Public"

    init(arguments: some Sequence<String>) throws {
        var rest = arguments.makeIterator()
        while let name = rest.next() {
            guard let value = rest.next() else { throw ShopError(.usage, about: name, "needs a value") }
            switch name {
            case "--host": host = value
            case "--public": publicFolder = value
            case "--port":
                guard let number = UInt16(value) else {
                    throw ShopError(.usage, about: name, "\(value) is not a port")
                }
                port = Int(number)
            default:
                throw ShopError(.usage, about: name, "is unknown; known are --port, --host, --public")
            }
        }
    }
}
