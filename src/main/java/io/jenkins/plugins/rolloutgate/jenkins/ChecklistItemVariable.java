package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;

/** {@code checklistItem}, with or without a block. */
@Extension
public class ChecklistItemVariable extends StepVariable {

    public ChecklistItemVariable() {
        super(ChecklistItemStep.FUNCTION, ChecklistItemWithBodyStep.FUNCTION);
    }
}
