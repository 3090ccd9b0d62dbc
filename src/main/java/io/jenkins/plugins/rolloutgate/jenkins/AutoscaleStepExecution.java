package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.run.autoscale.HpaRun;
import io.jenkins.plugins.rolloutgate.run.autoscale.ScaleTargets;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Checks what stands in the way of an autoscaler, writes it, and looks at it again and again until it works. */
abstract class AutoscaleStepExecution<S extends AutoscaleStep> extends ClusterStepExecution<S> {
    private static final long serialVersionUID = 1L;

    private static final Duration CHECKS_WITHIN = Duration.ofSeconds(30);

    private final long lookAgainSeconds;
    private transient List<Checked> found;
    private transient Instant since;

    AutoscaleStepExecution(StepContext context, S step, long lookAgainSeconds) {
        super(context, step);
        this.lookAgainSeconds = lookAgainSeconds;
    }

    /** Checks of one Deployment. */
    interface Checking {
        List<Checked> run(Preflight preflight) throws InterruptedException;
    }

    /** Looks once, and ends or {@linkplain #again waits}. */
    abstract void look() throws IOException, InterruptedException;

    String front() {
        return ScaleTargets.service(step.getApplication(), step.getDeployment(), step.getService());
    }

    /** The Deployment that is named, or that of the application. */
    String deployment(ScaleTargets targets) throws ClusterException {
        return step.getDeployment().isEmpty()
                ? targets.deployment(step.getApplication(), front())
                : step.getDeployment();
    }

    void forget() {
        found = new ArrayList<>();
    }

    /** Why nothing may be written, if something is in the way. */
    Optional<String> obstacle(ApiReader reader, Checking checking) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Checked> checks;
        try {
            checks = checking.run(new Preflight(reader, threads, InstantSource.system(), CHECKS_WITHIN));
        } finally {
            threads.shutdownNow();
        }
        found.addAll(checks);
        log(checks);
        return HpaRun.obstacle(checks).map(one -> one.finding().seen());
    }

    void firstLook() throws IOException, InterruptedException {
        since = Instant.now();
        if (!isCompleted()) {
            look();
        }
    }

    Duration waited() {
        return Duration.between(since, Instant.now());
    }

    boolean isOver(Duration waited) {
        return waited.compareTo(step.patience()) >= 0;
    }

    void again() {
        Future<?> unused = Timer.get()
                .schedule(
                        () -> later(() -> {
                            if (!isCompleted()) {
                                look();
                            }
                        }),
                        lookAgainSeconds,
                        TimeUnit.SECONDS);
    }

    void take(Checked result) throws IOException, InterruptedException {
        found.add(result);
        log(List.of(result));
    }

    void end(Optional<String> problem) throws IOException, InterruptedException {
        CheckedLines.tick(run(), found);
        if (problem.isPresent()) {
            fail(new AbortException(step.function() + ": " + problem.get()));
        } else {
            succeed(found);
        }
    }
}
