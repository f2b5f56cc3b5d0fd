import Testing

@testable import CDP

@Suite struct ObjectScanTests {
    @Test(
        "members are found with their values untouched",
        arguments: [
            (#"{}"#, []),
            (#" { } "#, []),
            (#"{"a":1}"#, ["a=1"]),
            (#"{"a":"x,y","b":[1,[2]],"c":{"d":{}}}"#, [#"a="x,y""#, "b=[1,[2]]", #"c={"d":{}}"#]),
            (#"{"a":true,"b":null,"c":-1.5e3}"#, ["a=true", "b=null", "c=-1.5e3"]),
            (#"{"a":"\"}","b":"\\"}"#, [#"a="\"}""#, #"b="\\""#]),
            ("{\n\t\"a\" :\r 1 , \"b\": [ ] }", ["a=1", "b=[ ]"]),
            (#"{"a":"]}{[","b":2}"#, [#"a="]}{[""#, "b=2"]),
        ])
    func members(text: String, expected: [String]) {
        let (found, isComplete) = scan(text)
        #expect(found == expected)
        #expect(isComplete)
    }

    @Test(
        "what is no whole object is not complete",
        arguments: [
            "", "{", "[]", #"{"a"}"#, #"{"a":}"#, #"{"a":1"#, #"{"a":"x}"#, #"{"a":1}x"#, #"{"a":1 2}"#,
            #"{"a":[1}"#, "{a:1}",
        ])
    func incomplete(text: String) {
        #expect(scan(text).isComplete == false)
    }

    private func scan(_ text: String) -> (members: [String], isComplete: Bool) {
        let bytes = Array(text.utf8)
        var scan = ObjectScan(bytes)
        var found: [String] = []
        while let member = scan.next() {
            found.append("\(member.key)=\(String(decoding: bytes[member.value], as: UTF8.self))")
        }
        return (found, scan.isComplete)
    }
}
