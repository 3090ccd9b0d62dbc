package io.jenkins.plugins.rolloutgate.jenkins;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Finds credentials that an entry of the administrator names: first as the build sees them, so that a folder may have its
 * own identity under that id, then in the administrator's own store.
 *
 * <p>They may have to be fetched from elsewhere, so this is not for threads that must not block.
 *
 * @param run the build that they are used for; empty when it is gone
 * @param item the job, for a build that is gone; empty for the administrator
 */
record CredentialLookup(Optional<Run<?, ?>> run, Optional<Item> item) {
    static final CredentialLookup OF_ADMINISTRATOR = new CredentialLookup(Optional.empty(), Optional.empty());

    <C extends StandardCredentials> Optional<C> find(String id, Class<C> type, String url) {
        List<DomainRequirement> where = URIRequirementBuilder.fromUri(url).build();
        C found = run.isPresent()
                ? CredentialsProvider.findCredentialById(id, type, run.get(), where)
                : item.isPresent()
                        ? CredentialsProvider.findCredentialByIdInItem(id, type, item.get(), ACL.SYSTEM2, where)
                        : null;
        if (found == null) {
            found = CredentialsProvider.findCredentialByIdInItemGroup(id, type, Jenkins.get(), ACL.SYSTEM2, where);
        }
        return Optional.ofNullable(found);
    }

    /** Remembers for people which build has used them. */
    void track(StandardCredentials used) {
        run.ifPresent(build -> CredentialsProvider.track(build, used));
    }
}
