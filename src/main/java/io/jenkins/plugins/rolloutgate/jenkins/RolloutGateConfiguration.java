package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;

/** The administrator's settings. */
@Extension
@Symbol("rolloutGate")
public class RolloutGateConfiguration extends GlobalConfiguration {

    public RolloutGateConfiguration() {
        load();
    }

    @Override
    public String getDisplayName() {
        return Messages.RolloutGateConfiguration_displayName();
    }
}
