package io.jenkins.plugins.rolloutgate.slo.aca;

/** What a metric of the experiment is beside the control, with the words of the open ACA judge. */
public enum Classification {
    PASS("Pass"),
    HIGH("High"),
    LOW("Low"),
    NODATA("Nodata"),
    /** There should have been data; counts as failed. */
    NODATA_FAIL_METRIC("NodataFailMetric");

    private final String label;

    Classification(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
