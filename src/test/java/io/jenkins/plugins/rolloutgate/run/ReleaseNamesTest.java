package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids of releases are names of folders, whatever their applications are called. */
class ReleaseNamesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "Checkout, checkout-",
        "../../etc/passwd, etc-passwd-",
        "..., release-",
        "-web, web-",
    })
    void everyApplicationGetsAnId(String application, String beginning) throws Exception {
        try (ReleaseEngine engine = new ReleaseEngine(new ReleaseStore(folder), InstantSource.system())) {
            assertThat(start(engine, application).id()).startsWith(beginning);
            assertThat(start(engine, application.repeat(200)).record()).exists();
        }
    }

    private static Release start(ReleaseEngine engine, String application) throws Exception {
        VerifySpec spec = new VerifyArguments()
                .application(application)
                .objective(Map.of("objective", "error rate < 1%"))
                .spec(QueryCatalogue.builtIn());
        return engine.start(NoCluster.INSTANCE, spec, "jana", Json.object(), Helpers.NONE);
    }
}
