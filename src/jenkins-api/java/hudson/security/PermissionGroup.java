package hudson.security;

import org.jvnet.localizer.Localizable;

@SuppressWarnings("rawtypes")
public final class PermissionGroup {
    public PermissionGroup(Class owner, Localizable title) {}
}
