package org.jenkinsci.main.modules.instance_identity;

import java.io.IOException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;

public class InstanceIdentity {
    public InstanceIdentity() throws IOException {}

    public static InstanceIdentity get() {
        throw new UnsupportedOperationException();
    }

    public RSAPublicKey getPublic() {
        throw new UnsupportedOperationException();
    }

    public RSAPrivateKey getPrivate() {
        throw new UnsupportedOperationException();
    }
}
