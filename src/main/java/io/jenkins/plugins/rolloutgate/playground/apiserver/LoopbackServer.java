package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;

/** Creates the JDK's HTTP servers, tuned: no Nagle delay, no early end of idle connections. */
public final class LoopbackServer {
    private static final int BACKLOG = 512;

    static {
        // The JDK reads these once, when its first server is created.
        setDefault("sun.net.httpserver.nodelay", "true");
        setDefault("sun.net.httpserver.idleInterval", "600");
        setDefault("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private LoopbackServer() {}

    /** Starts a server on 127.0.0.1; port 0 takes any free one. */
    public static HttpServer start(int port, ExecutorService threads, HttpHandler handler) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        HttpServer server = HttpServer.create(address, BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
