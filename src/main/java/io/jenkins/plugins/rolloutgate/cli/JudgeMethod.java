package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Judgement;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaClassifier;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaPolicy;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaPolicy.Thresholds;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaResult;
import io.jenkins.plugins.rolloutgate.slo.aca.Classification;
import io.jenkins.plugins.rolloutgate.slo.aca.Direction;
import io.jenkins.plugins.rolloutgate.slo.aca.EffectSize;
import io.jenkins.plugins.rolloutgate.slo.aca.NanStrategy;
import io.jenkins.plugins.rolloutgate.slo.burn.Admission;
import io.jenkins.plugins.rolloutgate.slo.burn.ErrorBudget;
import io.jenkins.plugins.rolloutgate.slo.burn.Requests;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How {@code judge} judges a case; each method reads its own fields. */
enum JudgeMethod {
    ACA {
        @Override
        Judged judge(JudgeCase json) {
            EffectSize measure = json.text("effectSizeMeasure", "meanRatio").equals(EffectSize.CLES.label())
                    ? EffectSize.CLES
                    : EffectSize.MEAN_RATIO;
            AcaPolicy usual = AcaPolicy.ofTheJudge();
            AcaClassifier classifier = new AcaClassifier(new AcaPolicy(
                    json.number("tolerance", usual.tolerance()),
                    json.number("confLevel", usual.confidence()),
                    json.word("direction", Direction.class, usual.direction()),
                    json.word("nanStrategy", NanStrategy.class, usual.nanStrategy()),
                    json.text("outlierStrategy", "keep").equals("remove"),
                    measure,
                    thresholds(json, "effectSizeThresholds", measure),
                    thresholds(json, "criticalThresholds", measure),
                    json.flag("isCriticalMetric"),
                    json.flag("isDataRequired")));
            double[] control = json.numbers("control");
            double[] experiment = json.numbers("experiment");
            return Judged.of(
                    json.text("classifier", "mann-whitney").equals("mean-inequality")
                            ? classifier.classifyByMean(control, experiment)
                            : classifier.classify(control, experiment));
        }

        /** As low and high. */
        private Thresholds thresholds(JudgeCase json, String field, EffectSize measure) {
            String name = json.has(field) ? field : field + "_low_high";
            if (!json.has(name)) {
                return new Thresholds(measure.none(), measure.none());
            }
            double[] lowAndHigh = json.numbers(name);
            if (lowAndHigh.length != 2) {
                throw json.wrong(name, "two numbers, low and high");
            }
            return new Thresholds(lowAndHigh[0], lowAndHigh[1]);
        }
    },
    SEQUENTIAL {
        @Override
        Judged judge(JudgeCase json) {
            return Judged.of(CountedCase.sequential(json));
        }
    },
    THRESHOLD {
        @Override
        Judged judge(JudgeCase json) {
            return Judged.of(CountedCase.threshold(json));
        }
    },
    BURN_RATE {
        @Override
        Judged judge(JudgeCase json) {
            Admission admission = new Admission(
                    ErrorBudget.ofObjective(json.number("objective")), duration(json, json.text("period", "30d")));
            Map<Duration, Requests> windows = new TreeMap<>();
            json.child("windows").ifPresent(counts -> {
                for (String window : counts.fields()) {
                    counts.child(window).ifPresent(count -> windows.put(duration(counts, window), requests(count)));
                }
            });
            Optional<Requests> inPeriod = json.child("budget").map(JudgeMethod::requests);
            Judgement judgement = admission.judge(windows, inPeriod);
            Optional<JudgeCase> release = json.child("release");
            if (release.isEmpty() || inPeriod.isEmpty()) {
                return Judged.of(judgement);
            }
            String used =
                    admission.used(release.get().number("bad"), inPeriod.get().total());
            return Judged.of(new Judgement(
                    judgement.verdict(), judgement.reason(), judgement.numbers(), judgement.sentence() + "; " + used));
        }
    };

    /**
     * What came out.
     *
     * @param classification in one word
     */
    record Judged(String classification, Optional<Boolean> critical, Judgement judgement) {
        static Judged of(Judgement judgement) {
            String word = judgement
                    .reason()
                    .map(Judged::word)
                    .orElseGet(() -> judgement.verdict().name().charAt(0)
                            + judgement.verdict().name().substring(1).toLowerCase(Locale.ROOT));
            return new Judged(word, Optional.empty(), judgement);
        }

        static Judged of(AcaResult result) {
            Judgement judgement =
                    switch (result.classification()) {
                        case PASS -> Judgement.pass(result.numbers(), result.reason());
                        case HIGH, LOW, NODATA_FAIL_METRIC -> Judgement.fail(result.numbers(), result.reason());
                        case NODATA -> Judgement.inconclusive(Reason.NO_DATA, result.numbers(), result.reason());
                    };
            return new Judged(result.classification().label(), Optional.of(result.critical()), judgement);
        }

        private static String word(Reason reason) {
            return switch (reason) {
                case NO_DATA -> Classification.NODATA.label();
                case TOO_FEW -> "TooFew";
                case SOURCE_ERROR -> "SourceError";
                case UNDECIDED -> "Undecided";
            };
        }
    }

    /**
     * Judges one case.
     *
     * @throws CommandException if a field is missing or wrong
     */
    abstract Judged judge(JudgeCase json);

    private static Requests requests(JudgeCase json) {
        double bad = json.number("bad");
        double total = json.number("total");
        if (!(bad >= 0 && bad <= total)) {
            throw json.wrong("bad", "from 0 to total");
        }
        return new Requests(bad, total);
    }

    private static Duration duration(JudgeCase json, String text) {
        try {
            Duration duration = Durations.parse(text);
            if (duration.isZero()) {
                throw new IllegalArgumentException(text);
            }
            return duration;
        } catch (IllegalArgumentException e) {
            throw json.wrong("'" + text + "'", "a duration such as 5m, 6h or 30d");
        }
    }
}
