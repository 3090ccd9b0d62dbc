package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.JUnitXml;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs the checks on the controller's own threads, and again after a restart: they change nothing. */
final class CheckingExecution extends ClusterStepExecution<CheckingStep> {
    private static final long serialVersionUID = 1L;

    CheckingExecution(StepContext context, CheckingStep step) {
        super(context, step);
    }

    @Override
    void begin() throws IOException, InterruptedException {
        Run<?, ?> run = run();
        KubernetesCluster entry = cluster();
        List<Check> checks = new ArrayList<>(step.chosen());
        try {
            checks.addAll(step.declared(getContext()));
        } catch (IllegalArgumentException e) {
            throw new AbortException(step.function() + ": " + e.getMessage());
        }
        List<Checked> found = ControllerReleases.get()
                .preflight(run, entry, step.metricSource(), checks, step.subject(Instant.now()), step.patience());
        log(found);
        CheckedLines.tick(run, found);
        if (!step.getJunit().isEmpty()) {
            WorkspaceFile.write(getContext(), step.getJunit(), JUnitXml.of(step.suite(), found));
        }
        end(found);
    }

    private void end(List<Checked> found) throws IOException, InterruptedException {
        String failed = found.stream()
                .filter(one -> one.finding().status() == Finding.Status.FAIL)
                .map(one -> one.name() + ": " + one.finding().seen())
                .collect(Collectors.joining("; "));
        if (!failed.isEmpty() && !step.getOnFailure().equals(CheckingStep.UNSTABLE)) {
            fail(new AbortException(step.function() + ": " + failed));
            return;
        }
        if (!failed.isEmpty()) {
            warn(step.function() + ": " + failed);
        }
        succeed(found);
    }
}
