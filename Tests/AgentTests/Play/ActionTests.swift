import CDP
import Flows
import Foundation
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    @Suite struct ActionTests {
        @Test("a whole form is filled, sent and checked in one step")
        func form() async throws {
            try await withPage { page, site in
                site.page("/done", "<h1>Thank you, Ann</h1>")
                try await page.show(
                    """
                    <form action=/done><label>Name <input name=n></label>
                    <label>Country <select name=c><option>Norway<option>Sweden</select></label>
                    <label><input type=checkbox name=t> I agree</label><button>Continue</button></form>
                    """, on: site)
                let result = try await page.play(
                    """
                    actions:
                      - {type: fill, target: Name, value: "${WHO}"}
                      - {type: select, target: Country, value: Sweden}
                      - {type: check, target: I agree}
                      - {type: check, target: I agree}
                      - {type: click, target: Continue}
                    expected_state: {url: /done, visible: "Thank you, Ann"}
                    """, on: site, environment: ["WHO": "Ann Secret"])
                #expect(result.status == .passed)
                #expect(result.problem == nil)
                #expect(result.source == .resolver)
                #expect(
                    try #require(site.requests.last { $0.path == "/done" }).query
                        == "n=Ann+Secret&c=Sweden&t=on")
                #expect(
                    result.actions.map(\.target) == [
                        "field \"Name\" in form", "dropdown \"Country\" in form",
                        "checkbox \"I agree\" in form",
                        "checkbox \"I agree\" in form", "button \"Continue\" in form",
                    ])
                #expect(!result.actions.contains { $0.text.contains("Ann Secret") })
            }
        }

        @Test(
            "a thing is dragged to where it belongs, be it there, on its way, or only while something is dragged",
            arguments: [
                "zone()", "setTimeout(zone, 200)", "card.ondragstart = card.onpointerdown = zone",
                "zone(); card.ondragstart = card.onpointerdown = zone",
                "fetch('/late').then(zone)",
            ], ["", "draggable=true"])
        func drag(script: String, kind: String) async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <div id=card \(kind) style='width: 90px; height: 40px'>Card</div><p id=said></p><div id=board></div>
                    <script>
                    function zone() {
                        board.innerHTML = '<div id=zone style="margin: 50px; width: 200px; height: 90px">Drop here</div>';
                        const inZone = (e) => document.elementFromPoint(e.clientX, e.clientY)?.id === 'zone';
                        board.firstChild.ondragover = (e) => e.preventDefault();
                        document.ondrop = document.onpointerup = (e) => { said.textContent = inZone(e) ? 'dropped' : 'lost' };
                    }
                    \(script)
                    </script>
                    """, on: site)
                let result = try await page.play(
                    """
                    actions: [{type: drag, target: Card, to: Drop here}]
                    expected_state: {text: dropped}
                    """, on: site)
                #expect(result.problem == nil)
                #expect(result.actions.first?.target?.contains(" onto ") == true)
            }
        }

        /// An action that can't be done, and why.
        struct Refusal: Sendable, CustomTestStringConvertible {
            let action: String
            let code: StepProblem.Code
            let message: String
            var testDescription: String { action }

            init(_ action: String, _ code: StepProblem.Code, _ message: String) {
                self.action = action
                self.code = code
                self.message = message
            }
        }

        @Test(
            "what can't be done says why, and touches nothing",
            arguments: [
                Refusal("{type: click, target: Basket}", .targetNotFound, "\"Basket\" is not on the page"),
                Refusal("{type: click, target: Delete}", .ambiguousTarget, "\"Delete\" could be any of 2"),
                Refusal("{type: click, target: Save}", .notActionable, "the element is disabled"),
                Refusal("{type: fill, target: Fixed, value: x}", .notActionable, "the element is read-only"),
                Refusal("{type: fill, target: Digits, value: abc}", .notActionable, "the field holds"),
                Refusal(
                    "{type: select, target: Country, value: Atlantis}", .notActionable,
                    "no option \"Atlantis\""),
                Refusal("{type: press, key: Entr}", .badTarget, "unknown key \"Entr\""),
                Refusal("{type: click, target: \"css=[[\"}", .badTarget, "css=[["),
                Refusal(
                    "{type: upload, target: Photo, file: /nowhere/mug.png}", .badFile, "mug.png can't be read"
                ),
                Refusal("{type: navigate, url: \"http://127.0.0.1:9/\"}", .badNavigation, "can't open"),
                Refusal("{type: forward}", .badNavigation, "the history has no entry there"),
                Refusal("{type: switch_tab, tab: 2}", .noTab, "no tab 2 is open"),
                Refusal("{type: accept_dialog}", .noDialog, "no dialog opened"),
                Refusal("{type: wait_for, visible: Basket}", .expectationUnmet, "Basket"),
            ])
        func refused(refusal: Refusal) async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <ul><li>One <button>Delete</button></li><li>Two <button>Delete</button></li></ul>
                    <button disabled>Save</button><label>Fixed <input readonly value=1></label>
                    <label>Digits <input oninput="value = '77'"></label>
                    <label>Country <select><option>Norway</select></label><label>Photo <input type=file></label>
                    <script>globalThis.clicks = 0; addEventListener('click', () => clicks++, true)</script>
                    """, on: site)
                var limits = StepLimits()
                limits.ambiguity = .milliseconds(100)
                let result = try await page.play(
                    "actions: [\(refusal.action)]\ntimeout_ms: 400", on: site, limits: limits)
                #expect(result.problem?.code == refusal.code)
                #expect(result.status == refusal.code.status)
                #expect(result.problem?.message.contains(refusal.message) == true)
                #expect(result.problem?.location?.file == "flows/a.yaml")
                if refusal.code != .badNavigation { #expect(try await page.script("clicks") == 0) }
            }
        }

        @Test("an ambiguous target lists the candidates with their places")
        func candidates() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<ul><li>Red mug <button>Delete</button></li><li>Blue mug <button>Delete</button></li></ul>",
                    on: site)
                let result = try await page.play("actions: [{type: click, target: Delete}]", on: site)
                #expect(
                    result.problem?.candidates.map(\.text).sorted() == [
                        "button \"Delete\" in item \"Blue mug Delete\"",
                        "button \"Delete\" in item \"Red mug Delete\"",
                    ])
                let chosen = try await page.play(
                    "actions: [{type: click, target: Delete in Blue mug}]", on: site)
                #expect(chosen.problem?.code == nil)
            }
        }

        @Test("what is drawn late is waited for, and the wait says what was looked for")
        func late() async throws {
            try await withPage { page, site in
                try await page.show("<p>Loading", on: site)
                let result = try await page.when {
                    try await page.play(
                        "actions: [{type: click, target: Continue}]\ntimeout_ms: 9000", on: site)
                } waits: {
                    try await page.script(
                        "setTimeout(() => { document.body.innerHTML = '<button onclick=\"hit = 1\">Continue' }, 300); null"
                    )
                }
                #expect(result.status == .passed)
                #expect(result.waits.causes.contains("looking for \"Continue\""))
                #expect(try await page.script("hit") == 1)
            }
        }

        @Test("a list that is drawn twice for a moment is not taken for ambiguous")
        func drawnTwice() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<button onclick='globalThis.hit = 1'>Go</button><button id=ghost>Go</button>", on: site)
                let result = try await page.when {
                    try await page.play("actions: [{type: click, target: Go}]\ntimeout_ms: 9000", on: site)
                } waits: {
                    try await page.script("setTimeout(() => ghost.remove(), 200); null")
                }
                #expect(result.status == .passed)
                #expect(try await page.script("hit") == 1)
            }
        }

        @Test("an element that is replaced between the look and the press is found again")
        func replaced() async throws {
            try await withPage { page, site in
                try await page.show("<div id=box><button disabled>Go</button></div>", on: site)
                let result = try await page.when {
                    try await page.play("actions: [{type: click, target: Go}]\ntimeout_ms: 9000", on: site)
                } waits: {
                    try await page.script(
                        "setTimeout(() => { box.innerHTML = '<button onclick=\"hit = 1\">Go' }, 300); null")
                }
                #expect(result.status == .passed)
                #expect(result.waits.causes.contains("\"Go\" was replaced"))
                #expect(try await page.script("hit") == 1)
            }
        }

        @Test("a list of options that the page draws itself is opened and chosen from")
        func combobox() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <span id=l>Size</span><button id=b role=combobox aria-labelledby=l aria-expanded=false>Choose</button>
                    <ul id=list role=listbox hidden><li role=option>Small</li><li role=option>Large</li></ul>
                    <script>
                    b.onclick = () => { list.hidden = false; b.ariaExpanded = 'true' };
                    list.onclick = (e) => { b.textContent = e.target.textContent; list.hidden = true; b.ariaExpanded = 'false' };
                    </script>
                    """, on: site)
                let result = try await page.play(
                    "actions: [{type: select, target: Size, value: Large}]\nexpected_state: {text: Large}",
                    on: site)
                #expect(result.problem == nil)
                #expect(try await page.script("b.textContent") == "Large")
            }
        }

        @Test("a field that suggests after a pause is typed into, and its suggestion pressed")
        func suggestions() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <label>City <input id=c role=combobox aria-controls=list aria-expanded=false></label>
                    <ul id=list role=listbox hidden></ul><p id=p></p><script>
                    let timer;
                    c.oninput = () => {
                      clearTimeout(timer);
                      timer = setTimeout(() => {
                        list.hidden = false;
                        list.innerHTML = ['Oslo', 'Bergen', 'Bergama'].filter((one) => one.startsWith(c.value))
                          .map((one) => `<li role=option>${one}</li>`).join('');
                      }, 150);
                    };
                    list.onclick = (e) => { c.value = e.target.textContent; list.hidden = true; p.textContent = 'Going to ' + c.value };
                    </script>
                    """, on: site)
                let result = try await page.play(
                    """
                    actions:
                      - {type: select, target: City, value: Bergen}
                    expected_state: {visible: "Going to Bergen"}
                    """, on: site)
                #expect(result.problem == nil)
                #expect(result.status == .passed)
            }
        }

        @Test("a page whose texts are cut within a character is read all the same")
        func halfCharacter() async throws {
            try await withPage { page, site in
                let long = String(repeating: "a", count: 78) + "😀 and \\ud83d more"
                try await page.show("<h2>\(long)</h2><button>Go</button>", on: site)
                let result = try await page.play(
                    "actions:\n  - {type: click, target: Go}\nexpected_state: {visible: Go}", on: site)
                #expect(result.problem == nil)
                #expect(result.status == .passed)
            }
        }

        @Test("the remaining actions reach the page")
        func rest() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appending(path: "mug.txt")
                try Data("mug".utf8).write(to: file)
                try await withPage { page, site in
                    site.page("/two", "<h1>Two</h1>")
                    try await page.show(
                        """
                        <style>#menu span { display: none } #menu:hover span { display: inline }</style>
                        <button ondblclick="note('double')" oncontextmenu="note('right')">Card</button>
                        <div id=menu>Products <span><a href='#x' onclick="note('mugs')">Mugs</a></span></div>
                        <label>Photo <input type=file onchange="note(files[0].name)"></label>
                        <label>Search <input id=q value=old onkeydown="event.key === 'Enter' && note('search ' + value)"></label>
                        <div style='height: 3000px'></div><footer id=f>Imprint</footer>
                        <script>globalThis.log = []; const note = (text) => log.push(text)</script>
                        """, on: site)
                    let result = try await page.play(
                        """
                        actions:
                          - {type: double_click, target: Card}
                          - {type: right_click, target: Card}
                          - {type: hover, target: Products}
                          - {type: click, target: Mugs}
                          - {type: upload, target: Photo, file: \(file.path(percentEncoded: false))}
                          - {type: clear, target: Search}
                          - {type: type, target: Search, value: mug}
                          - {type: press, key: Enter, target: Search}
                          - {type: scroll, to: bottom}
                        expected_state: {url: "/#x"}
                        """, on: site)
                    #expect(result.problem == nil)
                    #expect(try await page.script("log.join()") == "double,right,mugs,mug.txt,search mug")
                    #expect(try await page.script("scrollY > 2000") == true)
                    let history = try await page.play(
                        """
                        actions: [{type: navigate, url: /two}, {type: back}, {type: forward}, {type: reload}]
                        expected_state: {url: /two, visible: Two}
                        """, on: site)
                    #expect(history.problem == nil)
                }
            }
        }

        @Test("a picture the flow asks for is taken under its name")
        func screenshot() async throws {
            try await withPage { page, site in
                try await page.show("<p>hello", on: site)
                let names = Observed<[String?]>([])
                let agent = StepAgent(page: page, baseURL: nil) { name in names.update { $0.append(name) } }
                let result = await agent.perform(
                    try step("actions: [{type: screenshot, name: cart}, {type: screenshot}]"))
                #expect(result.status == .passed)
                #expect(names.read { $0 } == ["cart", nil])
            }
        }
    }
}
