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
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        int from = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                rest.write(chunk, from, i - from);
                end();
                from = i + 1;
            }
        }
        rest.write(chunk, from, chunk.length - from);
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
