package io.jenkins.plugins.rolloutgate.jenkins;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jboss.marshalling.Marshaller;
import org.jboss.marshalling.MarshallerFactory;
import org.jboss.marshalling.Marshalling;
import org.jboss.marshalling.MarshallingConfiguration;
import org.jboss.marshalling.Unmarshaller;
import org.jboss.marshalling.river.RiverMarshallerFactory;

/** Writes and reads objects as Pipelines do when a controller stops. */
final class River {

    private River() {}

    @SuppressWarnings("unchecked")
    static <T> T roundTrip(T value) throws IOException, ClassNotFoundException {
        MarshallerFactory factory = new RiverMarshallerFactory();
        MarshallingConfiguration configuration = new MarshallingConfiguration();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Marshaller out = factory.createMarshaller(configuration)) {
            out.start(Marshalling.createByteOutput(bytes));
            out.writeObject(value);
            out.finish();
        }
        try (Unmarshaller in = factory.createUnmarshaller(configuration)) {
            in.start(Marshalling.createByteInput(new ByteArrayInputStream(bytes.toByteArray())));
            return (T) in.readObject();
        }
    }
}
