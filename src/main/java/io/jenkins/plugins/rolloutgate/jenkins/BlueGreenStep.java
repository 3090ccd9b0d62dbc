package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What both directions of a blue-green release are asked with.
 *
 * <p>Empty means "not given"; {@link BlueGreenArguments} knows the defaults. Saved with the running build, so that an
 * execution which had not begun yet can begin after a restart.
 */
public abstract class BlueGreenStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private final String namespace;
    private String cluster = "";
    private String application = "";
    private String blue = "";
    private String green = "";
    private String service = "";
    private int replicas;
    private String timeout = "";
    private Probe probe;
    private boolean noProbe;
    private String watch = "";
    private String drain = "";
    private String scaleDownDelay = "";
    private String idleCounter = "";
    private boolean plan;

    protected BlueGreenStep(String namespace) {
        this.namespace = Text.trim(namespace);
    }

    abstract Mode mode();

    /** The arguments so far; the name of the cluster and whether there is a body are not known to the step. */
    BlueGreenArguments arguments() {
        BlueGreenArguments arguments = new BlueGreenArguments(mode())
                .namespace(namespace)
                .application(application)
                .blue(blue)
                .green(green)
                .service(service)
                .replicas(replicas == 0 ? null : replicas)
                .timeout(timeout)
                .watch(watch)
                .drain(drain)
                .scaleDownDelay(scaleDownDelay)
                .idleCounter(idleCounter);
        if (noProbe) {
            return arguments.noProbe();
        }
        return probe == null ? arguments : probe.addTo(arguments);
    }

    @Override
    BlueGreenSpec spec(String folder, String entry, boolean body) {
        return arguments().cluster(entry).smoke(body).spec();
    }

    public String getNamespace() {
        return namespace;
    }

    @Override
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Text.trim(cluster);
    }

    public String getApplication() {
        return application;
    }

    @DataBoundSetter
    public void setApplication(String application) {
        this.application = Text.trim(application);
    }

    public String getBlue() {
        return blue;
    }

    @DataBoundSetter
    public void setBlue(String blue) {
        this.blue = Text.trim(blue);
    }

    public String getGreen() {
        return green;
    }

    @DataBoundSetter
    public void setGreen(String green) {
        this.green = Text.trim(green);
    }

    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Text.trim(service);
    }

    /** Least size of the colour that gets the traffic; 0 for the size that the load needs. */
    public int getReplicas() {
        return replicas;
    }

    @DataBoundSetter
    public void setReplicas(int replicas) {
        this.replicas = replicas;
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(Object timeout) {
        this.timeout = Text.trim(timeout);
    }

    /** Null for the default probe. */
    public Probe getProbe() {
        return probe;
    }

    @DataBoundSetter
    public void setProbe(Probe probe) {
        this.probe = probe == null || probe.isDefault() ? null : probe;
    }

    public boolean isNoProbe() {
        return noProbe;
    }

    @DataBoundSetter
    public void setNoProbe(boolean noProbe) {
        this.noProbe = noProbe;
    }

    public String getWatch() {
        return watch;
    }

    @DataBoundSetter
    public void setWatch(Object watch) {
        this.watch = Text.trim(watch);
    }

    public String getDrain() {
        return drain;
    }

    @DataBoundSetter
    public void setDrain(Object drain) {
        this.drain = Text.trim(drain);
    }

    public String getScaleDownDelay() {
        return scaleDownDelay;
    }

    @DataBoundSetter
    public void setScaleDownDelay(Object scaleDownDelay) {
        this.scaleDownDelay = Text.trim(scaleDownDelay);
    }

    public String getIdleCounter() {
        return idleCounter;
    }

    @DataBoundSetter
    public void setIdleCounter(String idleCounter) {
        this.idleCounter = Text.trim(idleCounter);
    }

    @Override
    public boolean isPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(boolean plan) {
        this.plan = plan;
    }
}
