package io.jenkins.plugins.rolloutgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Error rate < 0.1%                              | Error rate < 0.1 %
            Latency P95: ≤ 100ms (cache), ≤ 300ms (miss)   | Latency P95 <= 100 ms (cache) ; Latency P95 <= 300 ms (miss)
            Scale-up latency < 30 sec                      | Scale-up latency < 30 s
            API latency < 200ms (P95)                      | API latency P95 < 200 ms
            Throughput > 1000 req/sec                      | Throughput > 1000/s
            Throughput: 30,000+ RPS sustained              | Throughput >= 30000/s
            Throughput >= 30k ops/sec                      | Throughput >= 30000/s
            P95 Latency: <450ms                            | P95 Latency < 450 ms
            Availability: 99.9%                            | Availability >= 99.9 %
            Downtime: 0 minutes                            | Downtime <= 0 s
            Error rate: 0%                                 | Error rate <= 0 %
            Rollback time < 2 minutes                      | Rollback time < 2 min
            Mean Time to Detect (MTTD): <5 minutes         | Mean Time to Detect (MTTD) < 5 min
            Performance maintained: ±5%                    | Performance maintained in -5 %..5 %
            Cost reduction: 10-20%                         | Cost reduction in 10 %..20 %
            CPU < 50%, memory < 300Mi/pod                  | CPU < 50 % ; memory per pod < 300Mi
            Uptime must be at least 99.9 %                 | Uptime >= 99.9 %
            Response time stays below 100 ms               | Response time < 100 ms
            Roll back within 5 minutes                     | Roll back <= 5 min
            Certificates valid for more than 30 days       | Certificates valid for > 720 h
            99th percentile latency < 1.5s                 | 99th percentile latency < 1.5 s
            Restarts < 3                                   | Restarts < 3
            """)
    void readsLimitsInProse(String text, String expected) {
        assertThat(Thresholds.of(text).stream().map(Threshold::text))
                .isEqualTo(Arrays.stream(expected.split(" ; ")).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Review the docs",
                "kubectl (v1.28+)",
                "Worker nodes available (5+ nodes: 16 CPU, 32GB RAM)",
                "Blue -> green",
                "Gradual shift (5% → 100%)",
                "Run load test at 30k ops/sec",
                "Min replicas: 3, Max replicas: 10",
                "CPU-based scaling (target: 70%)",
                "Infrastructure created: 100%",
                "Monitor over the first 24 hours",
                "Replace <name> by yours",
                "Take backup within maintenance"
            })
    void takesOtherNumbersForWhatTheyAre(String text) {
        assertThat(Thresholds.of(text)).isEmpty();
    }

    @Test
    void knowsForHowLong() {
        assertThat(Thresholds.of("Error rate > 5% for more than 5 minutes")
                        .get(0)
                        .during())
                .contains(Duration.ofMinutes(5));
    }

    @Test
    void takesNoTimeOverHostileTexts() {
        String text = "a < ".repeat(200_000) + "_".repeat(100_000);

        assertThat(Thresholds.of(text)).isEmpty();
    }
}
