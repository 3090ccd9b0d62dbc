package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.HttpProbe;
import java.io.Serializable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The request that every new pod must answer before it gets traffic; what is not given has its default. */
public class Probe implements Describable<Probe>, Serializable {
    private static final long serialVersionUID = 1L;

    private String path = "";
    private int status;
    private String port = "";

    @DataBoundConstructor
    public Probe() {}

    public String getPath() {
        return path;
    }

    @DataBoundSetter
    public void setPath(String path) {
        this.path = Text.trim(path);
    }

    /** The expected HTTP status; 0 for the default. */
    public int getStatus() {
        return status;
    }

    @DataBoundSetter
    public void setStatus(int status) {
        this.status = status;
    }

    /** Number or name; empty for the first port of the pod. */
    public String getPort() {
        return port;
    }

    @DataBoundSetter
    public void setPort(Object port) {
        this.port = Text.trim(port);
    }

    boolean isDefault() {
        return path.isEmpty() && status == 0 && port.isEmpty();
    }

    BlueGreenArguments addTo(BlueGreenArguments arguments) {
        return arguments.probe(path, status == 0 ? null : status, port);
    }

    /** The form of a probe, inside the forms of steps. */
    @Extension
    public static class DescriptorImpl extends Descriptor<Probe> {

        @Override
        public String getDisplayName() {
            return Messages.Probe_displayName();
        }

        @POST
        public FormValidation doCheckPath(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(
                    item, () -> StepChecks.argument(() -> new HttpProbe(Text.or(value, "/health"), 200, "")));
        }

        @POST
        public FormValidation doCheckStatus(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(
                    item,
                    () -> StepChecks.argument(() -> new HttpProbe(
                            "/", Integer.parseInt(Text.or(value, "200").replaceFirst("^0$", "200")), "")));
        }
    }
}
