package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record is read by more people than a Deployment. */
class MaskedTest {
    private static final String ENV = "/spec/template/spec/containers/0/env";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"DB_PASSWORD","value":"hunter2"}          | {"name":"DB_PASSWORD","value":"***"}
                    {"name":"apiKey","value":"hunter2"}               | {"name":"apiKey","value":"***"}
                    {"name":"DB","value":"pg://app:hunter2@db:5432"}  | {"name":"DB","value":"pg://***@db:5432"}
                    {"args":["--auth-token=hunter2","-v"]}            | {"args":["--auth-token=***","-v"]}
                    {"name":"LEVEL","value":"debug"}                  | {"name":"LEVEL","value":"debug"}
                    {"name":"web-token-reader","image":"web:1"}       | {"name":"web-token-reader","image":"web:1"}
                    {"image":"registry:5000/web:1"}                   | {"image":"registry:5000/web:1"}
                    """)
    void whatLooksLikeASecretIsNotShown(String object, String shown) {
        assertThat(Masked.of(Json.parse(object))).hasToString(shown);
    }

    @Test
    void theCopyThatKubectlKeepsIsLeftOut() {
        String object =
                "{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"hunter2\",\"a\":\"b\"}}";

        assertThat(Masked.of(Json.parse(object))).hasToString("{\"annotations\":{\"a\":\"b\"}}");
    }

    @Test
    void neitherTheRecordNorARefusalTellsASecret() {
        Shop shop = Shop.deploying("web:2")
                .when(cluster -> cluster.set(BLUE, ENV, new Object[] {Map.of("name", "TOKEN", "value", "hunter2")})
                        .set(GREEN, ENV, new Object[] {Map.of("name", "TOKEN", "value", "hunter3")}));

        assertThat(shop.says()).contains("containers[0].env[0].value: \"***\" and \"***\"");
        assertThat(shop.asked(a -> a.allowTemplateDifferences(true))
                        .step()
                        .state()
                        .baseline()
                        .orElseThrow())
                .asString()
                .contains("TOKEN")
                .doesNotContain("hunter");
    }

    @Test
    void aTemplateWithSecretsIsStillKnownAsOurs() {
        Object[] secret = {Map.of("name", "TOKEN", "value", "hunter2")};
        Shop shop = Shop.deploying("web:2")
                .when(cluster -> cluster.set(BLUE, ENV, secret).set(GREEN, ENV, secret))
                .ended();

        assertThat(shop.says()).startsWith("PROMOTED");
    }
}
