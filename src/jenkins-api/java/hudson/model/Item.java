package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;

public interface Item extends PersistenceRoot, AccessControlled, ModelObject {
    ItemGroup<? extends Item> getParent();

    String getName();

    String getFullName();

    String getFullDisplayName();

    @Override
    String getDisplayName();

    String getUrl();

    PermissionGroup PERMISSIONS = null;
    Permission CONFIGURE = null;
    Permission READ = null;
    Permission EXTENDED_READ = null;
    Permission BUILD = null;
    Permission CANCEL = null;
}
