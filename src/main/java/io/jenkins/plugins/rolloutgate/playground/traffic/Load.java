package io.jenkins.plugins.rolloutgate.playground.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a load generator counted so far; immutable.
 *
 * @param sent requests that came to an end
 * @param failed requests without a 2xx answer
 * @param answered by whom, with success or not
 * @param firstSeen when each of them answered first
 * @param firstErrors the first few, one line each
 * @param buckets equal spans of time from the start, in order, without gaps
 */
public record Load(
        Instant start,
        long sent,
        long failed,
        long failedNewConnection,
        long failedKeepAlive,
        Map<Responder, Long> answered,
        Map<Responder, Instant> firstSeen,
        List<String> firstErrors,
        Duration bucketLength,
        List<Bucket> buckets) {

    /** The version label and the image that an answer named. */
    public record Responder(String version, String image) {}

    /**
     * The requests that ended within one span of time.
     *
     * @param offset of its beginning from the start
     */
    public record Bucket(Duration offset, Map<Responder, Long> answered, long failed) {
        /** The part of the answers that came from this version, 0 to 1; 0 when there were none. */
        public double share(String version) {
            long all = answered.values().stream().mapToLong(Long::longValue).sum();
            return all == 0 ? 0 : (double) count(answered, version) / all;
        }
    }

    /** How many answers came from pods with this version label. */
    public long answeredBy(String version) {
        return count(answered, version);
    }

    private static long count(Map<Responder, Long> answered, String version) {
        return answered.entrySet().stream()
                .filter(entry -> entry.getKey().version().equals(version))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
