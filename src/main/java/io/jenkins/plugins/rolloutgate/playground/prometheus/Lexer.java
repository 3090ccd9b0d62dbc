package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into tokens. */
final class Lexer {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<DURATION>(?:\\d+(?:ms|[smhdwy]))+(?![\\w.]))"
            + "|(?<NUMBER>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?(?!\\w))"
            + "|(?<IDENTIFIER>[a-zA-Z_:][\\w:]*)"
            + "|(?<STRING>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)"
            + "|(?<OPERATOR>==|!=|>=|<=|=~|!~|[-+*/%^<>=(){}\\[\\],:@])"
            + ")");

    private Lexer() {}

    enum Kind {
        DURATION,
        NUMBER,
        IDENTIFIER,
        STRING,
        OPERATOR,
        END
    }

    /**
     * A word of a query.
     *
     * @param position of its first character, from 0
     */
    record Token(Kind kind, String text, int position) {
        boolean is(String symbol) {
            return kind != Kind.STRING && text.equals(symbol);
        }
    }

    /** The tokens and an end. */
    static List<Token> tokens(String query) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(query);
        int at = 0;
        while (!query.substring(at).isBlank()) {
            if (!matcher.region(at, query.length()).lookingAt()) {
                int place = at + query.substring(at).indexOf(query.substring(at).strip());
                throw QueryException.parse(place, "unexpected character: '" + query.charAt(place) + "'");
            }
            for (Kind kind : Kind.values()) {
                if (kind != Kind.END && matcher.group(kind.name()) != null) {
                    tokens.add(new Token(kind, matcher.group(kind.name()), matcher.start(kind.name())));
                }
            }
            at = matcher.end();
        }
        tokens.add(new Token(Kind.END, "end of input", query.length()));
        return tokens;
    }

    /** The text that a string token stands for. */
    static String unquote(String token) {
        String inside = token.substring(1, token.length() - 1);
        return token.startsWith("`")
                ? inside
                : Pattern.compile("\\\\(.)")
                        .matcher(inside)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                switch (found.group(1)) {
                                    case "n" -> "\n";
                                    case "t" -> "\t";
                                    default -> found.group(1);
                                }));
    }
}
