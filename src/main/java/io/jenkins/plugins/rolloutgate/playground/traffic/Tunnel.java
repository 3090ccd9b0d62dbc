package io.jenkins.plugins.rolloutgate.playground.traffic;

import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** Copies bytes between a client and a pod in both directions, half-closes included. */
final class Tunnel implements PodNetwork.Connection {
    private static final int BUFFER = 8192;
    private static final int CONNECT_MILLIS = 1000;

    private final Socket client;
    private final Socket pod;
    private volatile boolean busy = true;

    Tunnel(Socket client, Socket pod) {
        this.client = client;
        this.pod = pod;
    }

    /**
     * Connects to the pod and runs until its side ends; the other direction has its own thread. Without a port, or when
     * the pod refuses, the client sees its connection reset.
     */
    void run(OptionalInt port, ExecutorService threads) {
        try {
            client.setTcpNoDelay(true);
            pod.setTcpNoDelay(true);
            int open = port.orElseThrow(() -> new ConnectException("no endpoint"));
            pod.connect(new InetSocketAddress(client.getLocalAddress(), open), CONNECT_MILLIS);
        } catch (IOException e) {
            reset();
            return;
        }
        try {
            threads.execute(() -> copy(client, pod));
            copy(pod, client);
        } catch (RejectedExecutionException e) {
            // The front was closed just now.
            return;
        } finally {
            close();
        }
    }

    private void reset() {
        try {
            client.setSoLinger(true, 0);
        } catch (IOException e) {
            // Already closed: there is nobody left to tell.
            return;
        } finally {
            close();
        }
    }

    @Override
    public boolean isBusy() {
        return busy;
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (from == client) {
                    busy = true;
                }
                to.getOutputStream().write(buffer, 0, read);
                if (from == pod) {
                    busy = false;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    void close() {
        close(client);
        close(pod);
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
