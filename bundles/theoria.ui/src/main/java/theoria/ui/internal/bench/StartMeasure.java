package theoria.ui.internal.bench;

import theoria.ui.internal.desk.Desk;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long it takes from the start of the process until the window can be used. */
final class StartMeasure implements Measure {
    private final long begunMillis;
    private final double windowSeconds;

    /**
     * Measures from this moment.
     *
     * @param begunMillis when the process was started, of {@link System#currentTimeMillis()}
     * @param windowSeconds how long it took until the window was there and its queue empty
     */
    StartMeasure(long begunMillis, double windowSeconds) {
        this.begunMillis = begunMillis;
        this.windowSeconds = windowSeconds;
    }

    @Override
    public String work() {
        return "from the start of the process until the window is there, painted and idle, and"
                + " until the models are listed";
    }

    @Override
    public Map<String, Double> take(Stage stage) throws BenchException {
        stage.on(
                () -> {
                    stage.until("the models", () -> !Desk.get().versions().isEmpty());
                    return true;
                });
        double listed = (System.currentTimeMillis() - begunMillis) / 1000.0;
        Map<String, Double> facts = new LinkedHashMap<>();
        facts.put("window_seconds", windowSeconds);
        facts.put("models_seconds", listed);
        return facts;
    }
}
