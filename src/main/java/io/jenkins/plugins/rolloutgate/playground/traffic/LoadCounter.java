package io.jenkins.plugins.rolloutgate.playground.traffic;

import io.jenkins.plugins.rolloutgate.playground.traffic.Load.Bucket;
import io.jenkins.plugins.rolloutgate.playground.traffic.Load.Responder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up the outcomes of requests. Safe for use by any thread. */
final class LoadCounter {
    private static final Duration BUCKET = Duration.ofMillis(100);
    private static final int ERRORS_KEPT = 5;

    private final InstantSource clock;
    private final Instant start;
    private final Map<Responder, Long> answered = new LinkedHashMap<>();
    private final Map<Responder, Instant> firstSeen = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final List<Bucket> buckets = new ArrayList<>();
    private long lost;
    private long failedNewConnection;
    private long failedKeepAlive;

    LoadCounter(InstantSource clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    synchronized void answered(Responder responder) {
        answered.merge(responder, 1L, Long::sum);
        firstSeen.putIfAbsent(responder, clock.instant());
        Bucket bucket = bucket();
        bucket.answered().merge(responder, 1L, Long::sum);
    }

    /** No answer from a pod. */
    synchronized void lost(boolean keepAlive, String error) {
        lost++;
        failed(keepAlive, error);
    }

    /** No answer, or one that was answered and is not a success. */
    synchronized void failed(boolean keepAlive, String error) {
        if (keepAlive) {
            failedKeepAlive++;
        } else {
            failedNewConnection++;
        }
        if (errors.size() < ERRORS_KEPT) {
            errors.add(clock.instant() + (keepAlive ? " keep-alive: " : " new connection: ") + error);
        }
        Bucket bucket = bucket();
        buckets.set(buckets.size() - 1, new Bucket(bucket.offset(), bucket.answered(), bucket.failed() + 1));
    }

    private Bucket bucket() {
        long index = Duration.between(start, clock.instant()).dividedBy(BUCKET);
        while (buckets.size() <= index) {
            buckets.add(new Bucket(BUCKET.multipliedBy(buckets.size()), new HashMap<>(), 0));
        }
        return buckets.get(buckets.size() - 1);
    }

    synchronized Load snapshot() {
        long failed = failedNewConnection + failedKeepAlive;
        long sent = lost + answered.values().stream().mapToLong(Long::longValue).sum();
        List<Bucket> copies = buckets.stream()
                .map(bucket -> new Bucket(bucket.offset(), Map.copyOf(bucket.answered()), bucket.failed()))
                .toList();
        return new Load(
                start,
                sent,
                failed,
                failedNewConnection,
                failedKeepAlive,
                Map.copyOf(answered),
                Map.copyOf(firstSeen),
                List.copyOf(errors),
                BUCKET,
                copies);
    }
}
