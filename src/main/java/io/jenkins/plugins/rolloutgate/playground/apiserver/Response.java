package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer that is decided and not yet sent. */
@FunctionalInterface
interface Response {
    void send(HttpExchange exchange) throws IOException;

    static Response json(int code, JsonNode node) {
        return bytes(code, "application/json", Json.bytes(node));
    }

    static Response text(int code, String text) {
        return bytes(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Response bytes(int code, String contentType, byte[] body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(code, empty ? -1 : body.length);
            if (!empty) {
                exchange.getResponseBody().write(body);
            }
        };
    }
}
