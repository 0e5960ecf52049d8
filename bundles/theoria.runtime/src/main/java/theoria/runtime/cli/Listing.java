package theoria.runtime.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import theoria.core.model.data.InputContract;

import java.util.Map;

/** Prints facts and lists, for people or as JSON. */
final class Listing {
    private static final Gson GSON =
            new GsonBuilder()
                    .setPrettyPrinting()
                    .disableHtmlEscaping()
                    .serializeSpecialFloatingPointValues()
                    .create();

    private Listing() {}

    /** An input contract for a person. */
    static String contract(InputContract contract) {
        return contract.unchanged() ? "none: the stored numbers unchanged" : contract.text();
    }

    /** Anything made of maps, lists, words and numbers, as JSON. */
    static void print(Session session, Object tree) {
        session.print(GSON.toJson(tree));
    }

    /** Facts as JSON or one per line. */
    static void show(Session session, Map<String, Object> facts, boolean json) {
        if (json) {
            print(session, facts);
        } else {
            facts(session, facts);
        }
    }

    /** One fact per line. */
    static void facts(Session session, Map<String, Object> facts) {
        TextTable table = new TextTable("", "");
        facts.forEach((key, value) -> table.add(key, String.valueOf(value)));
        table.lines().stream().skip(1).forEach(session::print);
    }
}
