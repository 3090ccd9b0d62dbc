package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SelectorIndexTest {
    record Change(String name, Map<String, String> selector) {}

    @Property(tries = 300)
    void findsWhatAskingEachSelectorFinds(
            @ForAll("changes") List<Change> changes, @ForAll("labels") Map<String, String> labels) {
        SelectorIndex<Map<String, String>> index = new SelectorIndex<>(Function.identity());
        Map<String, Map<String, String>> objects = new HashMap<>();

        for (Change change : changes) {
            Map<String, String> before = change.selector() == null
                    ? objects.remove(change.name())
                    : objects.put(change.name(), change.selector());
            index.change(change.name(), before, change.selector());
        }

        assertThat(index.selecting(labels))
                .isEqualTo(objects.entrySet().stream()
                        .filter(object -> Labels.matches(object.getValue(), labels))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<String> name = Arbitraries.of("blue", "green", "active", "preview");
        return Combinators.combine(name, labels().injectNull(0.2))
                .as(Change::new)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(Arbitraries.of("app", "version", "tier"), Arbitraries.of("shop", "blue"))
                .ofMaxSize(3);
    }
}
