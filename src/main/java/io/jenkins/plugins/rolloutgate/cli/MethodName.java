package io.jenkins.plugins.rolloutgate.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Methods as they are written on the command line. */
final class MethodName implements ITypeConverter<JudgeMethod> {
    static String of(JudgeMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public JudgeMethod convert(String text) {
        return Arrays.stream(JudgeMethod.values())
                .filter(method -> of(method).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "must be aca, sequential, threshold or burn-rate, not '" + text + "'"));
    }
}
