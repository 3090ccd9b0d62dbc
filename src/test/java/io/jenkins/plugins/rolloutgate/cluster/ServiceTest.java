package io.jenkins.plugins.rolloutgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceTest {

    /** Unsorted maps have another order in each process, and so had the sentences that quote them. */
    @Test
    void itsSelectorReadsTheSameInEveryProcess() {
        Metadata metadata = new Metadata(new ObjectRef(Kind.SERVICE, "shop", "web"), "uid", "1", Map.of());
        Map<String, String> selector = Map.of("f", "1", "e", "2", "d", "3", "c", "4", "b", "5", "a", "6");

        Service service = new Service(metadata, selector, false, false, false, Json.object());

        assertThat(service.selector()).hasToString("{a=6, b=5, c=4, d=3, e=2, f=1}");
    }
}
