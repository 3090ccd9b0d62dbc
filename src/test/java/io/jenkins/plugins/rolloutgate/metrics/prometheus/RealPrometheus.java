package io.jenkins.plugins.rolloutgate.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.playground.Await;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Prometheus on loopback that scrapes five times a second, as long as it is open. */
public final class RealPrometheus implements AutoCloseable {
    public static final String MISSING = "Not run: there is no prometheus on the PATH; it is a package of Debian.";

    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(\\S+)");

    private final Process process;
    private final String url;

    private RealPrometheus(Process process, String address) {
        this.process = process;
        this.url = "http://" + address;
    }

    /** The program, if it is installed. */
    public static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param directory for its configuration and data
     * @param target host and port that are scraped at {@code /metrics}
     */
    public static RealPrometheus scraping(String target, Path directory) throws IOException {
        return start("static_configs: [{targets: ['%s']}]".formatted(target), directory);
    }

    /**
     * Starts it.
     *
     * @param directory for its configuration and data
     * @param discovery a URL that answers with what to scrape, as Prometheus' HTTP service discovery wants it; asked
     *     every second
     */
    public static RealPrometheus discovering(String discovery, Path directory) throws IOException {
        return start("http_sd_configs: [{url: '%s', refresh_interval: 1s}]".formatted(discovery), directory);
    }

    private static RealPrometheus start(String targets, Path directory) throws IOException {
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 200ms
                  scrape_timeout: 200ms
                scrape_configs:
                  - job_name: test
                    honor_labels: true
                    %s
                """.formatted(targets));
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        AtomicReference<String> address = new AtomicReference<>();
        Await.until(Duration.ofSeconds(60), () -> {
            Matcher listening = LISTENING.matcher(Files.readString(log));
            assertThat(listening.find()).as(listening.toString()).isTrue();
            address.set(listening.group(1));
        });
        return new RealPrometheus(process, address.get());
    }

    public String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
