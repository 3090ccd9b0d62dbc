package io.jenkins.plugins.rolloutgate.playground;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A fast playground with namespace {@code shop}, seen through the client that the plugin uses and through plain HTTP. */
final class Fixture implements AutoCloseable {
    static final String NAMESPACE = "shop";

    final Playground playground;
    final KubernetesClient client;
    private final OkHttpClient http =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

    Fixture() {
        this(Options.FAST);
    }

    Fixture(Options options) {
        playground = Playground.start(options);
        playground.namespace(NAMESPACE);
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(playground.apiServerUrl())
                .withNamespace(NAMESPACE)
                .withRequestRetryBackoffLimit(0)
                .withOnlyHttpWatches(true)
                .build();
        client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    /** What came back over plain HTTP. */
    record Answer(int code, String body) {}

    void deployBlueGreen(String image, int replicas) {
        playground.deployBlueGreen(new BlueGreenApp(NAMESPACE, "shop", image, replicas));
    }

    RollableScalableResource<Deployment> deployment(String name) {
        return client.apps().deployments().withName(name);
    }

    ServiceResource<Service> service(String name) {
        return client.services().withName(name);
    }

    List<Pod> pods(String version) {
        return client.pods().withLabel("version", version).list().getItems();
    }

    Resource<Pod> pod(String name) {
        return client.pods().withName(name);
    }

    List<Endpoint> endpoints(String service) {
        return client
                .discovery()
                .v1()
                .endpointSlices()
                .withLabel("kubernetes.io/service-name", service)
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .toList();
    }

    void setImage(String deployment, String image) {
        deployment(deployment).edit(edited -> {
            edited.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(image);
            return edited;
        });
    }

    Answer get(String path) throws IOException {
        return send(new Request.Builder().url(playground.apiServerUrl() + path));
    }

    Answer post(String path, String body) throws IOException {
        return send(new Request.Builder()
                .url(playground.apiServerUrl() + path)
                .post(RequestBody.create(body, MediaType.get("application/json"))));
    }

    private Answer send(Request.Builder request) throws IOException {
        try (Response response = http.newCall(request.build()).execute()) {
            return new Answer(response.code(), response.body().string());
        }
    }

    @Override
    public void close() {
        client.close();
        playground.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
