/// The pages of the test site.
enum SitePages {
    static let all = [
        "/": plain, "/plain": plain, "/second": "<h1>Second page</h1>", "/restless": restless,
        "/alert": "<h1>After the alert</h1><script>alert('Mind the step')</script>", "/leave": leave,
        "/loop": "<h1>Busy page</h1><button onclick='for (;;) {}'>Hang</button>", "/late": late,
        "/busy": busy,
        "/form": form, "/found": found, "/save": save, "/who": who,
    ].mapValues { "<html lang=en><title>Test site</title><link rel=icon href=data:,>\($0)</html>" }

    /// Differs from one visit to the next.
    static func visit(_ number: Int) -> String {
        "<h1>\(number == 1 ? "Not yet" : "Ready")</h1><p>Visit \(number)</p>"
    }

    private static let plain = "<h1>Plain page</h1><a href=/second>Next</a>"
    private static let save = "<h1>Saved</h1><script>document.cookie = 'who=ada; path=/'</script>"
    private static let who = "<h1>Cookies</h1><p id=c></p><script>c.textContent = document.cookie</script>"
    private static let form = """
        <h1>Form</h1><form action=/found><label>Code <input name=code></label><button>Look up</button></form>
        """
    private static let restless = """
        <h1>Restless page</h1><p id=n>0</p><button onclick="done.textContent='Pressed'">Press</button><p id=done></p>
        <script>
        let count = 0;
        const change = () => { n.textContent = ++count; requestAnimationFrame(change) };
        change();
        setInterval(() => fetch('/plain?again=' + count), 50);
        </script>
        """
    private static let leave = """
        <h1>Unsaved</h1><label>Note <input id=note></label><a href=/second>Next</a>
        <script>addEventListener('beforeunload', event => { event.preventDefault(); event.returnValue = '' })</script>
        """
    private static let late = """
        <h1>Late page</h1><p id=x>Wait</p><script>setTimeout(() => { x.textContent = 'Done' }, 1500)</script>
        """
    /// Noise that no video codec makes small.
    private static let busy = """
        <h1 id=x>Wait</h1><canvas id=c width=1200 height=600></canvas><script>
        const g = c.getContext('2d'), image = g.createImageData(1200, 600);
        const draw = () => {
          for (let i = 0; i < image.data.length; i++) image.data[i] = Math.random() * 256;
          g.putImageData(image, 0, 0);
        };
        setInterval(draw, 60);
        setTimeout(() => { x.textContent = 'Done' }, 1000);
        </script>
        """
    /// Repeats what it was asked for wherever a page can.
    private static let found = """
        <h1>You typed</h1><p id=echo></p><label>Again <input id=again></label>
        <script>
        const code = new URLSearchParams(location.search).get('code');
        echo.textContent = code;
        again.value = code;
        document.title = 'Found ' + code;
        console.log('looked up', code);
        console.error('no entry for ' + code, btoa(unescape(encodeURIComponent(code))));
        fetch('/nothing?code=' + encodeURIComponent(code) + '&also=' + btoa(unescape(encodeURIComponent(code))));
        // Texts that are cut in the middle of it.
        for (const limit of [40, 50, 60, 80, 120, 160, 200, 300, 500, 600, 2000]) {
          const text = 'x'.repeat(limit - 7) + code;
          const box = document.createElement('p');
          box.id = 'cut' + limit;
          box.textContent = text;
          const button = document.createElement('button');
          button.textContent = 'Cut ' + text.slice(4);
          document.body.append(box, button);
          fetch('/' + text.replace(code, encodeURIComponent(code)));
          console.warn(text);
        }
        console.log('x'.repeat(3993) + code);
        console.error('x'.repeat(285) + code);
        setTimeout(() => { throw new Error('no entry ' + code) });
        </script>
        """
}
