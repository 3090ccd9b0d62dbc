package io.jenkins.plugins.rolloutgate.checklist.bind;

import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Threshold;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import io.jenkins.plugins.rolloutgate.slo.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proposes bindings for the items that it recognises; people decide whether they are meant. */
public final class Suggestions {
    private static final Pattern SHARE_OF_SECTION = Pattern.compile("\\b(\\d{1,3})\\s?%");
    private static final Pattern SPLIT = Pattern.compile("(\\d{1,3})\\s?/\\s?(\\d{1,3})");
    private static final Pattern SHARE = Pattern.compile(
            "(?:(?:to|at|canary|traffic)\\s+(\\d{1,3})\\s?%|(\\d{1,3})\\s?%\\s+(?:of\\s+)?(?:the\\s+)?(?:traffic|canary))");
    private static final Pattern HPA_RANGE = Pattern.compile(
            "\\bhpa\\b\\D{0,20}(\\d{1,4})\\s?(?:-|–|to)\\s?(\\d{1,4})\\b|min(?:imum)? replicas:?\\s*(\\d{1,4})\\D+max(?:imum)? replicas:?\\s*(\\d{1,4})");
    private static final Pattern REPLICAS = Pattern.compile("\\b(\\w+)\\b[^(:]*[(:]\\s*(\\d{1,4}) replicas?\\b");
    private static final Pattern PATH = Pattern.compile("(?:^|\\s)(/[\\w./-]*health[\\w./-]*)");

    /** The first that is found in a text stands for it. */
    private static final Map<Pattern, String> PHRASES = phrases();

    private Suggestions() {}

    /** What is proposed for an item. */
    public record Suggestion(Item item, String binding) {}

    private static Map<Pattern, String> phrases() {
        Map<Pattern, String> phrases = new LinkedHashMap<>();
        phrases.put(
                Pattern.compile("zero[- ](?:unplanned )?downtime|no downtime|no (?:failed|lost) requests"),
                "requests failed = 0");
        phrases.put(Pattern.compile("\\bno\\b.*\\b(?:pod )?(?:crash\\w*|restarts?)\\b"), "slo restarts <= 0");
        phrases.put(Pattern.compile("smoke[- ]tests?"), "gate smoke");
        phrases.put(Pattern.compile("(?:all|new)?\\s*pods?\\b.*\\b(?:ready|running|healthy)|pods ready"), "pods ready");
        phrases.put(Pattern.compile("health[- ](?:endpoints?|checks?)|/health\\b|readiness probe"), "gate probe");
        phrases.put(
                Pattern.compile("(?:tls|ssl)?\\s*certificates?\\b.*\\b(?:valid|expir\\w*|ready)|certificate expiry"),
                "check certificate");
        phrases.put(
                Pattern.compile(
                        "automatic rollback|rollback (?:success\\w*|complete\\w*|verified|works)|verify rollback"),
                "outcome rolled back");
        phrases.put(
                Pattern.compile("remove (?:the )?traffic split|full traffic|100 ?% (?:of )?(?:the )?traffic"),
                "traffic 100%");
        phrases.put(
                Pattern.compile(
                        "canary promot|promotion (?:working|complete\\w*|verified)|verify canary promotion|full rollout complete"),
                "outcome promoted");
        phrases.put(Pattern.compile("metrics[- ]server"), "check metrics-server");
        phrases.put(
                Pattern.compile(
                        "\\bhpa\\b.*\\b(?:configured|active|status|working|verified)|\\bcheck hpa\\b|\\bverify hpa\\b"),
                "check hpa");
        phrases.put(Pattern.compile("all (?:[\\w-]+ )?tests (?:are )?(?:passing|passed|pass)\\b"), "junit *");
        return phrases;
    }

    /** For all items and claims that have no binding yet. */
    public static List<Suggestion> of(Checklist checklist, Bindings bound) {
        List<Suggestion> all = new ArrayList<>();
        for (Item item : checklist.entries()) {
            List<String> proofs = bound.of(item).isEmpty() ? proofs(checklist, item) : List.of();
            if (!proofs.isEmpty()) {
                all.add(new Suggestion(item, String.join("; ", proofs)));
            }
        }
        return all;
    }

    private static List<String> proofs(Checklist checklist, Item item) {
        if (item.kind() == Item.Kind.SIGN_OFF) {
            return item.role().isEmpty() ? List.of() : List.of("sign " + item.role());
        }
        String at = at(checklist, item);
        List<String> fills = item.blanks().stream()
                .flatMap(blank -> fill(blank, at).stream())
                .toList();
        if (!fills.isEmpty()) {
            return fills;
        }
        List<String> limits = item.thresholds().stream()
                .flatMap(limit -> limit(limit, at).stream())
                .toList();
        if (!item.thresholds().isEmpty()) {
            return limits;
        }
        String text = item.text().toLowerCase(Locale.ROOT);
        return numbers(text).or(() -> phrase(text)).map(List::of).orElse(List.of());
    }

    /** The phase of a canary that the section of an item names. */
    private static String at(Checklist checklist, Item item) {
        List<String> path = checklist.path(item.section());
        for (int i = path.size() - 1; i >= 0; i--) {
            Matcher share = SHARE_OF_SECTION.matcher(path.get(i));
            boolean canary = path.get(i).toLowerCase(Locale.ROOT).matches(".*(canary|traffic|phase|rollout).*");
            if (canary && share.find() && isShare(share.group(1))) {
                return " at " + share.group(1) + "%";
            }
        }
        return "";
    }

    private static boolean isShare(String percent) {
        int share = Integer.parseInt(percent);
        return share >= 1 && share <= 100;
    }

    private static Optional<String> limit(Threshold limit, String at) {
        String name = limit.name().toLowerCase(Locale.ROOT);
        String compared = limit.comparison().sign() + " ";
        if (limit.unit() == Unit.SECONDS && limit.low().isEmpty()) {
            if (name.matches(".*roll ?back.*")) {
                return Optional.of("time rollback " + compared + seconds(limit.limit()));
            }
            if (name.matches(".*deploy(?:ment)? (?:time|duration).*")) {
                return Optional.of("time deployment " + compared + seconds(limit.limit()));
            }
            if (name.contains("downtime") && limit.limit() == 0) {
                return Optional.of("requests failed = 0");
            }
            if (name.contains("certificate")) {
                return Optional.of("check certificate: days " + compared + Words.number(limit.limit() / 86_400));
            }
            Matcher scaling = Pattern.compile("scale?(?:-|\\s)?(up|down)").matcher(name);
            if (scaling.find()) {
                return Optional.of(
                        "check scale-" + scaling.group(1) + ": seconds " + compared + Words.number(limit.limit()));
            }
        }
        return Indicators.objective(limit).map(objective -> "slo " + objective + at);
    }

    private static String seconds(double seconds) {
        return seconds % 60 == 0 ? Words.number(seconds / 60) + "m" : Words.number(Math.ceil(seconds)) + "s";
    }

    private static Optional<String> numbers(String text) {
        Matcher hpa = HPA_RANGE.matcher(text);
        if (hpa.find()) {
            String least = hpa.group(1) == null ? hpa.group(3) : hpa.group(1);
            String most = hpa.group(2) == null ? hpa.group(4) : hpa.group(2);
            return Optional.of("check hpa: min = " + least + ", max = " + most);
        }
        Matcher split = SPLIT.matcher(text);
        if (text.matches(".*\\b(?:traffic|split|weights?)\\b.*")
                && split.find()
                && Integer.parseInt(split.group(1)) + Integer.parseInt(split.group(2)) == 100
                && isShare(split.group(2))) {
            return Optional.of("traffic " + split.group(2) + "%");
        }
        Matcher share = SHARE.matcher(text);
        if (share.find()) {
            String percent = share.group(1) == null ? share.group(2) : share.group(1);
            return isShare(percent) ? Optional.of("traffic " + percent + "%") : Optional.empty();
        }
        Matcher replicas = REPLICAS.matcher(text);
        return replicas.find()
                ? Optional.of("check replicas: " + replicas.group(1) + " = " + replicas.group(2))
                : Optional.empty();
    }

    private static Optional<String> phrase(String text) {
        if (PATH.matcher(text).find()) {
            return Optional.of("gate probe");
        }
        return PHRASES.entrySet().stream()
                .filter(phrase -> phrase.getKey().matcher(text).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> fill(Blank blank, String at) {
        String label = blank.label().toLowerCase(Locale.ROOT);
        if (blank.kind() == Blank.Kind.NUMBER) {
            return blank.one()
                    .flatMap(one -> Indicators.name(label, one.unit()))
                    .map(name -> "value " + name + at);
        }
        if (blank.kind() != Blank.Kind.TIME) {
            return Optional.empty();
        }
        Matcher share = SHARE_OF_SECTION.matcher(label);
        if (share.find() && isShare(share.group(1))) {
            return Optional.of("moment " + share.group(1) + "%");
        }
        return label.matches(".*\\b(?:start\\w*|began|begin)\\b.*")
                ? Optional.of("moment started")
                : label.matches(".*\\b(?:full|100 ?%|promot\\w*)\\b.*")
                        ? Optional.of("moment full")
                        : label.matches(".*(?:rolled back|rollback).*")
                                ? Optional.of("moment rolled back")
                                : label.matches(".*\\b(?:end\\w*|complete\\w*|finish\\w*)\\b.*")
                                        ? Optional.of("moment ended")
                                        : Optional.empty();
    }
}
