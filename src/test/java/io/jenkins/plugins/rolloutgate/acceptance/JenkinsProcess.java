package io.jenkins.plugins.rolloutgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.Await;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A real Jenkins with the plugin that the build has made, in a process of its own, on 127.0.0.1. */
final class JenkinsProcess {
    private static final Duration START = Duration.ofMinutes(10);
    private static final Path PLUGIN = Path.of("target", "rollout-gate.hpi");

    private final OkHttpClient http =
            new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(3)).build();
    private final Path home;
    private final String apiServer;
    private final int port = freePort();
    private Process process;

    /**
     * Prepares a home; the controller is told of that one cluster.
     *
     * @param scripts further ones that set it up, in the order of their names
     */
    JenkinsProcess(Path home, String apiServer, String... scripts) throws IOException {
        this.home = home;
        this.apiServer = apiServer;
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        try (Stream<Path> archives = Files.list(Path.of(System.getenv("JENKINS_PLUGINS_DIR")))) {
            for (Path archive : archives.filter(file -> file.toString().matches(".*\\.[hj]pi"))
                    .toList()) {
                String name = archive.getFileName().toString().replaceFirst("\\.[hj]pi$", ".jpi");
                Files.copy(archive, plugins.resolve(name));
            }
        }
        Files.copy(PLUGIN, plugins.resolve("rollout-gate.jpi"));
        copyScript("setup.groovy");
        for (String script : scripts) {
            copyScript(script);
        }
    }

    private void copyScript(String name) throws IOException {
        Path directory = Files.createDirectories(home.resolve("init.groovy.d"));
        try (InputStream script = JenkinsProcess.class.getResourceAsStream(name)) {
            Files.copy(script, directory.resolve(name));
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the controller and waits until it is fully up. */
    void start() throws IOException {
        Path log = home.resolve("jenkins.log");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djenkins.install.runSetupWizard=false",
                "-Dhudson.model.UsageStatistics.disabled=true",
                "-Dhudson.model.UpdateCenter.never=true",
                "-Dhudson.model.DownloadService.never=true",
                "-Drollout-gate.api-server=" + apiServer,
                "-jar",
                System.getenv("JENKINS_WAR"),
                "--httpListenAddress=127.0.0.1",
                "--httpPort=" + port);
        command.environment().put("JENKINS_HOME", home.toString());
        command.redirectErrorStream(true).redirectOutput(log.toFile());
        process = command.start();
        Await.until(START, () -> assertThat(Files.readString(log)).contains("Jenkins is fully up and running"));
    }

    /** Ends the process as a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    void createFolder(String name) throws IOException {
        post("/createItem?name=" + name, "<com.cloudbees.hudson.plugins.folder.Folder/>");
    }

    void createPipeline(String folder, String name, String script) throws IOException {
        post(
                "/job/" + folder + "/createItem?name=" + name,
                "<flow-definition><definition class='org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition'><script>"
                        + script.replace("&", "&amp;").replace("<", "&lt;")
                        + "</script><sandbox>true</sandbox></definition></flow-definition>");
    }

    void build(String job) throws IOException {
        post(job + "/build", "");
    }

    void post(String path, String xml) throws IOException {
        RequestBody body = RequestBody.create(xml, MediaType.get("application/xml"));
        try (Response response = send(new Request.Builder().post(body), path)) {
            assertThat(response.code()).as(path).isLessThan(400);
        }
    }

    String get(String path) throws IOException {
        return getAs("dev", path);
    }

    String getAs(String user, String path) throws IOException {
        try (Response response = sendAs(user, new Request.Builder(), path)) {
            assertThat(response.code()).as(path).isEqualTo(200);
            return response.body().string();
        }
    }

    /** Sends what the form of a question sends; returns the status of the answer. */
    int decideAs(String user, String page, String question, String answer) throws IOException {
        return sendFormAs(user, page + "decide", "question", question, "answer", answer, "comment", "seen")
                .status();
    }

    /** What came back. */
    record Answer(int status, String text) {}

    /** Sends a form, given as names and values in turn. */
    Answer sendFormAs(String user, String path, String... fields) throws IOException {
        FormBody.Builder form = new FormBody.Builder();
        for (int at = 0; at < fields.length; at += 2) {
            form.add(fields[at], fields[at + 1]);
        }
        return answer(user, new Request.Builder().post(form.build()), path);
    }

    /** What a GET answers, whatever its status. */
    Answer lookAs(String user, String path) throws IOException {
        return answer(user, new Request.Builder(), path);
    }

    private Answer answer(String user, Request.Builder request, String path) throws IOException {
        try (Response response = sendAs(user, request, path)) {
            return new Answer(response.code(), response.body().string());
        }
    }

    JsonNode json(String path) throws IOException {
        return Json.parse(get(path));
    }

    private Response send(Request.Builder request, String path) throws IOException {
        return sendAs("dev", request, path);
    }

    private Response sendAs(String user, Request.Builder request, String path) throws IOException {
        return http.newCall(request.url("http://127.0.0.1:" + port + path)
                        .header("Authorization", Credentials.basic(user, user))
                        .build())
                .execute();
    }

    /** Waits until the log of a build says something. */
    void awaitLog(String build, String text) {
        Await.until(
                Duration.ofMinutes(3),
                () -> assertThat(get(build + "/consoleText")).contains(text));
    }

    /** Waits for the end of a build, and returns its result. */
    String awaitResult(String build) throws IOException {
        // A build that runs may have a result already, such as UNSTABLE.
        Await.until(
                Duration.ofMinutes(5),
                () -> assertThat(json(build + "/api/json").path("building").asBoolean(true))
                        .isFalse());
        return json(build + "/api/json").path("result").asText();
    }
}
