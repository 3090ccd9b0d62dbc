package io.jenkins.plugins.rolloutgate.testcluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * The cluster that all cluster tests of one run share, each in a namespace of its own: the real API server where
 * {@code KUBEBUILDER_ASSETS} names its binaries, otherwise the playground.
 */
public final class TestCluster {
    private static final int READY_MILLIS = 300;
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private final Path kubeconfig;
    private final boolean real;
    private final KubernetesClient client;

    private TestCluster(Path kubeconfig, boolean real) {
        this.kubeconfig = kubeconfig;
        this.real = real;
        this.client = clientOf(config());
    }

    /** Started by the first call; ends with this JVM. */
    public static TestCluster shared() {
        return Shared.INSTANCE;
    }

    /** Whether RBAC, admission and all controllers are Kubernetes' own, and the pods in turn without network. */
    public boolean isReal() {
        return real;
    }

    /** A kubeconfig file with the administrator's access. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** The administrator's access; the caller may change it. */
    public Config config() {
        return Config.fromKubeconfig(kubeconfig.toFile());
    }

    /** The administrator's client, for what a test prepares and checks; not to be closed. */
    public KubernetesClient client() {
        return client;
    }

    /** Creates a namespace that no other test uses. */
    public String newNamespace() {
        String name = "test-" + NAMESPACES.incrementAndGet();
        client.resource(new NamespaceBuilder()
                        .withMetadata(metadata(null, name))
                        .build())
                .create();
        return name;
    }

    /**
     * The access of a new service account that may do in the namespace what the rules say and nothing else. Only a real
     * cluster knows service accounts: elsewhere the test is skipped.
     */
    public Config restrictedTo(String namespace, PolicyRule... rules) {
        Assumptions.assumeTrue(real, "permissions need the real API server: set " + RealCluster.ASSETS);
        ObjectMeta metadata = metadata(namespace, "restricted-" + NAMESPACES.incrementAndGet());
        String name = metadata.getName();
        client.resource(new ServiceAccountBuilder().withMetadata(metadata).build())
                .create();
        client.resource(new RoleBuilder()
                        .withMetadata(metadata)
                        .withRules(rules)
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withMetadata(metadata)
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                        .addNewSubject(null, "ServiceAccount", name, namespace)
                        .build())
                .create();
        TokenRequest token =
                client.serviceAccounts().inNamespace(namespace).withName(name).tokenRequest();
        Config config = config();
        return new ConfigBuilder(Config.empty())
                .withAutoConfigure(false)
                .withMasterUrl(config.getMasterUrl())
                .withCaCertData(config.getCaCertData())
                .withOauthToken(token.getStatus().getToken())
                .build();
    }

    private static ObjectMeta metadata(String namespace, String name) {
        return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
    }

    private static KubernetesClient clientOf(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    private static final class Shared {
        static final TestCluster INSTANCE = start();

        private static TestCluster start() {
            boolean real = RealCluster.isAvailable();
            TestCluster cluster = new TestCluster(real ? RealCluster.start(READY_MILLIS) : startPlayground(), real);
            System.out.println("[INFO] Cluster tests run against "
                    + (real
                            ? "a real Kubernetes API server "
                                    + cluster.client.getKubernetesVersion().getGitVersion()
                            : "the playground; set " + RealCluster.ASSETS + " for a real Kubernetes API server"));
            return cluster;
        }

        private static Path startPlayground() {
            try {
                Path kubeconfig = Files.createTempFile("rollout-gate-playground-", ".kubeconfig");
                kubeconfig.toFile().deleteOnExit();
                return Playground.start(Options.FAST).writeKubeconfig(kubeconfig);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
