package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that asks the controller for a release and follows it. Saved with the running build: plain, serialisable fields
 * only.
 */
public abstract class ReleaseStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Name of an entry of the administrator; empty for the only one. */
    public abstract String getCluster();

    /** Whether only to print what the release would write. */
    public boolean isPlan() {
        return false;
    }

    /** Id of the release to go on with; empty to begin one. */
    String continues() {
        return "";
    }

    /** What the build log is told before the release begins, one line each. */
    List<String> notes() {
        return List.of();
    }

    /** Share, in percent, with which the step is done; 100 when it ends with the release. */
    int doneAt(ReleaseSpec spec) {
        return 100;
    }

    /**
     * The cluster that the release goes to.
     *
     * @param spec the arguments so far, without the name of the cluster
     * @throws AbortException if the folder may not use it
     */
    Optional<KubernetesCluster> chooseCluster(String folder, ReleaseSpec spec) throws AbortException {
        return Optional.of(AllowedClusters.configured().choose(folder, getCluster(), spec.namespace()));
    }

    /**
     * The complete arguments.
     *
     * @param cluster name of the entry; empty as long as it has not been chosen
     * @param body whether the step has a block
     * @throws IllegalArgumentException naming the argument that is wrong or missing
     */
    abstract ReleaseSpec spec(String folder, String cluster, boolean body);

    /** What the step makes of the end of its release. */
    StepEnd end(ReleaseReport report, String url) {
        return StepEnd.of(report, new ReleaseResult(report, url));
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ReleaseStepExecution(context, this);
    }
}
