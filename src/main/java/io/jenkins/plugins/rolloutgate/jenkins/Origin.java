package io.jenkins.plugins.rolloutgate.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Run;
import io.jenkins.plugins.rolloutgate.record.Json;

/**
 * Which step of which build asked for a release; stands in the record, so that both find each other after a crash.
 *
 * @param job full name
 * @param build number
 * @param node id of the step within the build
 */
record Origin(String job, int build, String node) {

    static Origin of(Run<?, ?> run, String node) {
        return new Origin(run.getParent().getFullName(), run.getNumber(), node);
    }

    static Origin read(JsonNode origin) {
        return new Origin(
                origin.path("job").asText(),
                origin.path("build").asInt(),
                origin.path("node").asText());
    }

    ObjectNode json() {
        return Json.object()
                .put("tool", "jenkins")
                .put("job", job)
                .put("build", build)
                .put("node", node);
    }

    boolean isOf(String ofJob, int ofBuild) {
        return job.equals(ofJob) && build == ofBuild;
    }

    /** Whether it is in that folder or in one above it. */
    boolean covers(String otherFolder) {
        return folder().isEmpty() || (otherFolder + "/").startsWith(folder() + "/");
    }

    /** As {@link Run#fromExternalizableId} wants it. */
    String buildId() {
        return job + "#" + build;
    }

    /** Full name of what the job was in. */
    String folder() {
        return job.contains("/") ? job.substring(0, job.lastIndexOf('/')) : "";
    }

    @Override
    public String toString() {
        return job + " #" + build;
    }
}
