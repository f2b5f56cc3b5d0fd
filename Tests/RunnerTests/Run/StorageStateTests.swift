import CDP
import Foundation
import PerceoTestKit
import Testing

@testable import CDP
@testable import Runner

@Suite(.timeLimit(.minutes(1))) struct StorageStateTests {
    private let nasty = "</script>\"'`${1}\u{2028}\\ é漢"

    /// How an application may keep its login: the script that signs in, and the one that tells who is signed in.
    struct Keeper: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let signIn: String
        var whoIs: String
    }

    private static let database = """
        const open = (change) => new Promise((done, fail) => {
          const opening = indexedDB.open('app', 3);
          opening.onupgradeneeded = () => {
            const users = opening.result.createObjectStore('users', { keyPath: ['profile', 'id'].join('.') });
            users.createIndex('tags', 'tags', { multiEntry: true });
            opening.result.createObjectStore('misc', { autoIncrement: true });
            opening.result.createObjectStore('plain');
          };
          opening.onerror = () => fail(opening.error);
          opening.onsuccess = () => {
            const change = opening.result.transaction(['users', 'misc', 'plain'], 'readwrite');
            change.oncomplete = () => { opening.result.close(); done(window.answer); };
            body(change.objectStore('users'), change.objectStore('misc'), change.objectStore('plain'));
          };
        });
        """

    private static let keepers = [
        Keeper(
            testDescription: "cookie of the session", signIn: "document.cookie = 'who=ada'",
            whoIs: "document.cookie"),
        Keeper(
            testDescription: "cookie with an end", signIn: "document.cookie = 'who=ada; max-age=1000'",
            whoIs: "document.cookie"),
        Keeper(
            testDescription: "local storage", signIn: "localStorage.who = 'ada'",
            whoIs: "String(localStorage.who)"),
        Keeper(
            testDescription: "session storage", signIn: "sessionStorage.who = 'ada'",
            whoIs: "String(sessionStorage.who)"),
        Keeper(
            testDescription: "IndexedDB",
            signIn: """
                (() => { const body = (users, misc, plain) => {
                  users.put({ profile: { id: 7 }, tags: ['a', 'b'], name: 'ada', since: new Date(86400000) });
                  misc.put('first'); misc.put('second');
                  plain.put(new Uint8Array([1, 2, 3]), [new Date(0), 'key']);
                  const loop = { self: null, list: [undefined, -0, NaN, 10n, /x/gi], map: new Map([[{ k: 1 }, new Set(['s'])]]) };
                  loop.self = loop;
                  loop.__proto__field = 1;
                  plain.put(loop, 'loop');
                  plain.put(new Blob(['text'], { type: 'text/plain' }), 'blob');
                }; \(database) return open(); })()
                """,
            whoIs: """
                (() => { const body = (users, misc, plain) => {
                  const found = {};
                  const note = (name, request, read = (value) => value) => {
                    request.onsuccess = async () => { found[name] = read(request.result); };
                  };
                  note('name', users.index('tags').get('b'), (user) => user.name + user.profile.id + user.since.getTime());
                  note('misc', misc.getAll(), (list) => list.join());
                  note('next', misc.put('third'));
                  note('bytes', plain.get([new Date(0), 'key']), (bytes) => bytes.constructor.name + bytes.join());
                  note('loop', plain.get('loop'), (loop) => [
                    loop.self === loop, loop.list.length, loop.list[0] === undefined, Object.is(loop.list[1], -0),
                    Number.isNaN(loop.list[2]), loop.list[3] === 10n, String(loop.list[4]),
                    [...loop.map][0][0].k, [...loop.map][0][1].has('s')].join());
                  note('blob', plain.get('blob'), (blob) => blob.type + blob.size);
                  window.answer = found;
                }; \(database) return open().then((found) => JSON.stringify(found)); })()
                """),
    ]

    @Test(
        "whoever signed in is signed in in a new context, wherever the application keeps that",
        arguments: keepers)
    func signedIn(keeper: Keeper) async throws {
        try await FixtureSite.with { site in
            site.page("/", "<script>document.title = 'app'</script>")
            try await SharedBrowser.use { browser in
                let first = try await browser.makeContext()
                let page = try await first.newPage(PageOptions())
                try await page.open("/", on: site)
                try await page.script("Promise.resolve(\(keeper.signIn)).then(() => null)")
                let state = try await StorageState.save(page)
                let expected = try await page.script(keeper.whoIs)
                #expect(state.lost == [])
                await first.dispose()

                let second = try await browser.makeContext()
                let other = try await second.newPage(PageOptions())
                let asked = site.requests.count
                try await state.restore(to: other)
                #expect(site.requests.count == asked, "giving back a state asks the application nothing")
                try await other.open("/", on: site)
                #expect(try await other.script(keeper.whoIs) == expected)
                #expect(expected != "" && expected != "undefined")
                await second.dispose()
            }
        }
    }

    @Test func `every origin gets its own, once`()
        async throws
    {
        try await FixtureSite.with { other in
            try await withContext { context, site in
                let databases = try JSONDecoder().decode(
                    [JSONValue].self,
                    from: Data(
                        #"[{"name":"db","version":1,"stores":[{"name":"s","keyPath":null,"autoIncrement":false,"indexes":[],"records":[["k","v"]]}]}]"#
                            .utf8))
                let state = StorageState(
                    cookies: [],
                    origins: [
                        site.origin: .init(local: ["who": nasty, nasty: "key"], databases: databases),
                        other.origin: .init(local: ["who": "somebody else"]),
                    ])
                let page = try await context.newPage(PageOptions())
                try await state.restore(to: page)
                site.page("/", "<script>document.title = localStorage.who</script>")
                try await page.open("/", on: site)
                #expect(
                    try await page.script("document.title.length > 5 && localStorage.who") == .string(nasty))
                #expect(try await page.script("localStorage.getItem(\(argument(nasty)))") == .string("key"))
                #expect(
                    try await page.script(
                        "indexedDB.databases().then((list) => list[0].name + list[0].version)")
                        == "db1")
                try await page.script("localStorage.who = 'changed'")
                try await page.open("/", on: site)
                #expect(try await page.script("localStorage.who") == .string("changed"))
            }
        }
    }

    @Test func `cookies that belong to one embedding site stay with it`() async throws {
        try await withContext { context, site in
            let key = DevTools.Network.CookiePartitionKey(
                topLevelSite: "https://embedder.test", hasCrossSiteAncestor: true)
            try await context.setCookies([
                DevTools.Network.CookieParam(
                    name: "part", value: "1", url: "https://widget.test/", secure: true,
                    sameSite: .init(rawValue: "None"), partitionKey: key)
            ])
            let page = try await context.newPage(PageOptions())
            let state = try await StorageState.save(page)
            #expect(state.cookies.first?.partitionKey?.topLevelSite == "https://embedder.test")
            let second = try await context.browser.makeContext()
            try await state.restore(to: try await second.newPage(PageOptions()))
            let given = try await second.cookies()
            #expect(given.map(\.name) == ["part"])
            #expect(given.first?.partitionKey?.topLevelSite == "https://embedder.test")
            #expect(given.first?.partitionKey?.hasCrossSiteAncestor == true)
            await second.dispose()
        }
    }

    @Test func `what no other browser could use is named`() async throws {
        try await withContext { context, site in
            site.page("/", "<p>hello")
            let page = try await context.newPage(PageOptions())
            try await page.open("/", on: site)
            try await page.script(
                """
                crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['encrypt']).then((key) =>
                  new Promise((done) => {
                    const opening = indexedDB.open('keys', 1);
                    opening.onupgradeneeded = () => opening.result.createObjectStore('s').put({ key }, 'k');
                    opening.onsuccess = () => { opening.result.close(); done(null); };
                  }))
                """)
            let state = try await StorageState.save(page)
            #expect(state.lost == ["\(site.origin) keys/s: CryptoKey"])
        }
    }

    @Test func `later states win over earlier ones`() {
        let merged = StorageState.merged([
            StorageState(
                cookies: [],
                origins: [
                    "http://a": .init(local: ["x": "1", "y": "1"], databases: [["name": "d", "version": 1]])
                ]),
            StorageState(
                cookies: [],
                origins: [
                    "http://a": .init(
                        local: ["x": "2"], databases: [["name": "d", "version": 2], ["name": "e"]])
                ]),
        ])
        #expect(merged?.origins["http://a"]?.local == ["x": "2", "y": "1"])
        #expect(merged?.origins["http://a"]?.databases == [["name": "d", "version": 2], ["name": "e"]])
        #expect(StorageState.merged([]).map(\.scripts) == nil)
        #expect(StorageState(cookies: [], origins: [:]).scripts.isEmpty)
    }

    struct Expiry: Sendable {
        let cookies: [(isHidden: Bool, seconds: Double?)]
        let isExpired: Bool
    }

    @Test(
        "a state has run out when the cookie that can hold a login has",
        arguments: [
            Expiry(cookies: [], isExpired: false),
            Expiry(cookies: [(true, nil)], isExpired: false),
            Expiry(cookies: [(true, 3600)], isExpired: false),
            Expiry(cookies: [(true, 60)], isExpired: true),
            Expiry(cookies: [(true, 103)], isExpired: true),
            // What script set counts only where there is nothing else.
            Expiry(cookies: [(true, 3600), (false, 60)], isExpired: false),
            Expiry(cookies: [(true, nil), (false, 60)], isExpired: false),
            Expiry(cookies: [(false, 60)], isExpired: true),
            // Gone as soon as it was there.
            Expiry(cookies: [(true, 2)], isExpired: false),
        ])
    func expiry(table: Expiry) {
        let start = Date(timeIntervalSince1970: 1_000_000)
        let cookies = table.cookies.map { cookie in
            DevTools.Network.CookieParam(
                name: "c", value: "", httpOnly: cookie.isHidden,
                expires: cookie.seconds.map { start.timeIntervalSince1970 + $0 })
        }
        let state = StorageState(cookies: cookies, origins: [:], savedAt: start)
        #expect(state.isExpired(at: start.addingTimeInterval(100)) == table.isExpired)
    }
}
