package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.record.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend is the Service of this namespace only if it says so: another one's readiness says nothing of it. */
class RoutesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"web-canary"}                                    | web-canary
                    {"name":"web-canary","namespace":"shop"}                 | web-canary
                    {"name":"web-canary","namespace":"other"}                | other/web-canary
                    {"name":"web-canary","kind":"Service","group":""}        | web-canary
                    {"name":"web-canary","kind":"ServiceImport"}             | ServiceImport web-canary
                    """)
    void backendsOfAnHttpRoute(String backend, String service) {
        Route route = Routes.httpRoute(Json.parse(
                "{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"spec\":{\"rules\":[{\"backendRefs\":["
                        + backend + "]}]}}"));

        assertThat(route.backends()).extracting(Route.Backend::service).containsExactly(service);
    }

    @ParameterizedTest
    @CsvSource({
        "web-canary, web-canary",
        "web-canary.shop, web-canary",
        "web-canary.shop.svc, web-canary",
        "web-canary.shop.svc.cluster.local, web-canary",
        "web-canary.other.svc.cluster.local, web-canary.other.svc.cluster.local",
        "web-canary.shop.example.com, web-canary.shop.example.com",
    })
    void hostsOfAVirtualService(String host, String service) {
        Route route = Routes.virtualService(
                Json.parse("{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"spec\":{\"http\":[{\"route\":["
                        + "{\"destination\":{\"host\":\"" + host + "\"}}]}]}}"));

        assertThat(route.backends()).extracting(Route.Backend::service).containsExactly(service);
    }
}
