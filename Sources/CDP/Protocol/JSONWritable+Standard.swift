extension Bool: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.bool(self)
    }
}

extension Int: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.integer(self)
    }
}

extension Double: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.number(self)
    }
}

extension String: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.string(self)
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.array { json in
            for element in self { element.write(to: &json) }
        }
    }
}
