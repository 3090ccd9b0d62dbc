package io.jenkins.plugins.rolloutgate.report.html;

/** Text, escaped. */
record Text(String content) implements Node {
    @Override
    public void write(StringBuilder out) {
        escape(content, out);
    }

    static void escape(String text, StringBuilder out) {
        Characters.visible(text).chars().forEach(character -> {
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append((char) character);
            }
        });
    }
}
