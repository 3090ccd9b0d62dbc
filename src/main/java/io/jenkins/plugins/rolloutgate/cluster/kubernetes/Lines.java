package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Cuts a stream of bytes at its line ends, and leaves decoding to whoever has the whole line. One thread at a time. */
final class Lines {
    private final Consumer<byte[]> consumer;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    Lines(Consumer<byte[]> consumer) {
        this.consumer = consumer;
    }

    void add(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                end();
            } else {
                rest.write(next);
            }
        }
    }

    private void end() {
        if (rest.size() > 0) {
            byte[] line = rest.toByteArray();
            rest.reset();
            consumer.accept(line);
        }
    }

    /** What came after the last line end. */
    byte[] rest() {
        return rest.toByteArray();
    }
}
