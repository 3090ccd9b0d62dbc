package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Item;
import hudson.security.Permission;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.report.checklist.Controls;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one person may do with a checklist of a job. Where the administrator says for whom a role stands, only these answer
 * for it; a Pipeline can name fewer people, never others.
 */
record ChecklistRights(Person person, Item job, List<ReleaseRole> roles, OptionalInt section) implements Controls {
    static ChecklistRights now(Item job) {
        return now(job, "");
    }

    /**
     * Of whoever asks now.
     *
     * @param section index of the section in which they want to sign; empty, or no number, for any
     */
    static ChecklistRights now(Item job, String section) {
        boolean number = Text.trim(section).matches("[0-9]{1,6}");
        return new ChecklistRights(
                Person.current(),
                job,
                RolloutGateConfiguration.get().getRoles(),
                number ? OptionalInt.of(Integer.parseInt(Text.trim(section))) : OptionalInt.empty());
    }

    private boolean has(Permission permission) {
        return person.isKnown() && job.getACL().hasPermission2(person.authentication(), permission);
    }

    @Override
    public boolean mayTick(io.jenkins.plugins.rolloutgate.checklist.Item item) {
        return has(ChecklistPermissions.SIGN) && isOf(item.role());
    }

    /** Whether to say of a whole section that it applies or not. */
    boolean maySign() {
        return has(ChecklistPermissions.SIGN);
    }

    @Override
    public boolean mayWaive() {
        return has(ChecklistPermissions.WAIVE);
    }

    @Override
    public boolean mayAnswer(SignOff asked) {
        return has(ChecklistPermissions.SIGN)
                && isOf(asked.role())
                && (asked.from().isEmpty() || asked.from().stream().anyMatch(person::isOrIsIn));
    }

    @Override
    public boolean mayOverride() {
        return has(ChecklistPermissions.OVERRIDE);
    }

    @Override
    public boolean mayStop() {
        return has(Item.CANCEL);
    }

    /** A role for which nobody is named stands for whoever may sign. */
    private boolean isOf(String role) {
        Optional<List<String>> members =
                role.isEmpty() ? Optional.empty() : ReleaseRole.members(roles, role, AllowedClusters.folderOf(job));
        return members.isEmpty() || members.get().stream().anyMatch(person::isOrIsIn);
    }

    @Override
    public Optional<String> release(String id) {
        return Optional.of("../rollout-gate-" + id + "/");
    }
}
