package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.SecurityRealm;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerRequest2;
import org.springframework.security.core.Authentication;

/**
 * Whoever asks for a page or sends a form, as Jenkins has authenticated them now.
 *
 * @param authentication of the request
 */
record Person(Authentication authentication) {
    /** Where Jenkins notes that a request came with a valid API token. */
    private static final String API_TOKEN = "jenkins.security.BasicHeaderApiTokenAuthenticator";

    static Person current() {
        return new Person(Jenkins.getAuthentication2());
    }

    String id() {
        return authentication.getName();
    }

    /** A person of a name; neither the controller itself, nor a Pipeline, nor nobody. */
    boolean isKnown() {
        return !ACL.SYSTEM2.equals(authentication)
                && !ACL.isAnonymous2(authentication)
                && authentication.isAuthenticated();
    }

    /**
     * Whether the person may answer a question.
     *
     * @param from users or groups; empty for whoever may build the job
     */
    boolean mayAnswer(List<String> from, Item job) {
        if (!isKnown()) {
            return false;
        }
        return from.isEmpty()
                ? job.getACL().hasPermission2(authentication, Item.BUILD)
                : from.stream().anyMatch(this::isOrIsIn);
    }

    /** By the rules of the security realm about upper and lower case. */
    boolean isOrIsIn(String name) {
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        return realm.getUserIdStrategy().equals(id(), name)
                || authentication.getAuthorities().stream()
                        .anyMatch(group -> realm.getGroupIdStrategy().equals(group.getAuthority(), name));
    }

    /** How the person is known to be who they are, for the record. */
    static String how(StaplerRequest2 request) {
        boolean token = Boolean.TRUE.equals(request.getAttribute(API_TOKEN));
        boolean password = !token && request.getHeader("Authorization") != null;
        String realm = Jenkins.get().getSecurityRealm().getClass().getSimpleName();
        return (token ? "API token" : password ? "password sent with the request" : "session") + ", " + realm;
    }
}
