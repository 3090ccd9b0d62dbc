package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;

/** What people may do with the checklists of a job. An administrator may do all of it. */
public final class ChecklistPermissions {
    public static final PermissionGroup GROUP =
            new PermissionGroup(ChecklistPermissions.class, Messages._ChecklistPermissions_group());

    /** See the page of a checklist and its record. */
    public static final Permission VIEW = permission("ViewRecord", Messages._ChecklistPermissions_view(), Item.READ);

    /** Tick items, fill blanks in, and answer for a role. */
    public static final Permission SIGN = permission("SignOff", Messages._ChecklistPermissions_sign(), Item.BUILD);

    /** Let an item pass that is open or failed. */
    public static final Permission WAIVE = permission("Waive", Messages._ChecklistPermissions_waive(), Item.CONFIGURE);

    /** Open a gate that the rules keep closed. */
    public static final Permission OVERRIDE =
            permission("Override", Messages._ChecklistPermissions_override(), Jenkins.ADMINISTER);

    private ChecklistPermissions() {}

    private static Permission permission(String name, Localizable description, Permission impliedBy) {
        return new Permission(GROUP, name, description, impliedBy, PermissionScope.ITEM);
    }
}
