package io.jenkins.plugins.rolloutgate.jenkins;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.security.NoTypePermission;
import com.thoughtworks.xstream.security.PrimitiveTypePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Writes and reads objects as Jenkins does for its XML files: of the Java runtime's own classes only plain collections
 * and strings are let in (JEP-200), and records cannot be read back.
 */
final class JenkinsXStream {

    private JenkinsXStream() {}

    @SuppressWarnings("unchecked")
    static <T> T roundTrip(T value) {
        XStream xstream = create();
        return (T) xstream.fromXML(xstream.toXML(value));
    }

    private static XStream create() {
        XStream xstream = new XStream();
        xstream.addPermission(NoTypePermission.NONE);
        xstream.addPermission(PrimitiveTypePermission.PRIMITIVES);
        xstream.allowTypes(new Class<?>[] {String.class, ArrayList.class, LinkedHashMap.class});
        xstream.allowTypesByWildcard(new String[] {"io.jenkins.plugins.rolloutgate.**"});
        return xstream;
    }
}
