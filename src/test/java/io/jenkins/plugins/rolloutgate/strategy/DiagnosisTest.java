package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failure to become ready is explained in one line, and not waited out when it is hopeless. */
class DiagnosisTest {
    private final Shop shop = Shop.deploying("web:2").until(Phase.READY);

    private void pod(Optional<String> unschedulable, Pod.Container... containers) {
        shop.when(cluster -> cluster.pods(
                GREEN,
                new Pod(
                        "web-green-0",
                        "uid-0",
                        Labels.of(cluster.at(GREEN, "/spec/template/metadata/labels")),
                        false,
                        false,
                        unschedulable,
                        List.of(containers))));
    }

    private static Pod.Container web(int restarts, String waiting, String message) {
        Optional<Integer> exit = restarts > 0 ? Optional.of(137) : Optional.empty();
        return new Pod.Container("web", "web:2", false, restarts, waiting, message, exit);
    }

    @Test
    void podsThatOnlyTakeTheirTimeAreNotExplained() {
        pod(Optional.empty(), web(0, "ContainerCreating", ""));

        assertThat(shop.says()).isEqualTo("READY waits: ready 0 of 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ImagePullBackOff           | manifest unknown | image web:2 cannot be pulled (ImagePullBackOff): manifest unknown
                    InvalidImageName           |                  | image web:2 cannot be pulled (InvalidImageName)
                    ErrImageNeverPull          |                  | image web:2 cannot be pulled (ErrImageNeverPull)
                    CreateContainerConfigError | no secret db     | CreateContainerConfigError: no secret db
                    RunContainerError          |                  | RunContainerError
                    """)
    void aContainerThatCannotStartTurnsTheReleaseAtOnce(String reason, String message, String sentence) {
        pod(Optional.empty(), web(0, reason, message == null ? "" : message));

        assertThat(shop.says())
                .isEqualTo("decides rollback: deployment web-green did not get ready (ready 0 of 3): pod web-green-0,"
                        + " container web: " + sentence);
    }

    @Test
    void aFirstFailedPullMayStillSucceed() {
        pod(Optional.empty(), web(0, "ErrImagePull", "timeout"));

        assertThat(shop.says())
                .isEqualTo("READY waits: ready 0 of 3: pod web-green-0, container web: image web:2 cannot be pulled"
                        + " (ErrImagePull): timeout");
    }

    @Test
    void oneCrashMayBeBadLuck() {
        pod(Optional.empty(), web(1, "", ""));

        assertThat(shop.says())
                .isEqualTo("READY waits: ready 0 of 3: pod web-green-0, container web: crashed once with exit code"
                        + " 137");
    }

    @Test
    void aCrashLoopIsQuotedWithTheLogOfTheRunBefore() {
        pod(Optional.empty(), web(2, "CrashLoopBackOff", ""));

        assertThat(((Action.Evaluate) shop.next()).gate())
                .isEqualTo(new Gate.Explain("explain", "web-green-0", "web", true));
        shop.answered(Verdict.PASS, "last log lines: no database");

        assertThat(shop.says())
                .isEqualTo("decides rollback: deployment web-green did not get ready (ready 0 of 3): pod web-green-0,"
                        + " container web: crashed 2 times with exit code 137; last log lines: no database");
    }

    @Test
    void aPodWithoutNodeIsWaitedForUntilTheTimeout() {
        pod(Optional.of("0/3 nodes are available: 3 Insufficient cpu."), web(0, "", ""));

        assertThat(shop.says())
                .isEqualTo("READY waits: ready 0 of 3: pod web-green-0 finds no node: 0/3 nodes are available: 3"
                        + " Insufficient cpu.");
        assertThat(shop.after(Duration.ofMinutes(5)).says())
                .startsWith("decides rollback: ")
                .endsWith("pod web-green-0 finds no node: 0/3 nodes are available: 3 Insufficient cpu.");
    }

    @Test
    void aProbeThatFailsIsExplainedByTheLogOfTodayAtTheTimeout() {
        pod(Optional.empty(), web(0, "", ""));

        shop.after(Duration.ofMinutes(5));

        assertThat(((Action.Evaluate) shop.next()).gate())
                .isEqualTo(new Gate.Explain("explain", "web-green-0", "web", false));
        assertThat(shop.answered(Verdict.PASS, "readiness probe failed: 503").says())
                .isEqualTo("decides rollback: deployment web-green did not get ready within 5 min (ready 0 of 3): pod"
                        + " web-green-0, container web: runs, but is not ready; readiness probe failed: 503");
    }

    @Test
    void anExceededQuotaIsToldByTheDeployment() {
        shop.when(cluster -> cluster.pods(GREEN).fails(GREEN, "exceeded quota: pods=3"));

        assertThat(shop.says()).isEqualTo("READY waits: ready 0 of 3: deployment web-green: exceeded quota: pods=3");
        assertThat(shop.after(Duration.ofMinutes(5)).says())
                .isEqualTo("decides rollback: deployment web-green did not get ready within 5 min (ready 0 of 3):"
                        + " deployment web-green: exceeded quota: pods=3");
    }

    @Test
    void aSidecarThatCrashesIsNamedBeforeTheContainerThatWaitsForIt() {
        pod(
                Optional.empty(),
                web(0, "PodInitializing", ""),
                new Pod.Container("init", "init:1", false, 3, "CrashLoopBackOff", "", Optional.of(1)));

        Diagnosis found = Diagnosis.of(shop.situation().idle(), shop.situation().newPods())
                .orElseThrow();

        assertThat(found.sentence()).isEqualTo("pod web-green-0, container init: crashed 3 times with exit code 1");
        assertThat(found.hopeless()).isTrue();
    }

    @Test
    void aHopelessPodIsTakenBeforeOneThatMayStillGetReady() {
        Pod slow = shop.cluster().pod(GREEN, 0, false);
        Pod.Container container = web(0, "ImagePullBackOff", "");
        Pod bad = new Pod("bad", "uid-bad", slow.labels(), false, false, Optional.empty(), List.of(container));

        Diagnosis found =
                Diagnosis.of(shop.situation().idle(), List.of(slow, bad, slow)).orElseThrow();

        assertThat(found.sentence()).startsWith("pod bad,");
    }

    @Test
    void podsThatAreReadyOrEndingExplainNothing() {
        Pod ready = shop.cluster().pod(GREEN, 0, true);
        Pod ending = new Pod(
                "old",
                "uid-old",
                ready.labels(),
                false,
                true,
                Optional.empty(),
                List.of(web(5, "CrashLoopBackOff", "")));

        assertThat(Diagnosis.of(shop.situation().idle(), List.of(ready, ending)))
                .isEmpty();
    }
}
