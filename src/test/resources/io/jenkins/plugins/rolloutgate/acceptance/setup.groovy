import hudson.security.FullControlOnceLoggedInAuthorizationStrategy
import hudson.security.HudsonPrivateSecurityRealm
import io.jenkins.plugins.rolloutgate.jenkins.FolderAllowance
import io.jenkins.plugins.rolloutgate.jenkins.KubernetesCluster
import io.jenkins.plugins.rolloutgate.jenkins.RolloutGateConfiguration
import jenkins.model.Jenkins

def jenkins = Jenkins.get()
def realm = new HudsonPrivateSecurityRealm(false)
realm.createAccount('dev', 'dev')
realm.createAccount('ops', 'ops')
jenkins.securityRealm = realm
jenkins.authorizationStrategy = new FullControlOnceLoggedInAuthorizationStrategy()
jenkins.authorizationStrategy.allowAnonymousRead = false
jenkins.crumbIssuer = null
jenkins.numExecutors = 2

def cluster = new KubernetesCluster('playground')
cluster.serverUrl = System.getProperty('rollout-gate.api-server')
cluster.allowances = [new FolderAllowance('team', 'shop')]
RolloutGateConfiguration.get().clusters = [cluster]
jenkins.save()
