package theoria.core.model.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a query by recursive descent: {@code or} binds weaker than {@code and}. */
final class QueryParser {
    private static final int LONGEST = 10_000;
    private static final int DEEPEST = 100;

    private final List<QueryLexer.Token> tokens;
    private int at;
    private int depth;

    QueryParser(String text) {
        if (text.length() > LONGEST) {
            throw new QueryException(LONGEST, "expected at most " + LONGEST + " characters");
        }
        this.tokens = new QueryLexer(text).tokens();
    }

    Condition parse() {
        Condition condition = any();
        if (here().kind() != QueryLexer.Kind.END) {
            throw wrong("'and', 'or' or the end");
        }
        return condition;
    }

    private QueryLexer.Token here() {
        return tokens.get(at);
    }

    private QueryException wrong(String expected) {
        return new QueryException(
                here().position(), "found " + here().told() + ", expected " + expected);
    }

    private Condition any() {
        List<Condition> parts = new ArrayList<>(List.of(all()));
        while (here().is("or")) {
            at++;
            parts.add(all());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition all() {
        List<Condition> parts = new ArrayList<>(List.of(one()));
        while (here().is("and") || begins()) {
            at += here().is("and") ? 1 : 0;
            parts.add(one());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    /** Whether another condition begins here. */
    private boolean begins() {
        return here().word() || here().is("not") || here().kind() == QueryLexer.Kind.OPEN;
    }

    private Condition one() {
        depth++;
        if (depth > DEEPEST) {
            throw wrong("at most " + DEEPEST + " conditions inside one another");
        }
        Condition condition;
        if (here().is("not")) {
            at++;
            condition = new Condition.Not(one());
        } else if (here().kind() == QueryLexer.Kind.OPEN) {
            at++;
            condition = any();
            if (here().kind() != QueryLexer.Kind.CLOSE) {
                throw wrong("')'");
            }
            at++;
        } else {
            condition = comparison();
        }
        depth--;
        return condition;
    }

    private Condition comparison() {
        QueryLexer.Token word = here();
        if (!word.word()) {
            throw wrong("a field such as name, tag, arch or accuracy, or a word to look for");
        }
        at++;
        if (here().kind() != QueryLexer.Kind.SIGN) {
            return QueryField.TEXT.comparison(Relation.CONTAINS, word.text(), word.position());
        }
        Optional<Relation> relation = Relation.of(here().text());
        if (relation.isEmpty()) {
            throw wrong("one of = != < <= > >= ~");
        }
        QueryField field = QueryField.of(word.text());
        field.requireOrder(relation.get(), here().position());
        at++;
        QueryLexer.Token value = here();
        if (!value.word()) {
            throw wrong("a value after '" + relation.get().sign() + "'");
        }
        at++;
        return field.comparison(relation.get(), value.text(), value.position());
    }
}
