import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Controls that take more than a press or text: lists, files, menus, things to drag.
    @Suite struct ControlTests {
        private static let limit = Duration.seconds(5)

        private static let list = """
            <select id=a onchange="globalThis.changes = (globalThis.changes ?? 0) + 1">
            <option value=no>Norway</option><option value=se>Sweden</option><option value=de disabled>Germany</option>
            <option value=x1>Same</option><option value=x2>Same</option><option value=fi label="Suomi">Finland</option>
            </select>
            """

        @Test(
            "an option is chosen by what it shows, whatever its case, or by its value",
            arguments: [
                ("Sweden", "se"), ("sweden", "se"), ("se", "se"), ("Norway", "no"), ("Suomi", "fi"),
                ("x2", "x2"),
            ])
        func choose(option: String, value: String) async throws {
            try await withPage { page, site in
                try await page.show(Self.list, on: site)
                _ = try await page.choose([option], in: page.element("#a"), within: Self.limit)
                #expect(try await page.script("a.value").string == value)
                #expect(try await page.script("changes") == 1)
            }
        }

        @Test(
            "an option that can't be chosen leaves the list as it was, and what there is is told",
            arguments: [
                (
                    ["Denmark"],
                    "no option \"Denmark\"; there are \"Norway\", \"Sweden\", \"Germany\", \"Same\", \"Same\", \"Suomi\""
                ),
                (["Germany"], "option \"Germany\" is disabled"),
                (["Norway", "Sweden"], "only one option can be chosen"),
                (
                    ["same"],
                    "several options \"same\" among \"Norway\", \"Sweden\", \"Germany\", \"Same\", \"Same\", \"Suomi\""
                ),
            ])
        func noOption(options: [String], detail: String) async throws {
            try await withPage { page, site in
                try await page.show(Self.list, on: site)
                let error = await #expect(throws: ActionError.self) {
                    try await page.choose(options, in: page.element("#a"), within: Self.limit)
                }
                #expect(error == ActionError(.noOption, detail))
                #expect(try await page.script("a.value + (globalThis.changes ?? 0)") == "no0")
            }
        }

        @Test("several options of a list that takes several")
        func several() async throws {
            try await withPage { page, site in
                try await page.show(Self.list.replacing("id=a", with: "id=a multiple"), on: site)
                _ = try await page.choose(["Norway", "Suomi"], in: page.element("#a"), within: Self.limit)
                #expect(try await page.script("[...a.selectedOptions].map((o) => o.value).join()") == "no,fi")
            }
        }

        @Test(
            "files reach their input, visible or not, and through the chooser",
            arguments: [
                ("<input id=a type=file>", "#a"), ("<input id=a type=file style='display: none'>", "#a"),
                ("<label id=b for=a>Pick</label><input id=a type=file hidden>", "#b"),
                ("<div id=b>Drop here<input id=a type=file hidden></div>", "#b"),
                ("<button id=b onclick='a.click()'>Pick</button><input id=a type=file hidden>", "#b"),
                (
                    """
                    <button id=b onclick="globalThis.a = Object.assign(document.createElement('input'), { type: 'file' });
                    a.onchange = () => { globalThis.changed = 1 }; a.click()">Pick</button>
                    """, "#b"
                ),
            ])
        func upload(html: String, css: String) async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appending(path: "note.txt")
                try Data("hello".utf8).write(to: file)
                try await withPage { page, site in
                    try await page.show(html, on: site)
                    try await page.upload([file.path], to: page.element(css), within: Self.limit)
                    #expect(
                        try await page.script(
                            "a.files[0].text().then((text) => a.files[0].name + ' ' + text)")
                            == "note.txt hello")
                }
            }
        }

        @Test("an element that opens no chooser has no files to take")
        func noChooser() async throws {
            try await withPage { page, site in
                try await page.show("<button id=a>Nothing</button>", on: site)
                let error = await #expect(throws: ActionError.self) {
                    try await page.upload(["/etc/hostname"], to: page.element("#a"), within: Self.limit)
                }
                #expect(error?.code == .noFileInput)
            }
        }

        @Test("a thing offered for dragging is dropped with its data")
        func dragEvents() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <div id=a draggable=true style='width: 90px; height: 40px; background: gold'>Card</div>
                    <div id=b style='margin: 90px; width: 200px; height: 90px; background: silver'>Column</div>
                    <script>
                    globalThis.log = [];
                    a.ondragstart = (e) => { log.push('start'); e.dataTransfer.setData('text/plain', 'card 7') };
                    b.ondragover = (e) => e.preventDefault();
                    b.ondrop = (e) => { e.preventDefault(); log.push('drop ' + e.dataTransfer.getData('text/plain')) };
                    a.ondragend = () => log.push('end');
                    </script>
                    """, on: site)
                _ = try await page.drag(page.element("#a"), to: page.element("#b"), within: Self.limit)
                #expect(
                    try await page.script("log.join(', ')").string?.hasPrefix("start, drop card 7") == true)
                try await page.script("b.onclick = () => log.push('click'); log = []")
                _ = try await page.click(page.element("#b"), within: Self.limit)
                #expect(try await page.script("log.join(', ')") == "click")
            }
        }

        @Test(
            "whether the browser drags something is known from its start to its end or the next press",
            arguments: [
                ("", true), ("a.draggable = false", false),
                ("a.ondragstart = (e) => e.preventDefault()", false),
                ("a.ondragstart = () => setTimeout(() => a.remove())", true),
            ])
        func dragging(script: String, isDragged: Bool) async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <div id=a draggable=true style='width: 90px; height: 40px; background: gold'>Card</div>
                    <button id=b style='margin: 90px'>Goal</button><script>\(script)</script>
                    """, on: site)
                let goal = try await page.element("#b")
                var told: Bool?
                _ = try await page.drag(page.element("#a"), within: Self.limit) { _ in
                    told = try await page.look("isDragging")
                    return goal
                }
                #expect(told == isDragged)
                _ = try await page.click(goal, within: Self.limit)
                #expect(try await page.look("isDragging") == false)
            }
        }

        @Test("a board that follows the pointer sees it go down, move and come up")
        func dragPointer() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <div id=a style='position: absolute; left: 10px; top: 10px; width: 60px; height: 60px; background: gold'></div>
                    <div id=b style='position: absolute; left: 300px; top: 200px; width: 90px; height: 90px; background: silver'></div>
                    <script>
                    let held = false, moves = 0;
                    a.onpointerdown = () => { held = true };
                    onpointermove = (e) => { if (held) { moves++; a.style.left = e.clientX + 9 + 'px' } };
                    onpointerup = (e) => { held = false; globalThis.dropped = [document.elementFromPoint(e.clientX, e.clientY).id, moves > 1].join() };
                    </script>
                    """, on: site)
                _ = try await page.drag(page.element("#a"), to: page.element("#b"), within: Self.limit)
                #expect(try await page.script("dropped") == "b,true")
            }
        }

        @Test("a goal that is drawn anew when the drag begins is asked for again, once")
        func dragAgain() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <div id=a style='width: 60px; height: 60px; background: gold'></div>
                    <div class=b style='margin: 90px; width: 90px; height: 90px; background: silver'></div>
                    <script>
                    const anew = () => { const b = document.querySelector('.b'); b.replaceWith(b.cloneNode()) };
                    a.onpointerdown = anew;
                    onpointerup = (e) => { globalThis.dropped = document.elementFromPoint(e.clientX, e.clientY).className };
                    </script>
                    """, on: site)
                let old = try await page.element(".b")
                var asked: [Bool] = []
                _ = try await page.drag(page.element("#a"), within: Self.limit) { isAgain in
                    asked.append(isAgain)
                    return isAgain ? try await page.element(".b") : old
                }
                #expect(asked == [false, true])
                #expect(try await page.script("dropped") == "b")
                let gone = await #expect(throws: ActionError.self) {
                    try await page.drag(page.element("#a"), to: old, within: Self.limit)
                }
                #expect(gone?.code == .detached)
            }
        }

        @Test("a drag whose goal can't be reached lets go of what it holds")
        func dragNowhere() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <div id=a style='width: 60px; height: 60px; background: gold'></div>
                    <div id=b style='display: none'>goal</div>
                    <script>
                    let held = false;
                    onpointerdown = () => { held = true }; onpointerup = () => { held = false };
                    </script>
                    """, on: site)
                await #expect(throws: ActionError.self) {
                    try await page.drag(
                        page.element("#a"), to: page.element("#b"), within: .milliseconds(100))
                }
                #expect(try await page.script("held") == false)
            }
        }

        @Test("a menu that opens under the pointer can be pressed, and the pointer stays where it is")
        func hover() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <style>#menu ul { display: none } #menu:hover ul { display: block }</style>
                    <div id=menu style='width: 200px'>Products<ul><li id=a onclick="globalThis.hit = 1">Mugs</ul></div>
                    """, on: site)
                await #expect(throws: ActionError.self) {
                    try await page.click(page.element("#a"), within: .milliseconds(100))
                }
                _ = try await page.hover(page.element("#menu"), within: Self.limit)
                #expect(
                    try await page.script("menu.matches(':hover') && matchMedia('(hover: hover)').matches")
                        == true)
                _ = try await page.click(page.element("#a"), within: Self.limit)
                #expect(try await page.script("globalThis.hit") == 1)
            }
        }

        @Test("the page scrolls by pixels, to its ends, and to an element")
        func scroll() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<div style='height: 4000px'></div><p id=a>end</p><div style='height: 2000px'></div>",
                    on: site)
                try await page.scroll(dx: 0, dy: 250)
                #expect(try await page.script("scrollY") == 250)
                try await page.scrollToEnd(bottom: true)
                #expect(
                    try await page.script(
                        "scrollY + innerHeight >= document.documentElement.scrollHeight - 1") == true)
                try await page.scrollToEnd(bottom: false)
                #expect(try await page.script("scrollY") == 0)
                _ = try await page.scroll(to: page.element("#a"), within: Self.limit)
                #expect(
                    try await page.script(
                        "a.getBoundingClientRect().top >= 0 && a.getBoundingClientRect().bottom <= innerHeight"
                    ) == true)
            }
        }
    }
}
