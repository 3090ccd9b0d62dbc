import hudson.model.Item
import hudson.security.Permission
import hudson.security.ProjectMatrixAuthorizationStrategy
import io.jenkins.plugins.rolloutgate.jenkins.ChecklistPermissions
import io.jenkins.plugins.rolloutgate.jenkins.ReleaseRole
import io.jenkins.plugins.rolloutgate.jenkins.RolloutGateConfiguration
import jenkins.model.Jenkins
import org.jenkinsci.plugins.matrixauth.PermissionEntry

// dev does everything, mei and rob lead and sign, ops signs and waives, vic only looks.
def jenkins = Jenkins.get()
['mei', 'rob', 'vic'].each { jenkins.securityRealm.createAccount(it, it) }
def strategy = new ProjectMatrixAuthorizationStrategy()
def grant = { String user, Permission... permissions ->
    permissions.each { strategy.add(it, PermissionEntry.user(user)) }
}
grant('dev', Jenkins.ADMINISTER)
['mei', 'rob', 'ops'].each { grant(it, Jenkins.READ, Item.READ, ChecklistPermissions.SIGN) }
grant('ops', ChecklistPermissions.WAIVE)
grant('vic', Jenkins.READ, Item.READ)
jenkins.authorizationStrategy = strategy

RolloutGateConfiguration.get().roles = [new ReleaseRole('Tech lead', 'dev, mei, rob')]
jenkins.save()
