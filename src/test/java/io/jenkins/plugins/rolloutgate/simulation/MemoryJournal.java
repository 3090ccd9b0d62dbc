package io.jenkins.plugins.rolloutgate.simulation;

import io.jenkins.plugins.rolloutgate.record.Journal;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory that can kill its process at a given line. */
public final class MemoryJournal implements Journal {
    private final List<String> lines = new ArrayList<>();
    private int crashAt = Integer.MAX_VALUE;
    private boolean kept;

    /** The end of a process; nothing in production code may catch it. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void crashAt(int line, boolean kept) {
        this.crashAt = line;
        this.kept = kept;
    }

    MemoryJournal copy() {
        MemoryJournal copy = new MemoryJournal();
        copy.lines.addAll(lines);
        return copy;
    }

    @Override
    public void append(String line, boolean force) {
        boolean crash = lines.size() + 1 == crashAt;
        if (!crash || kept) {
            lines.add(line);
        }
        if (crash) {
            crashAt = Integer.MAX_VALUE;
            throw new Crash();
        }
    }

    @Override
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
