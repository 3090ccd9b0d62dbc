package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import io.jenkins.plugins.rolloutgate.run.manifest.Applied;
import io.jenkins.plugins.rolloutgate.run.manifest.ApplyRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Applies on the controller's own threads, and from the beginning after a restart: applying again is harmless. */
final class ApplyManifestsExecution extends ClusterStepExecution<ApplyManifestsStep> {
    private static final long serialVersionUID = 1L;

    private static final long LOOK_AGAIN_SECONDS = 2;

    private transient List<Manifest> manifests;
    private transient Map<String, Manifest> applied;
    private transient Instant since;

    ApplyManifestsExecution(StepContext context, ApplyManifestsStep step) {
        super(context, step);
    }

    @Override
    void begin() throws IOException, InterruptedException {
        try {
            manifests = read();
            List<Applied> changes = onCluster(cluster -> {
                ApplyRun run = new ApplyRun(manifests, step.getNamespace(), cluster, cluster, step.isForce());
                run.refuseOutside();
                return run.plan();
            });
            for (Applied one : changes) {
                tell(one);
            }
            if (step.isPlan()) {
                succeed(changing(changes));
                return;
            }
            applied = onCluster(
                    cluster -> new ApplyRun(manifests, step.getNamespace(), cluster, cluster, step.isForce()).apply());
            since = Instant.now();
            look(changing(changes));
        } catch (IllegalArgumentException e) {
            throw new AbortException(step.function() + ": " + e.getMessage());
        }
    }

    private static int changing(List<Applied> changes) {
        return (int) changes.stream().filter(one -> !one.diff().isEmpty()).count();
    }

    private void tell(Applied one) throws IOException, InterruptedException {
        if (one.diff().isEmpty()) {
            log(one.manifest() + " is as it should be");
            return;
        }
        boolean isNew = one.diff().get(0).startsWith("is new");
        log(one.manifest() + (isNew ? " " + one.diff().get(0) : ""));
        if (!isNew) {
            for (String line : one.diff()) {
                log("  " + line);
            }
        }
    }

    private List<Manifest> read() throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) {
            throw new AbortException("applyManifests needs a workspace: put it into a node");
        }
        List<Manifest> found = new ArrayList<>();
        for (String name : step.named()) {
            String pattern =
                    name.matches(".*[.](ya?ml|json)") ? name : name + "/*.yaml," + name + "/*.yml," + name + "/*.json";
            List<FilePath> files = Stream.of(workspace.list(pattern))
                    .sorted(Comparator.comparing(FilePath::getRemote))
                    .toList();
            if (files.isEmpty()) {
                throw new AbortException("applyManifests: there is no manifest " + name + " in the workspace");
            }
            for (FilePath file : files) {
                String relative = relative(workspace, file);
                found.addAll(Manifest.read(relative, WorkspaceFile.read(getContext(), relative)));
            }
        }
        return found;
    }

    private static String relative(FilePath workspace, FilePath file) {
        return file.getRemote().substring(workspace.getRemote().length()).replaceFirst("^[/\\\\]", "");
    }

    private void look(int changed) throws IOException, InterruptedException {
        if (isCompleted()) {
            return;
        }
        Map<Manifest, String> waiting = onCluster(
                cluster -> new ApplyRun(manifests, step.getNamespace(), cluster, cluster, false).waiting(applied));
        if (waiting.isEmpty()) {
            log("all " + applied.size() + " objects are ready");
            succeed(changed);
        } else if (Duration.between(since, Instant.now()).compareTo(step.patience()) >= 0) {
            Map.Entry<Manifest, String> first = waiting.entrySet().iterator().next();
            fail(new AbortException(step.function() + ": " + first.getKey() + " " + first.getValue() + ", still after "
                    + step.getTimeout()));
        } else {
            Future<?> unused =
                    Timer.get().schedule(() -> later(() -> look(changed)), LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }
}
