import Flows
import Foundation
import Testing

@Suite struct ActionReaderTests {
    @Test(
        "every action type has one shape and one sentence",
        arguments: [
            ("{type: navigate, url: /cart}", "navigate", "open /cart"),
            ("{type: click, target: Sign in}", "click", "click \"Sign in\""),
            ("{type: double_click, target: Row}", "double_click", "double-click \"Row\""),
            ("{type: right_click, target: Row}", "right_click", "right-click \"Row\""),
            ("{type: hover, target: Menu}", "hover", "hover over \"Menu\""),
            ("{type: fill, target: Email, value: a}", "fill", "fill \"Email\" with \"a\""),
            (
                "{type: fill, target: Password, value: \"${SHOP_PASSWORD}\"}", "fill",
                "fill \"Password\" with \"‹SHOP_PASSWORD›\""
            ),
            ("{type: type, value: mug}", "type", "type \"mug\""),
            ("{type: type, target: Search, text: mug}", "type", "type \"mug\" into \"Search\""),
            ("{type: press, key: Enter}", "press", "press Enter"),
            ("{type: press, key: Control+A, target: Search}", "press", "press Control+A in \"Search\""),
            ("{type: clear, target: Search}", "clear", "clear \"Search\""),
            ("{type: check, target: Terms}", "check", "check \"Terms\""),
            ("{type: uncheck, target: Terms}", "uncheck", "uncheck \"Terms\""),
            ("{type: select, target: Country, value: Norway}", "select", "select \"Norway\" in \"Country\""),
            ("{type: select, target: Size, values: [S, 42]}", "select", "select \"S\", \"42\" in \"Size\""),
            ("{type: upload, target: Photo, file: mug.png}", "upload", "upload mug.png to \"Photo\""),
            ("{type: drag, target: A, to: B}", "drag", "drag \"A\" to \"B\""),
            ("{type: drag, from: A, to: B}", "drag", "drag \"A\" to \"B\""),
            ("{type: scroll, target: Footer}", "scroll", "scroll to \"Footer\""),
            ("{type: scroll, to: bottom}", "scroll", "scroll to the bottom"),
            ("{type: scroll, to: top}", "scroll", "scroll to the top"),
            ("{type: scroll, to: Footer}", "scroll", "scroll to \"Footer\""),
            ("{type: scroll, by: 300}", "scroll", "scroll by 0, 300"),
            ("{type: scroll, by: {x: -20, y: 1.5}}", "scroll", "scroll by -20, 1.5"),
            ("{type: wait_for, target: Done}", "wait_for", "wait until \"Done\" is visible"),
            (
                "{type: wait_for, hidden: Spinner, text: {Total: 12}}", "wait_for",
                "wait until \"Spinner\" is hidden and \"Total\" has text \"12\""
            ),
            ("{type: wait_for, url: /done}", "wait_for", "wait until url is /done"),
            ("{type: back}", "back", "go back"),
            ("{type: forward}", "forward", "go forward"),
            ("{type: reload}", "reload", "reload the page"),
            ("{type: accept_dialog}", "accept_dialog", "accept the dialog"),
            ("{type: accept_dialog, value: Yes}", "accept_dialog", "accept the dialog with \"Yes\""),
            ("{type: dismiss_dialog}", "dismiss_dialog", "dismiss the dialog"),
            ("{type: switch_tab, tab: 2}", "switch_tab", "switch to the tab \"2\""),
            ("{type: close_tab}", "close_tab", "close the tab"),
            ("{type: screenshot}", "screenshot", "take a screenshot"),
            ("{type: screenshot, name: cart}", "screenshot", "take a screenshot named \"cart\""),
        ])
    func shapes(written: String, name: String, sentence: String) throws {
        let action = try #require(try step("actions:\n  - \(written)").actions.first)
        #expect(action.name == name)
        #expect(action.description == sentence)
        #expect(action.location.description == "flows/a.yaml:5:9")
    }

    @Test(
        "other words for a type are understood",
        arguments: [
            ("goto, url: /", "navigate"), ("visit, target: /", "navigate"), ("open, value: /", "navigate"),
            ("tap, target: A", "click"), ("dblclick, target: A", "double_click"),
            ("Double-Click, target: A", "double_click"),
            ("input, target: A, value: b", "fill"), ("enter, target: A, text: b", "fill"),
            ("enter text, value: b", "type"),
            ("key, value: Enter", "press"), ("keypress, keys: Enter", "press"),
            ("wait, visible: A", "wait_for"),
            ("choose, target: A, option: b", "select"), ("refresh", "reload"), ("go_back", "back"),
            ("tick, target: A", "check"), ("mouseover, target: A", "hover"),
            ("drag-and-drop, from: A, to: B", "drag"),
        ])
    func synonyms(written: String, name: String) throws {
        #expect(try step("actions: [{type: \(written)}]").actions.map(\.name) == [name])
    }

    @Test(
        "files to upload are looked up from the folder of the flow file",
        arguments: [
            ("mug.png", "flows/mug.png"), ("../files/a b.png", "files/a b.png"), ("/tmp/x.png", "/tmp/x.png"),
        ])
    func uploads(written: String, path: String) throws {
        let action = try #require(
            try step("actions: [{type: upload, target: P, files: [\(written)]}]").actions.first)
        guard case .upload(_, let paths) = action.kind else {
            Issue.record("not an upload: \(action)")
            return
        }
        let here = FileManager.default.currentDirectoryPath
        #expect(paths == [path.hasPrefix("/") ? path : "\(here)/\(path)"])
    }

    @Test(
        "what is wrong with an action is said with its place",
        arguments: [
            ("{type: clik, target: A}", "16: unknown action type \"clik\" (did you mean \"click\"?)"),
            ("{type: teleport, target: A}", "16: unknown action type \"teleport\""),
            ("{type: [click]}", "16: type must be text, not a list"),
            (
                "{type: expect, target: A}",
                "16: \"expect\" is not an action (what must be true belongs under expected_state)"
            ),
            (
                "{type: Verify, target: A}",
                "16: \"Verify\" is not an action (what must be true belongs under expected_state)"
            ),
            ("{click: Sign in}", "9: the action has no type (write {type: click, …})"),
            ("{tap: Sign in}", "9: the action has no type (write {type: click, …})"),
            ("{target: Sign in}", "9: the action has no type"),
            (
                "click Sign in",
                "9: an action must be a map, not click Sign in (for example {type: click, target: Sign in})"
            ),
            ("{type: click}", "9: a click action needs a target"),
            ("{type: click, target: }", "9: a click action needs a target"),
            ("{type: click, target: \"\"}", "31: target is empty"),
            ("{type: click, target: {a: b}}", "31: target must be text, not a map"),
            ("{type: click, target: A, value: b}", "34: unknown key \"value\" in a click action"),
            (
                "{type: click, tagret: A}",
                "9: a click action needs a target\n"
                    + "23: unknown key \"tagret\" in a click action (did you mean \"target\"?)"
            ),
            ("{type: fill, target: A}", "9: a fill action needs a value"),
            ("{type: fill, target: A, value: b, text: c}", "43: value and text mean the same; give one"),
            ("{type: navigate}", "9: a navigate action needs a url"),
            ("{type: upload, target: A}", "9: an upload action needs a file"),
            (
                "{type: upload, target: A, file: \"${SHOP_PASSWORD}\"}",
                "41: the path of a file cannot be secret (list its variable under public)"
            ),
            ("{type: select, target: A, values: []}", "43: values is empty"),
            ("{type: drag, target: A}", "9: a drag action needs a to"),
            ("{type: scroll}", "9: a scroll action needs a target, to or by"),
            ("{type: scroll, by: far}", "28: by must be a number of pixels or a map of x and y, not far"),
            ("{type: scroll, by: {x: far}}", "32: x must be a number, not far"),
            ("{type: wait_for}", "9: a wait_for action needs one of visible, hidden, text, url or target"),
            (
                "{type: wait, ms: 500}",
                "22: a pause of fixed length is not an action"
                    + " (wait for something: visible, hidden, text or url)"
            ),
            ("{type: accept_dialog, value: [a]}", "38: value must be text, not a list"),
            ("{type: back, target: A}", "22: unknown key \"target\" in a back action"),
        ])
    func wrong(written: String, messages: String) {
        let expected = messages.split(separator: "\n").map { "flows/a.yaml:5:\($0)" }.joined(separator: "\n")
        #expect(problems(inStep: "actions:\n  - \(written)") == expected)
    }
}
