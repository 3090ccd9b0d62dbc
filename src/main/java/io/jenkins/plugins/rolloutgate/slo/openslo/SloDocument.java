package io.jenkins.plugins.rolloutgate.slo.openslo;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveArguments;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.openslo.OpenSlo.Judged;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One document of kind SLO. */
final class SloDocument {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final Map<String, String> SIGNS = Map.of("lt", "<", "lte", "<=", "gt", ">", "gte", ">=");

    private final String name;
    private final JsonNode spec;
    private final Map<String, JsonNode> indicators;
    private final String source;
    private final Judged judged;
    private final List<String> notes;

    SloDocument(JsonNode document, Map<String, JsonNode> indicators, String source, Judged judged, List<String> notes) {
        this.name = document.path("metadata").path("name").asText();
        this.spec = document.path("spec");
        this.indicators = indicators;
        this.source = source;
        this.judged = judged;
        this.notes = notes;
    }

    List<Objective> objectives() {
        unused(
                spec,
                "",
                Set.of(
                        "description",
                        "service",
                        "indicator",
                        "indicatorRef",
                        "timeWindow",
                        "budgetingMethod",
                        "objectives"));
        if (!spec.path("budgetingMethod").asText("Occurrences").equals("Occurrences")) {
            note("budgetingMethod " + spec.path("budgetingMethod").asText()
                    + " is not supported: it is judged by Occurrences");
        }
        JsonNode indicator = indicator();
        unused(indicator, "indicator.", Set.of("description", "thresholdMetric", "ratioMetric"));
        require(
                indicator.has("thresholdMetric") != indicator.has("ratioMetric"),
                "the indicator needs exactly one of thresholdMetric and ratioMetric");
        JsonNode limits = spec.path("objectives");
        require(!limits.isEmpty(), "objectives are missing");
        List<Objective> objectives = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            JsonNode limit = limits.get(i);
            unused(limit, "objectives.", Set.of("displayName", "op", "value", "target", "targetPercent"));
            String title = limit.path("displayName").asText(limits.size() == 1 ? "" : String.valueOf(i + 1));
            try {
                objectives.add(objective(indicator, limit, title.isEmpty() ? name : name + " " + title));
            } catch (IllegalArgumentException e) {
                throw e.getMessage().startsWith("SLO ") ? e : wrong(e.getMessage());
            }
        }
        return objectives;
    }

    private JsonNode indicator() {
        boolean inline = spec.has("indicator");
        require(inline != spec.has("indicatorRef"), "it needs exactly one of indicator and indicatorRef");
        if (inline) {
            return spec.path("indicator").path("spec");
        }
        String reference = spec.path("indicatorRef").asText();
        require(
                indicators.containsKey(reference),
                "indicatorRef " + reference + " is not in the file: add that SLI"
                        + (indicators.isEmpty() ? "" : ", there are " + String.join(", ", indicators.keySet())));
        return indicators.get(reference);
    }

    private Objective objective(JsonNode indicator, JsonNode limit, String title) {
        if (indicator.has("thresholdMetric")) {
            return threshold(indicator.path("thresholdMetric"), limit, title);
        }
        JsonNode ratio = indicator.path("ratioMetric");
        unused(ratio, "indicator.ratioMetric.", Set.of("counter", "good", "bad", "total", "raw", "rawType"));
        BigDecimal target = target(limit);
        return ratio.has("raw") ? raw(ratio, target, title) : counted(ratio, target, title);
    }

    private Objective threshold(JsonNode metric, JsonNode limit, String title) {
        String sign = SIGNS.get(limit.path("op").asText());
        require(sign != null, "op must be lt, lte, gt or gte beside a thresholdMetric");
        require(limit.path("value").isNumber(), "value must be a number beside a thresholdMetric");
        note(
                "the target is not used beside a thresholdMetric: every look must meet the value; allow for some with failureLimit");
        noteTimeWindow();
        String text = sign + " " + limit.path("value").decimalValue().toPlainString();
        return with(title, text, "value", metric).objective(QueryCatalogue.empty());
    }

    private Objective raw(JsonNode ratio, BigDecimal target, String title) {
        require(
                !ratio.has("good") && !ratio.has("bad") && !ratio.has("total"),
                "raw does not go with good, bad or total");
        String type = ratio.path("rawType").asText();
        require(type.equals("success") || type.equals("failure"), "rawType must be success or failure beside raw");
        noteTimeWindow();
        return with(title, share(target, type.equals("success")), "value", ratio.path("raw"))
                .objective(QueryCatalogue.empty());
    }

    private Objective counted(JsonNode ratio, BigDecimal target, String title) {
        require(ratio.has("good") != ratio.has("bad"), "ratioMetric needs exactly one of good and bad");
        require(ratio.has("total"), "ratioMetric needs total");
        require(
                ratio.path("counter").asBoolean(true),
                "counter: false is not supported: give queries of counters that only rise");
        String part = ratio.has("good") ? "good" : "bad";
        ObjectiveArguments arguments = with(title, share(target, part.equals("good")), part, ratio.path(part))
                .query("total", query(ratio.path("total")));
        if (judged == Judged.BY_BUDGET) {
            arguments.method("burn-rate").window(timeWindow());
        } else {
            noteTimeWindow();
        }
        return arguments.objective(QueryCatalogue.empty());
    }

    private ObjectiveArguments with(String title, String limit, String role, JsonNode metric) {
        JsonNode from = metric.path("metricSource");
        String type = from.path("type").asText("Prometheus");
        if (!type.equalsIgnoreCase("prometheus")) {
            note("metric source type " + type + " is not looked at: what counts is the configured source of the name");
        }
        // What the short form would read as its own signs is no part of a name.
        String plain = title.replaceAll("[<>=≤≥()]+", " ").strip();
        return new ObjectiveArguments(plain + " " + limit)
                .name(title)
                .source(from.path("metricSourceRef").asText(source))
                .query(role, query(metric));
    }

    private String query(JsonNode metric) {
        JsonNode from = metric.path("metricSource").path("spec");
        String query = from.path("query").asText(from.path("promql").asText());
        require(!query.isBlank(), "a metric has no metricSource.spec.query");
        return query;
    }

    private BigDecimal target(JsonNode limit) {
        require(
                limit.has("target") != limit.has("targetPercent"),
                "an objective needs exactly one of target and targetPercent");
        JsonNode given = limit.has("target") ? limit.path("target") : limit.path("targetPercent");
        require(given.isNumber(), "the target must be a number");
        BigDecimal percent = limit.has("target") ? given.decimalValue().multiply(HUNDRED) : given.decimalValue();
        require(
                percent.signum() >= 0 && percent.compareTo(HUNDRED) < 0,
                "the target must be from 0 to below 1, or a targetPercent from 0 to below 100");
        return percent;
    }

    private static String share(BigDecimal percent, boolean good) {
        BigDecimal limit = good ? percent : HUNDRED.subtract(percent);
        return (good ? ">= " : "<= ") + limit.stripTrailingZeros().toPlainString() + "%";
    }

    private String timeWindow() {
        JsonNode windows = spec.path("timeWindow");
        require(windows.size() == 1, "timeWindow must have exactly one item to be judged as an error budget");
        if (windows.get(0).has("calendar")) {
            note("the calendar of its timeWindow is not used: the budget is that of the last "
                    + windows.get(0).path("duration").asText());
        }
        String duration = windows.get(0).path("duration").asText();
        require(
                duration.matches("[1-9]\\d{0,5}[mhdwMQY]"),
                "timeWindow '" + duration + "' is not a duration such as 28d");
        int count = Integer.parseInt(duration.substring(0, duration.length() - 1));
        return switch (duration.charAt(duration.length() - 1)) {
            case 'w' -> count * 7 + "d";
            case 'M' -> count * 30 + "d";
            case 'Q' -> count * 91 + "d";
            case 'Y' -> count * 365 + "d";
            default -> duration;
        };
    }

    private void noteTimeWindow() {
        if (spec.has("timeWindow")) {
            note("timeWindow is not used: it is judged over the window of the release");
        }
    }

    private void unused(JsonNode object, String path, Set<String> used) {
        Set<String> others = new TreeSet<>();
        object.fieldNames().forEachRemaining(others::add);
        others.removeAll(used);
        others.forEach(field -> note(path + field + " is not used"));
    }

    private void note(String what) {
        String line = "SLO " + name + ": " + what;
        if (!notes.contains(line)) {
            notes.add(line);
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw wrong(message);
        }
    }

    private IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException("SLO " + name + ": " + message);
    }
}
