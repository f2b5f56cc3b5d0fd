import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Fields and boards that answer to input in ways of their own.
    @Suite struct WidgetTests {
        private static let limit = Duration.seconds(5)

        @Test("a field that formats while it is typed into keeps what a person would see")
        func mask() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <input id=a><script>
                    a.oninput = () => { a.value = a.value.replace(/\\D/g, '').replace(/(\\d{4})(?=\\d)/g, '$1 ').slice(0, 19) };
                    </script>
                    """, on: site)
                let element = try await page.element("#a")
                let filled = try await page.fill(element, with: "4242424242424242", within: Self.limit)
                #expect(filled.value == "4242 4242 4242 4242")
                _ = try await page.fill(element, with: "", within: Self.limit)
                _ = try await page.type("55554444", into: element, within: Self.limit)
                #expect(try await page.script("a.value") == "5555 4444")
            }
        }

        @Test(
            "boxes for one digit each are filled one after the other, typed or filled from the first",
            arguments: [true, false])
        func digits(isTyped: Bool) async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <div>\(String(repeating: "<input maxlength=1 size=1>", count: 4))</div><script>
                    const boxes = [...document.querySelectorAll('input')];
                    for (const [at, box] of boxes.entries()) box.oninput = () => { if (box.value) boxes[at + 1]?.focus() };
                    </script>
                    """, on: site)
                let first = try await page.element("input")
                if isTyped {
                    _ = try await page.type("4711", into: first, within: Self.limit)
                } else {
                    _ = try await page.fill(first, with: "4711", within: Self.limit)
                }
                #expect(try await page.script("boxes.map((box) => box.value).join('')") == "4711")
            }
        }

        @Test(
            "an editor of the page's own gets its text",
            arguments: [
                "<div id=a contenteditable>old</div>",
                "<div id=a contenteditable><p>old <b>bold</b> text</p><p>second</p></div>",
                """
                <div id=a contenteditable>old</div><script>
                // Takes all input itself, as editors that keep their own model do.
                a.addEventListener('beforeinput', (e) => {
                  e.preventDefault();
                  const selected = getSelection().toString();
                  let text = a.textContent;
                  if (selected === text) text = '';
                  if (e.inputType.startsWith('insert')) text += e.data ?? '';
                  a.textContent = text;
                  getSelection().selectAllChildren(a);
                  getSelection().collapseToEnd();
                });
                </script>
                """,
            ])
        func editor(html: String) async throws {
            try await withPage { page, site in
                try await page.show(html, on: site)
                let filled = try await page.fill(page.element("#a"), with: "new text", within: Self.limit)
                #expect(filled.value == "new text")
                #expect(try await page.script("a.innerText.trim()") == "new text")
            }
        }

        @Test("a list that the page draws itself is chosen from like any other")
        func baseSelect() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <style>select, select::picker(select) { appearance: base-select }</style>
                    <select id=a><optgroup label=North><option value=no>Norway<option value=se>Sweden</optgroup>
                    <optgroup label=South disabled><option value=it>Italy</optgroup></select>
                    """, on: site)
                let element = try await page.element("#a")
                _ = try await page.choose(["Sweden"], in: element, within: Self.limit)
                #expect(try await page.script("a.value") == "se")
                let error = await #expect(throws: ActionError.self) {
                    try await page.choose(["Italy"], in: element, within: Self.limit)
                }
                #expect(error?.code == .noOption)
            }
        }

        /// An element that reads what is dropped on it.
        static func dropZone(_ tag: String) -> String {
            """
            <\(tag) id=a style='width: 300px; height: 90px'>Drop here</\(tag)><script>
            a.ondragover = (e) => { if (e.dataTransfer.types.includes('Files')) e.preventDefault() };
            a.ondrop = (e) => {
              e.preventDefault();
              const files = [...e.dataTransfer.files];
              globalThis.got = Promise.all(files.map((file) => file.text())).then((texts) => texts.join());
            };
            </script>
            """
        }

        @Test("files are dropped on what takes them and opens no chooser", arguments: ["div", "button"])
        func dropFiles(tag: String) async throws {
            try await withTemporaryFolder { folder in
                let files = ["one.txt", "two.txt"].map { folder.appending(path: $0) }
                for file in files { try Data(file.lastPathComponent.utf8).write(to: file) }
                try await withPage { page, site in
                    try await page.show(Self.dropZone(tag), on: site)
                    try await page.upload(files.map(\.path), to: page.element("#a"), within: Self.limit)
                    #expect(try await page.script("globalThis.got") == "one.txt,two.txt")
                }
            }
        }

        @Test("an input takes as many files as it says, or a folder")
        func severalFiles() async throws {
            try await withTemporaryFolder { folder in
                let files = ["one.txt", "two.txt"].map { folder.appending(path: $0) }
                for file in files { try Data("x".utf8).write(to: file) }
                try await withPage { page, site in
                    try await page.show(
                        "<input id=a type=file><input id=b type=file multiple><input id=c type=file webkitdirectory>",
                        on: site)
                    let error = await #expect(throws: ActionError.self) {
                        try await page.upload(files.map(\.path), to: page.element("#a"), within: Self.limit)
                    }
                    #expect(error?.code == .noFileInput)
                    try await page.upload(files.map(\.path), to: page.element("#b"), within: Self.limit)
                    #expect(
                        try await page.script("[...b.files].map((file) => file.name).join()")
                            == "one.txt,two.txt")
                    try await page.script(
                        "globalThis.listed = new Promise((done) => c.onchange = () => done(1)); null")
                    try await page.upload([folder.path], to: page.element("#c"), within: Self.limit)
                    // The folder is read while the page goes on.
                    try await page.script("globalThis.listed")
                    #expect(
                        try await page.script("[...c.files].map((file) => file.name).sort().join()")
                            == "one.txt,two.txt")
                }
            }
        }

        @Test("a slider follows its thumb")
        func slider() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <input id=a type=range min=0 max=100 style='position: absolute; left: 0; top: 0; width: 400px; margin: 0'>
                    <b id=b style='position: absolute; left: 400px; top: 0; width: 20px; height: 20px'>max</b>
                    """, on: site)
                _ = try await page.drag(page.element("#a"), to: page.element("#b"), within: Self.limit)
                #expect(try await page.script("a.value") == "100")
            }
        }

        @Test("a list that sorts itself under the pointer ends in the order it was dragged to")
        func sortable() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <ul id=list style='margin: 0; padding: 0'>\((1...4).map { "<li id=i\($0) style='height: 40px; background: silver'>\($0)</li>" }.joined())</ul>
                    <script>
                    let held = null;
                    list.onpointerdown = (e) => { held = e.target; list.setPointerCapture?.(e.pointerId) };
                    list.onpointermove = (e) => {
                      if (!held) return;
                      const over = document.elementsFromPoint(e.clientX, e.clientY).find((at) => at.localName === 'li' && at !== held);
                      if (over) over.after(held);
                    };
                    onpointerup = () => { held = null };
                    </script>
                    """, on: site)
                _ = try await page.drag(page.element("#i1"), to: page.element("#i4"), within: Self.limit)
                #expect(try await page.script("list.textContent.replace(/\\\\s/g, '').endsWith('1')") == true)
            }
        }

        @Test("what is dragged by drag events says how, ends with its source, and crosses into a frame")
        func dragAcross() async throws {
            try await withPage { page, site in
                site.page(
                    "/inner",
                    """
                    <div id=b style='width: 200px; height: 90px; background: silver'>Column</div><script>
                    b.ondragenter = b.ondragover = (e) => { e.preventDefault(); e.dataTransfer.dropEffect = 'move' };
                    b.ondrop = (e) => { e.preventDefault(); globalThis.got = [e.dataTransfer.types.join(), e.dataTransfer.effectAllowed,
                      e.dataTransfer.getData('text/x-card')].join(' ') };
                    </script>
                    """)
                try await page.show(
                    """
                    <div id=a draggable=true style='width: 90px; height: 40px; background: gold'>Card</div>
                    <iframe src=/inner style='margin: 60px; width: 300px; height: 150px'></iframe><script>
                    a.ondragstart = (e) => { e.dataTransfer.setData('text/x-card', '7'); e.dataTransfer.effectAllowed = 'move' };
                    a.ondragend = () => { globalThis.ended = true };
                    </script>
                    """, on: site)
                let inner = try await page.frame("/inner")
                _ = try await page.drag(
                    page.element("#a"), to: page.element("#b", in: inner), within: Self.limit)
                #expect(try await page.script("frames[0].got") == "text/x-card move 7")
                #expect(try await page.script("globalThis.ended") == true)
            }
        }
    }
}
