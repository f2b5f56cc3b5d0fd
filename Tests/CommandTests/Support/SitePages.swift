/// The pages of the test site, by path.
enum SitePages {
    /// - Parameter visit: How often this address has been asked for, this time included.
    static func page(_ path: String, visit: Int) -> String? {
        switch path {
        case "/", "/plain": document("<h1>Plain page</h1><a href=/second>Next</a>")
        case "/second": document("<h1>Second page</h1>")
        case "/colours": document(#"<h1>Colours</h1><div style="background:#c00;width:600px;height:300px"></div>"#)
        case "/restless": document(restless)
        case "/alert": document("<h1>After the alert</h1><script>alert('Mind the step')</script>")
        case "/leave": document(leave)
        case "/loop": document(loop)
        case "/visit": document("<h1>\(visit == 1 ? "Not ready" : "Ready")</h1><p>Visit \(visit)</p>")
        case "/late": document(late)
        case "/busy": document(busy)
        case "/form": document(form)
        case "/found": document("<h1>You typed</h1><p id=echo></p>" + echo)
        case "/save": document("<h1>Saved</h1><script>document.cookie='who=ada;path=/'</script>")
        case "/who": document("<h1>Cookies</h1><p id=c></p><script>c.textContent=document.cookie</script>")
        case "/slow": document("<h1>Slow page</h1><script>setTimeout(() => { x.textContent='Done' }, 20000)</script><p id=x>Wait")
        default: nil
        }
    }

    private static func document(_ body: String) -> String {
        "<!doctype html><html lang=en><title>Test site</title><link rel=icon href=data:,>\(body)</html>"
    }

    private static let restless = """
        <h1>Restless page</h1><p id=n>0</p><button onclick="done.textContent='Pressed'">Press</button><p id=done></p>
        <script>
        let n = 0; const loop = () => { document.getElementById('n').textContent = ++n; requestAnimationFrame(loop) }; loop();
        setInterval(() => fetch('/plain?again=' + n), 50);
        </script>
        """
    private static let leave = """
        <h1>Unsaved</h1><label>Note <input id=note></label><a href=/second>Next</a>
        <script>addEventListener('beforeunload', event => { event.preventDefault(); event.returnValue = '' })</script>
        """
    private static let loop = """
        <h1>Busy page</h1><button onclick="for (;;) {}">Hang</button>
        """
    private static let late = """
        <h1>Late page</h1><p id=x>Wait</p>
        <script>setTimeout(() => { document.getElementById('x').textContent = 'Done' }, 1500)</script>
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
    private static let form = """
        <h1>Form</h1><form action=/found><label>Code <input name=code></label><button>Look up</button></form>
        """
    private static let echo = """
        <script>
        const code = new URLSearchParams(location.search).get('code');
        document.getElementById('echo').textContent = code;
        console.log('looked up', code); console.error('no entry for ' + code);
        document.title = 'Found ' + code;
        document.body.dataset.encoded = btoa(code);
        console.warn(btoa(code));
        fetch('/nothing?code=' + encodeURIComponent(code) + '&also=' + encodeURIComponent(btoa(code)));
        </script>
        """
}
