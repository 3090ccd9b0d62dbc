package io.jenkins.plugins.rolloutgate.slo.aca;

/** By how much two groups of numbers differ. */
public enum EffectSize {
    /** Mean of the experiment over mean of the control; NaN when either is 0. */
    MEAN_RATIO("meanRatio", 1) {
        @Override
        public double of(double[] control, double[] experiment) {
            double below = Statistics.mean(control);
            double above = Statistics.mean(experiment);
            return below == 0 || above == 0 ? Double.NaN : above / below;
        }
    },
    /**
     * The probability that a point of the experiment is larger than one of the control, ties counted half (McGraw and Wong,
     * A common language effect size statistic, 1992, by ranks as Vargha and Delaney, 2000).
     */
    CLES("cles", 0.5) {
        @Override
        public double of(double[] control, double[] experiment) {
            double larger = 0;
            for (double x : experiment) {
                for (double y : control) {
                    larger += x > y ? 1 : x == y ? 0.5 : 0;
                }
            }
            return larger / control.length / experiment.length;
        }
    };

    private final String label;
    private final double none;

    EffectSize(String label, double none) {
        this.label = label;
        this.none = none;
    }

    /** As configurations of the open judge name it. */
    public String label() {
        return label;
    }

    /** Its value for two groups that do not differ. */
    public double none() {
        return none;
    }

    public abstract double of(double[] control, double[] experiment);

    /** Difference of the means in pooled standard deviations (Cohen, 1988). */
    public static double cohensD(double[] control, double[] experiment) {
        int degrees = control.length + experiment.length - 2;
        double pooled = ((control.length - 1) * Statistics.variance(control)
                        + (experiment.length - 1) * Statistics.variance(experiment))
                / degrees;
        return (Statistics.mean(experiment) - Statistics.mean(control)) / Math.sqrt(pooled);
    }
}
