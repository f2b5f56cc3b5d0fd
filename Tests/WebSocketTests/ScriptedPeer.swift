import PerceoTestKit
import Testing

@testable import WebSocket

/// A server for what Chromium never does: mute, refusing, fragmenting, hanging up.
///
/// The path says what it does.
struct ScriptedPeer: Sendable {
    private let child: ChildProcess
    private let port: Int

    static func with<R>(_ body: (ScriptedPeer) async throws -> R) async throws -> R {
        try await ChildProcess.with("/usr/bin/env", ["python3", "-u", "-c", script]) { child in
            let port = try #require(await child.firstLine { Int($0) })
            return try await body(ScriptedPeer(child: child, port: port))
        }
    }

    func url(_ path: String) -> String {
        "ws://127.0.0.1:\(port)/\(path)"
    }

    /// What the server printed next.
    func nextLine() async -> String? {
        await child.firstLine { $0 }
    }

    private static let script = #"""
        import base64, hashlib, json, socket, struct, threading

        def read(c, n):
            data = b""
            while len(data) < n:
                more = c.recv(min(n - len(data), 1 << 20))
                if not more: raise EOFError
                data += more
            return data

        def frame(opcode, payload, fin=True):
            n = len(payload)
            head = bytes([opcode | (128 if fin else 0)])
            if n < 126: head += bytes([n])
            elif n < 65536: head += bytes([126]) + struct.pack(">H", n)
            else: head += bytes([127]) + struct.pack(">Q", n)
            return head + payload

        def receive(c):
            first, second = read(c, 2)
            n = second & 127
            if n == 126: n = struct.unpack(">H", read(c, 2))[0]
            elif n == 127: n = struct.unpack(">Q", read(c, 8))[0]
            mask = read(c, 4)
            payload = read(c, n)
            if n < 70000: payload = bytes(b ^ mask[i % 4] for i, b in enumerate(payload))
            return first >> 7, first & 15, payload

        def until_closed(c):
            while True:
                fin, opcode, payload = receive(c)
                if opcode == 8:
                    c.sendall(frame(8, payload))
                    return

        def serve(c):
            head = b""
            while b"\r\n\r\n" not in head: head += read(c, 1)
            lines = head.decode().split("\r\n")
            path = lines[0].split()[1]
            headers = {k.lower(): v.strip() for k, v in (l.split(":", 1) for l in lines[1:] if l)}
            if path == "/mute":
                c.recv(1)
                return
            if path == "/forbidden":
                c.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                return
            key = headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
            accept = base64.b64encode(hashlib.sha1(key.encode()).digest())
            c.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                      b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")
            if path == "/headers":
                c.sendall(frame(1, json.dumps(headers).encode()))
            elif path == "/fragments":
                c.sendall(frame(1, b"one ", False) + frame(9, b"ping"))
                c.sendall(frame(0, b"two ", False) + frame(0, b"three"))
                fin, opcode, payload = receive(c)
                c.sendall(frame(2, bytes([opcode]) + payload))
            elif path == "/bytewise":
                for byte in frame(1, b"slowly, " * 40): c.sendall(bytes([byte]))
            elif path == "/farewell":
                c.sendall(frame(1, b"last") + frame(8, struct.pack(">H", 4001) + b"enough"))
            elif path == "/drop":
                c.sendall(frame(1, b"last"))
                return
            elif path == "/large":
                c.sendall(frame(1, b"x" * 3000))
            elif path == "/frames":
                while True:
                    fin, opcode, payload = receive(c)
                    if opcode == 8:
                        c.sendall(frame(8, payload))
                        return
                    c.sendall(frame(1, f"{fin} {opcode} {len(payload)}".encode()))
            elif path == "/printed":
                fin, opcode, payload = receive(c)
                print(opcode, payload.decode())
                fin, opcode, payload = receive(c)
                print(opcode, struct.unpack(">H", payload[:2])[0])
                c.sendall(frame(8, payload))
                return
            elif path == "/deaf":
                threading.Event().wait()
            until_closed(c)

        def run(c):
            c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try: serve(c)
            except (EOFError, OSError): pass
            finally: c.close()

        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        print(listener.getsockname()[1])
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=run, args=(connection,), daemon=True).start()
        """#
}
