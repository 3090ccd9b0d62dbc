package io.jenkins.plugins.rolloutgate.jenkins;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Bytes that are sent as they are, never guessed at by a browser and never cached. */
final class Content implements HttpResponse {
    private final String type;
    private final byte[] bytes;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int status = 200;

    private Content(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
        header("X-Content-Type-Options", "nosniff");
        header("Cache-Control", "no-store");
    }

    /** A part of a page of ours. */
    static Content page(String html) {
        return new Content("text/html;charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** A file to save; a browser that shows it nevertheless runs nothing in it. */
    static Content file(String type, String name, byte[] bytes) {
        return new Content(type + ";charset=UTF-8", bytes)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
    }

    /** Why something was not done: one line of plain text, for a person, a script and the page's own script alike. */
    static Content refusal(int status, String sentence) {
        Content content = new Content("text/plain;charset=UTF-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
        content.status = status;
        return content;
    }

    Content header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setStatus(status);
        response.setContentType(type);
        headers.forEach(response::setHeader);
        response.getOutputStream().write(bytes);
    }
}
