package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.PodAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reaches pods through the API server. Thread-safe. */
final class PodRequests implements PodAccess {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
    private static final int BODY_CHARACTERS = 4096;
    private static final int LOG_BYTES = 1 << 16;
    private static final int MOST_WARNINGS = 5;
    private static final Pattern TARGET = Pattern.compile("(pods|services)/([a-z0-9][-a-z0-9.]*)(?::([-a-z0-9]+))?");
    /** What would let a path leave the proxy, once it is decoded or normalised by somebody on its way. */
    private static final Pattern ESCAPING =
            Pattern.compile("(^|/)\\.{1,2}(/|$)|%2e|%2f|%5c|[\\\\#\\s]", Pattern.CASE_INSENSITIVE);

    private final ApiServer api;

    PodRequests(ApiServer api) {
        this.api = api;
    }

    @Override
    public Answer get(String namespace, String target, String path) throws ClusterException {
        Request request = Request.get(
                proxy(namespace, target, path), PROBE_TIMEOUT, "get " + path + " of " + target + " in " + namespace);
        ApiServer.Answer answer = api.exchange(request, BODY_CHARACTERS * 4);
        JsonNode status = Trees.parseOrMissing(answer.body());
        // Everything else, the API server's "no endpoints available" included, is how the target answers now.
        if (isFromApiServer(status) && Set.of(401, 403, 404).contains(answer.status())) {
            throw api.failure(request, answer.status(), answer.body());
        }
        String body = isFromApiServer(status) ? status.path("message").asText() : answer.body();
        return new Answer(answer.status(), body.length() > BODY_CHARACTERS ? body.substring(0, BODY_CHARACTERS) : body);
    }

    private static boolean isFromApiServer(JsonNode answer) {
        return answer.path("kind").asText().equals("Status")
                && answer.path("apiVersion").asText().equals("v1");
    }

    private static String proxy(String namespace, String target, String path) throws ClusterException {
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches()) {
            throw new ClusterException(
                    Problem.REJECTED, "no target to probe: " + target + ": write pods/NAME or services/NAME");
        }
        if (ESCAPING.matcher(path).find()) {
            throw new ClusterException(
                    Problem.REJECTED,
                    "not a path to probe: " + Failures.line(path) + ": remove dot segments, escaped dots and slashes");
        }
        String port = parts.group(3) == null ? "" : ":" + Request.segment(parts.group(3));
        return "api/v1/namespaces/" + Request.segment(namespace) + "/" + parts.group(1) + "/"
                + Request.segment(parts.group(2)) + port + "/proxy/" + path.replaceFirst("^/+", "");
    }

    @Override
    public List<String> log(String namespace, String pod, String container, boolean previous, int lines)
            throws ClusterException {
        String path = Resource.PODS.path(namespace, pod) + "/log?limitBytes=" + LOG_BYTES + "&tailLines=" + lines
                + (previous ? "&previous=true" : "")
                + (container.isEmpty() ? "" : "&container=" + Request.query(container));
        Request request = Request.get(path, api.timeout(), "get the log of pod " + namespace + "/" + pod);
        ApiServer.Answer answer = api.exchange(request, LOG_BYTES);
        if (answer.status() != 200) {
            throw api.failure(request, answer.status(), answer.body());
        }
        List<String> log = answer.body().lines().toList();
        return log.subList(Math.max(0, log.size() - lines), log.size());
    }

    @Override
    public List<String> warnings(String namespace, String pod) throws ClusterException {
        String selector = "involvedObject.kind=Pod,involvedObject.name=" + pod + ",type=Warning";
        JsonNode list = api.send(Request.get(
                Resource.EVENTS.path(namespace) + "?fieldSelector=" + Request.query(selector),
                api.timeout(),
                "list events in namespace " + namespace));
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode event : list.path("items")) {
            if (event.path("involvedObject").path("name").asText().equals(pod)
                    && event.path("type").asText().equals("Warning")) {
                events.add(event);
            }
        }
        return events.stream()
                .sorted(Comparator.comparing(PodRequests::time))
                .skip(Math.max(0, events.size() - MOST_WARNINGS))
                .map(event -> event.path("reason").asText() + ": "
                        + Failures.line(event.path("message").asText()))
                .toList();
    }

    /** Times of one format, so that text order is time order to the second. */
    private static String time(JsonNode event) {
        return event.path("series")
                .path("lastObservedTime")
                .asText(event.path("lastTimestamp")
                        .asText(event.path("eventTime")
                                .asText(event.path("metadata")
                                        .path("creationTimestamp")
                                        .asText())));
    }
}
