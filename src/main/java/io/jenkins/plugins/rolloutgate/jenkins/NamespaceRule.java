package io.jenkins.plugins.rolloutgate.jenkins;

import java.util.Set;

/**
 * Decides whether a job in a folder may use a namespace.
 *
 * <p>A folder covers itself and what is below it, by whole path segments; a namespace is its exact name. {@value #ANY}
 * stands for every folder, the top level included, or for every namespace. An empty folder or an empty list of
 * namespaces matches nothing.
 */
record NamespaceRule(String folder, Set<String> namespaces) {

    static final String ANY = "*";

    static NamespaceRule of(String folder, String namespaces) {
        return new NamespaceRule(withoutOuterSlashes(folder.strip()), Text.words(namespaces));
    }

    /** Whether a job whose parent has that full name (empty at the top level) may use that namespace. */
    boolean allows(String folderFullName, String namespace) {
        return coversFolder(folderFullName) && coversNamespace(namespace);
    }

    /** Whether a job whose parent has that full name may use any namespace at all. */
    boolean covers(String folderFullName) {
        return coversFolder(folderFullName) && !namespaces.isEmpty();
    }

    private boolean coversFolder(String folderFullName) {
        if (folder.isEmpty()) {
            return false;
        }
        return folder.equals(ANY) || (folderFullName + "/").startsWith(folder + "/");
    }

    private boolean coversNamespace(String namespace) {
        return !namespace.isBlank() && (namespaces.contains(ANY) || namespaces.contains(namespace));
    }

    private static String withoutOuterSlashes(String path) {
        return path.replaceAll("^/+|/+$", "");
    }
}
