package io.jenkins.plugins.rolloutgate.record;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records in memory, for tests. */
public final class Records {
    public static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    private Records() {}

    /** A journal that can be told to fail. */
    public static final class Memory implements Journal {
        private final List<String> lines = new ArrayList<>();
        private boolean full;

        public void full(boolean value) {
            full = value;
        }

        @Override
        public void append(String line, boolean force) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            lines.add(line);
        }

        @Override
        public List<String> lines() {
            return List.copyOf(lines);
        }
    }

    /** A record with this many events. */
    public static Memory of(int events) throws IOException {
        Memory journal = new Memory();
        ReleaseRecord record = ReleaseRecord.open(journal);
        record.append(START, "ann", EventKind.STARTED, Json.object().put("release", "checkout-7"));
        for (int i = 2; i <= events; i++) {
            record.append(
                    START.plusSeconds(i),
                    Event.ENGINE,
                    EventKind.PROGRESS,
                    Json.object().put("text", "ready " + i + " \u2603"));
        }
        return journal;
    }
}
