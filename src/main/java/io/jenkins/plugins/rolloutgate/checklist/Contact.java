package io.jenkins.plugins.rolloutgate.checklist;

/**
 * Whom to call.
 *
 * @param role such as {@code Database Admin}
 * @param reach name, number or address, as written; empty where nobody has filled it in
 */
public record Contact(int section, String role, String reach, int line) {}
