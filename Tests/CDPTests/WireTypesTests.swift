import CDP
import Foundation
import Testing

@Suite struct WireTypesTests {
    @Test("a command writes its members and leaves nil ones out")
    func commands() {
        #expect(
            params(of: DevTools.Page.Navigate(url: "http://a/?q=\"x\"")) == #"{"url":"http://a/?q=\"x\""}"#)
        #expect(params(of: DevTools.Page.StopLoading()) == "{}")
        let press = DevTools.Input.DispatchMouseEvent(
            type: .mousePressed, x: 10, y: 20.5, button: DevTools.Input.MouseButton.left, clickCount: 2)
        #expect(
            params(of: press) == #"{"type":"mousePressed","x":10,"y":20.5,"button":"left","clickCount":2}"#)
        let shot = DevTools.Page.CaptureScreenshot(
            format: .jpeg, quality: 80,
            clip: DevTools.Page.Viewport(x: 0, y: 0, width: 4, height: 3, scale: 1))
        #expect(
            params(of: shot)
                == #"{"format":"jpeg","quality":80,"clip":{"x":0,"y":0,"width":4,"height":3,"scale":1}}"#)
        let headers = DevTools.Network.SetExtraHTTPHeaders(headers: JSONValue(strings: ["b": "2", "a": "1"]))
        #expect(params(of: headers) == #"{"headers":{"a":"1","b":"2"}}"#)
    }

    @Test("methods carry the wire name")
    func methods() {
        #expect(DevTools.Page.Navigate.method == "Page.navigate")
        #expect(DevTools.Page.FrameNavigatedEvent.method == "Page.frameNavigated")
    }

    @Test("members nobody knows and missing optional ones do not disturb decoding")
    func tolerance() throws {
        let reply = try decode(
            DevTools.Page.Navigate.Reply.self,
            #"{"frameId": "F", "invented": {"deep": [1]}, "errorText": null}"#)
        #expect(reply.frameId.rawValue == "F")
        #expect(reply.loaderId == nil)
        #expect(reply.errorText == nil)
        _ = try decode(EmptyReply.self, #"{"news": 1}"#)
        _ = try decode(DevTools.Inspector.TargetCrashedEvent.self, "{}")
    }

    @Test("a word that Chromium invents later passes through")
    func newWords() throws {
        let event = try decode(
            DevTools.Page.FrameDetachedEvent.self, #"{"frameId": "F", "reason": "teleported"}"#)
        #expect(event.reason.rawValue == "teleported")
        #expect(event.reason != .swap)
        let json = try JSONEncoder().encode([event.reason])
        #expect(String(decoding: json, as: UTF8.self) == #"["teleported"]"#)
    }

    @Test("numbers are read whether or not they carry a fraction")
    func numbers() throws {
        let description = try decode(
            DevTools.Runtime.ExecutionContextDescription.self,
            #"{"id": 3.0, "origin": "", "name": "", "uniqueId": "u"}"#)
        #expect(description.id == 3)
        let metric = try decode(DevTools.Performance.Metric.self, #"{"name": "n", "value": 2}"#)
        #expect(metric.value == 2.0)
    }

    @Test("types that contain themselves are read to any depth")
    func recursion() throws {
        let stack = try decode(
            DevTools.Runtime.StackTrace.self,
            #"{"callFrames": [], "parent": {"callFrames": [], "parent": {"callFrames": [], "description": "x"}}}"#
        )
        #expect(stack.parent?.value.parent?.value.description == "x")
        #expect(stack.parent?.value.parent?.value.parent == nil)
        let tree = try decode(
            DevTools.Page.FrameTree.self,
            """
            {"frame": \(frame("A")), "childFrames": [{"frame": \(frame("B"))}]}
            """)
        #expect(tree.childFrames?.first?.frame.id.rawValue == "B")
    }

    @Test("base64 is decoded only when asked")
    func base64() throws {
        let reply = try decode(DevTools.Page.CaptureScreenshot.Reply.self, #"{"data": "AQID"}"#)
        #expect(reply.data.bytes == [1, 2, 3])
        #expect(Base64(bytes: [1, 2, 3]) == reply.data)
        #expect(try decode(Base64.self, #""%%""#).bytes == nil)
    }

    @Test("JSON of any shape answers what it is asked for, and nil otherwise")
    func anyJSON() throws {
        let value = try decode(
            JSONValue.self,
            #"{"n": 3, "f": 0.5, "s": "x", "b": false, "l": [1, null], "o": {"k": "v"}, "z": null}"#)
        #expect(value["n"]?.int == 3)
        #expect(value["f"]?.int == nil)
        #expect(value["f"]?.number == 0.5)
        #expect(value["s"]?.string == "x")
        #expect(value["s"]?.number == nil)
        #expect(value["b"]?.bool == false)
        #expect(value["l"]?[1]?.isNull == true)
        #expect(value["l"]?[2] == nil)
        #expect(value["o"]?.strings == ["k": "v"])
        #expect(value.strings == nil)
        #expect(value["missing"] == nil)
        #expect(value["z"] == .null)
    }

    private func frame(_ id: String) -> String {
        """
        {"id": "\(id)", "loaderId": "L", "url": "", "domainAndRegistry": "", "securityOrigin": "", "mimeType": "",
         "secureContextType": "Secure", "crossOriginIsolatedContextType": "NotIsolated", "gatedAPIFeatures": []}
        """
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    private func params(of command: some DevToolsCommand) -> String {
        var json = JSONWriter()
        json.object { command.write(to: &$0) }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
