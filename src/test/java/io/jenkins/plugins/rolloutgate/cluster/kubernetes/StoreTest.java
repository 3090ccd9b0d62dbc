package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final AtomicInteger conversions = new AtomicInteger();
    private final Store<String> store = new Store<>(object -> {
        conversions.incrementAndGet();
        return object.path("value").asText();
    });

    private static ObjectNode object(String version, String value) {
        ObjectNode object = Trees.object().put("value", value);
        object.putObject("metadata").put("name", "blue").put("resourceVersion", version);
        return object;
    }

    private static ArrayNode list(JsonNode... objects) {
        ArrayNode list = Trees.object().putArray("items");
        for (JsonNode object : objects) {
            list.add(object);
        }
        return list;
    }

    @Test
    void shouldShowAWriteUntilTheWatchIsPastIt() {
        store.replace(list(object("9", "listed")), "9");

        store.written(object("11", "written"));
        store.event("MODIFIED", object("10", "of somebody else, before"));
        assertThat(store.get("blue")).contains("written");
        store.event("MODIFIED", object("12", "of somebody else, after"));

        assertThat(store.get("blue")).contains("of somebody else, after");
    }

    @Test
    void shouldNotBringBackWhatWasDeletedAfterAWrite() {
        store.replace(list(object("9", "listed")), "9");

        store.event("MODIFIED", object("10", "written"));
        store.event("DELETED", object("11", "written"));
        store.written(object("10", "written"));

        assertThat(store.get("blue")).isEmpty();
    }

    @Test
    void shouldKeepAWriteThatAListHasNotSeen() {
        store.written(object("11", "written"));

        store.replace(list(object("9", "listed")), "10");
        assertThat(store.get("blue")).contains("written");
        store.replace(list(), "12");

        assertThat(store.get("blue")).isEmpty();
    }

    @Test
    void shouldCompareVersionsAsNumbers() {
        store.event("ADDED", object("99", "before"));

        assertThat(store.written(object("100", "after"))).isPresent();
        assertThat(store.event("MODIFIED", object("98", "long ago"))).isEmpty();
    }

    @Test
    void shouldTakeVersionsThatAreNoNumbersForNews() {
        store.event("ADDED", object("b", "first"));
        store.event("MODIFIED", object("a", "second"));

        assertThat(store.get("blue")).contains("second");
    }

    @Test
    void shouldConvertEachVersionOnce() {
        store.event("ADDED", object("10", "once"));
        store.event("MODIFIED", object("10", "once"));
        store.replace(list(object("10", "once")), "12");

        assertThat(conversions).hasValue(1);
    }
}
