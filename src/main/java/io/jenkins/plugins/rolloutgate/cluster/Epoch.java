package io.jenkins.plugins.rolloutgate.cluster;

/**
 * The fence between drivers: a number raised by every take-over, and the nonce of the process that raised it.
 *
 * <p>Written as {@code 7/3f2a}. The nonce keeps two releases apart that reached the same number under different Leases.
 */
public record Epoch(long number, String nonce) {
    public static final Epoch NONE = new Epoch(0, "");

    public static Epoch parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            return NONE;
        }
        try {
            return new Epoch(Long.parseLong(text.substring(0, slash)), text.substring(slash + 1));
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    @Override
    public String toString() {
        return number + "/" + nonce;
    }
}
