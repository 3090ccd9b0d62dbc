package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.bind.Binding;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.slo.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fills blanks with what proofs have measured: each proof the first blank that is still empty and of its kind. */
final class Filling {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Set<Binding.Kind> MEASURED =
            EnumSet.of(Binding.Kind.SLO, Binding.Kind.VALUE, Binding.Kind.TIME, Binding.Kind.CHECK, Binding.Kind.GATE);

    private Filling() {}

    /** A binding and what the record says about it. */
    record Source(Binding binding, Proof proof) {}

    static Map<Integer, String> of(Item item, List<Source> sources) {
        Map<Integer, String> values = new HashMap<>();
        for (Source source : sources) {
            if (source.proof().result() != Proof.Result.PENDING) {
                fill(item, source, values);
            }
        }
        return values;
    }

    private static void fill(Item item, Source source, Map<Integer, String> values) {
        Event event = source.proof().event().orElseThrow();
        boolean signed =
                source.binding().kind() == Binding.Kind.SIGN && source.proof().result() == Proof.Result.PASS;
        for (int i = 0; i < item.blanks().size(); i++) {
            Blank blank = item.blanks().get(i);
            Optional<String> value = signed ? signature(blank, source, event) : measured(blank, source, event.time());
            if (value.isPresent() && !values.containsKey(i)) {
                values.put(i, value.get());
                if (!signed) {
                    return;
                }
            }
        }
    }

    /** Who approved, and when. */
    private static Optional<String> signature(Blank blank, Source source, Event event) {
        return switch (blank.kind()) {
            case TEXT -> Optional.of(source.proof().sentence().replaceFirst("^approved by ", ""));
            case DATE -> Optional.of(DATE.format(event.time()));
            case TIME -> Optional.of(TIME.format(event.time()));
            case NUMBER, CHOICE -> Optional.empty();
        };
    }

    private static Optional<String> measured(Blank blank, Source source, Instant time) {
        if (source.binding().kind() == Binding.Kind.MOMENT) {
            return blank.kind() == Blank.Kind.TIME
                    ? Optional.of(TIME.format(time))
                    : blank.kind() == Blank.Kind.DATE ? Optional.of(DATE.format(time)) : Optional.empty();
        }
        boolean number = MEASURED.contains(source.binding().kind())
                && blank.kind() == Blank.Kind.NUMBER
                && source.proof().value().isPresent();
        return number
                ? blank.one().map(one -> Words.number(source.proof().value().getAsDouble() / one.value()))
                : Optional.empty();
    }
}
