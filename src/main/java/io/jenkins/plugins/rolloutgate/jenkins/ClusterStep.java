package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that looks at, or writes to, one namespace of a cluster that the administrator lets the folder use. */
public abstract class ClusterStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String cluster = "";
    private String namespace = "";

    /** Name of an entry of the administrator; empty for the only one. */
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Text.trim(cluster);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Text.trim(namespace);
    }

    /** How Pipelines call it, for messages. */
    String function() {
        return getDescriptor().getFunctionName();
    }

    void requireNamespace() throws AbortException {
        if (namespace.isEmpty()) {
            throw new AbortException(function() + ": namespace is missing");
        }
    }
}
