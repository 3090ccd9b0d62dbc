package io.jenkins.plugins.rolloutgate.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lines of a record and checks its chain; what can be read is returned whatever is damaged. */
public final class RecordReader {
    private RecordReader() {}

    /**
     * What was read.
     *
     * @param events every line that is an event
     * @param head hash of the last line
     * @param damage which line is not what the chain says, if any
     */
    public record Result(List<Event> events, String head, Optional<String> damage) {
        public ReleaseState state() {
            return ReleaseState.of(events);
        }
    }

    public static Result read(List<String> lines) {
        List<Event> events = new ArrayList<>();
        String head = HashChain.START;
        String damage = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String problem = null;
            try {
                Event event = Event.parse(line);
                events.add(event);
                if (!event.previous().equals(head)) {
                    problem = "line " + (i + 1) + " does not continue the line before it";
                } else if (event.sequence() != i + 1) {
                    problem = "line " + (i + 1) + " has number " + event.sequence();
                }
            } catch (RuntimeException e) {
                problem = "line " + (i + 1) + " is not an event";
            }
            damage = damage == null ? problem : damage;
            head = HashChain.hash(line);
        }
        return new Result(List.copyOf(events), head, Optional.ofNullable(damage));
    }
}
