package io.jenkins.plugins.rolloutgate.packaging;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/** The internal names of all types that a class file mentions. */
final class TypeNames {

    private TypeNames() {}

    static Set<String> in(ClassNode type) {
        Set<String> names = new TreeSet<>();
        Remapper collector = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                names.add(name);
                return name;
            }
        };
        type.accept(new ClassRemapper(new ClassNode(), collector));
        return names;
    }
}
