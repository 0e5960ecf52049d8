package theoria.core.model.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes a query apart into words, operators and brackets. */
final class QueryLexer {
    private static final String SIGNS = "=!<>~";
    private static final List<String> RESERVED = List.of("and", "or", "not");

    private final String text;
    private int at;

    QueryLexer(String text) {
        this.text = text;
    }

    /** What a token is. */
    enum Kind {
        WORD,
        QUOTED,
        SIGN,
        OPEN,
        CLOSE,
        END
    }

    /**
     * A piece of a query.
     *
     * @param kind what it is
     * @param text without quotes
     * @param position of its first character
     */
    record Token(Kind kind, String text, int position) {
        /** Whether it is this word of the language. */
        boolean is(String reserved) {
            return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(reserved);
        }

        /** Whether it can be a field or a value. */
        boolean word() {
            return kind == Kind.QUOTED
                    || kind == Kind.WORD && RESERVED.stream().noneMatch(this::is);
        }

        /** For a sentence. */
        String told() {
            return kind == Kind.END ? "the end" : "'" + text + "'";
        }
    }

    /** A text as one token: in quotes, unless it is a plain word. */
    static String quoted(String text) {
        boolean plain =
                !text.isEmpty()
                        && text.chars().noneMatch(QueryLexer::ends)
                        && RESERVED.stream().noneMatch(word -> word.equalsIgnoreCase(text));
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Whether a character cannot be part of a plain word. */
    private static boolean ends(int c) {
        return Character.isWhitespace(c) || "()\"'".indexOf(c) >= 0 || SIGNS.indexOf(c) >= 0;
    }

    /** All tokens, the end as the last. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                tokens.add(new Token(Kind.END, "", at));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        char c = text.charAt(at);
        int begin = at;
        if (c == '(' || c == ')') {
            at++;
            return new Token(c == '(' ? Kind.OPEN : Kind.CLOSE, String.valueOf(c), begin);
        }
        if (c == '"' || c == '\'') {
            return new Token(Kind.QUOTED, quotation(c), begin);
        }
        boolean sign = SIGNS.indexOf(c) >= 0;
        while (at < text.length() && belongs(text.charAt(at), sign)) {
            at++;
        }
        return new Token(sign ? Kind.SIGN : Kind.WORD, text.substring(begin, at), begin);
    }

    private static boolean belongs(char c, boolean sign) {
        return sign ? SIGNS.indexOf(c) >= 0 : !ends(c);
    }

    private String quotation(char quote) {
        int begin = at;
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 1 : 0;
            if (at < text.length()) {
                content.append(text.charAt(at));
                at++;
            }
        }
        if (at >= text.length()) {
            throw new QueryException(begin, "the quotation that begins here does not end");
        }
        at++;
        return content.toString();
    }
}
