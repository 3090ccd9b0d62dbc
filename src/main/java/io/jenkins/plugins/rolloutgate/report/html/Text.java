package io.jenkins.plugins.rolloutgate.report.html;

/** Text, escaped; what no page may contain shows as U+FFFD. */
record Text(String content) implements Node {
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public void write(StringBuilder out) {
        escape(content, out);
    }

    static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(point) ? point : REPLACEMENT);
            }
        });
    }

    /** Neither what XML forbids, nor control characters, nor what turns the reading direction of its surroundings. */
    private static boolean isAllowed(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.FORMAT -> point == 0x200D || point == 0xAD;
            default -> true;
        };
    }
}
