package io.jenkins.plugins.rolloutgate.playground.traffic;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ExecutorService;

/** Copies bytes between two sockets in both directions, half-closes included. */
final class Tunnel {
    private final Socket client;
    private final Socket pod;

    Tunnel(Socket client, Socket pod) {
        this.client = client;
        this.pod = pod;
    }

    /** Runs until the pod's side ends; the other direction has its own thread. */
    void run(ExecutorService threads) {
        threads.execute(() -> copy(client, pod));
        copy(pod, client);
        close();
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    void close() {
        close(client);
        close(pod);
    }

    /** Ends a connection so that the other side sees an error and not an empty answer. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Already closed: there is nobody left to tell.
            return;
        } finally {
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }
}
