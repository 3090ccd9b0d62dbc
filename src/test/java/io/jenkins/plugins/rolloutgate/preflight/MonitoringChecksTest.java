package io.jenkins.plugins.rolloutgate.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitoringChecksTest {

    private static Finding finds(String name, Measured... series) {
        Check check = MonitoringChecks.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Need need = (Need) check.next(World.SHOP, Answers.NONE);
        return (Finding) check.next(World.SHOP, Answers.NONE.with(need.queries().get(0), List.of(series)));
    }

    private static Measured target(String instance, double up) {
        return new Measured(Map.of("instance", instance), up);
    }

    private static Measured alert(String name, String severity) {
        return new Measured(Map.of("alertname", name, "severity", severity), 1);
    }

    @Test
    void allTargetsMustBeUp() {
        assertThat(finds("prometheus", target("a", 1), target("b", 1)).status()).isEqualTo(Finding.Status.PASS);
        assertThat(finds("prometheus", target("a", 1), target("b", 0)).status()).isEqualTo(Finding.Status.WARN);
        assertThat(finds("prometheus", target("a", 1), target("b", 0)).seen())
                .isEqualTo("1 of 2 targets are up, not b");
    }

    @Test
    void aSourceThatSeesNothingIsNoSource() {
        assertThat(finds("prometheus").status()).isEqualTo(Finding.Status.FAIL);
        assertThat(finds("prometheus", target("a", 0)).status()).isEqualTo(Finding.Status.FAIL);
        assertThat(finds("prometheus", target("a", Double.NaN)).status()).isEqualTo(Finding.Status.FAIL);
    }

    @Test
    void onlyACriticalAlertForbidsARelease() {
        assertThat(finds("alerts").status()).isEqualTo(Finding.Status.PASS);
        assertThat(finds("alerts", alert("Watchdog", "none")).status()).isEqualTo(Finding.Status.PASS);
        assertThat(finds("alerts", alert("DiskFull", "Critical"), alert("Watchdog", "none"))
                        .seen())
                .isEqualTo("1 critical alerts are firing: DiskFull");
    }

    @Test
    void namesOnlySomeOfMany() {
        Measured[] many = List.of("a", "b", "c", "d", "e", "f").stream()
                .map(name -> alert(name, "page"))
                .toArray(Measured[]::new);

        assertThat(finds("alerts", many).seen()).isEqualTo("6 critical alerts are firing: a, b, c, d, e and more");
    }
}
