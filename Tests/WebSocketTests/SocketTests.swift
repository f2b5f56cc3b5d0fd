import Testing

/// Everything that opens sockets; serialized, because threads are counted.
@Suite(.serialized) struct SocketTests {}
