package io.jenkins.plugins.rolloutgate.simulator;

import io.jenkins.plugins.rolloutgate.record.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory that can kill its process, or find its disk full, at a given line. */
public final class MemoryJournal implements Journal {
    private final List<String> lines = new ArrayList<>();
    private Failure failure = new Failure(Integer.MAX_VALUE, false, false);

    /** The end of a process; nothing in production code may catch it. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * How the append of a line goes wrong.
     *
     * @param line the number of the line, from 1
     * @param kept whether the line is there afterwards all the same
     * @param fullDisk whether the process is told, instead of dying
     */
    record Failure(int line, boolean kept, boolean fullDisk) {}

    void failAt(Failure next) {
        this.failure = next;
    }

    MemoryJournal copy() {
        MemoryJournal copy = new MemoryJournal();
        copy.lines.addAll(lines);
        return copy;
    }

    @Override
    public void append(String line, boolean force) throws IOException {
        boolean fails = lines.size() + 1 == failure.line();
        if (!fails || failure.kept()) {
            lines.add(line);
        }
        if (fails && failure.fullDisk()) {
            throw new IOException("No space left on device");
        }
        if (fails) {
            throw new Crash();
        }
    }

    @Override
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
