package theoria.ui.internal.study;

import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import theoria.core.study.parameter.Parameter;
import theoria.core.study.parameter.ParameterException;
import theoria.core.study.parameter.Subject;
import theoria.ui.internal.home.Icons;
import theoria.ui.viewers.Selection;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The field of one parameter, as its declaration says: choices are chosen, flags are ticked,
 * everything else is typed and checked as it is typed.
 *
 * @param <T> type of its values
 */
final class ParameterField<T> {
    private static final String USE = "Use what is selected";

    private final Parameter<T> parameter;
    private final Runnable changed;
    private Supplier<String> text = () -> "";
    private Consumer<String> setter = value -> {};
    private @Nullable ControlDecoration mark;
    private @Nullable ToolItem use;
    private @Nullable Combo layerNames;
    private Optional<String> selected = Optional.empty();

    private ParameterField(Parameter<T> parameter, Runnable changed) {
        this.parameter = parameter;
        this.changed = changed;
    }

    /** Makes label and field in a grid of two columns. */
    static <T> ParameterField<T> make(Composite grid, Parameter<T> parameter, Runnable changed) {
        ParameterField<T> field = new ParameterField<>(parameter, changed);
        if (!(parameter instanceof Parameter.Flag)) {
            Label label = new Label(grid, SWT.NONE);
            label.setText(label(parameter));
            label.setToolTipText(field.help());
        }
        boolean selectable = parameter.subject() != Subject.NONE;
        Composite place = selectable ? beside(grid) : grid;
        Control made = field.control(place);
        if (selectable) {
            field.addUse(place);
        }
        made.setToolTipText(field.help());
        made.setData("theoria.parameter", parameter.key());
        ControlDecoration mark = new ControlDecoration(made, SWT.LEFT | SWT.TOP);
        mark.setImage(
                FieldDecorationRegistry.getDefault()
                        .getFieldDecoration(FieldDecorationRegistry.DEC_ERROR)
                        .getImage());
        mark.hide();
        field.mark = mark;
        field.reset();
        return field;
    }

    private static String label(Parameter<?> parameter) {
        String unit = parameter instanceof Parameter.Real real ? real.unit() : "";
        return parameter.label() + (unit.isEmpty() ? "" : " [" + unit + "]");
    }

    private String help() {
        String usual = parameter.text(parameter.otherwise());
        return parameter.help()
                + "\nAllowed: "
                + parameter.allowed()
                + (usual.isEmpty() ? "" : "\nDefault: " + usual)
                + "\n-p "
                + parameter.key()
                + "=...";
    }

    /** Room for the field and the button beside it. */
    private static Composite beside(Composite grid) {
        Composite place = new Composite(grid, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 2;
        place.setLayout(layout);
        place.setLayoutData(wide());
        return place;
    }

    private void addUse(Composite place) {
        ToolBar bar = new ToolBar(place, SWT.FLAT);
        use = Icons.button(bar, "crosshair", USE, "nothing of this sort is selected", this::take);
    }

    /** Offers to take what is selected now. */
    void follow(Selection selection) {
        selected = selection.value(parameter.subject());
        ToolItem button = use;
        if (button != null) {
            button.setEnabled(selected.isPresent());
            button.setToolTipText(USE + ": " + selected.orElse("nothing of this sort is selected"));
        }
    }

    /** Takes what is selected, if it is of the sort that the parameter speaks of. */
    void take() {
        selected.ifPresent(setter);
    }

    /** Offers the layers of the model where one is to be named; what is written there stays. */
    void offer(List<String> layers) {
        Combo names = layerNames;
        if (names != null && !layers.equals(List.of(names.getItems()))) {
            String written = names.getText();
            names.setItems(layers.toArray(new String[0]));
            names.setText(written);
        }
    }

    private Control control(Composite grid) {
        if (parameter instanceof Parameter.Flag) {
            return flag(grid);
        }
        if (parameter instanceof Parameter.Choice choice) {
            boolean open = choice.choices().stream().anyMatch(word -> word.endsWith(":"));
            return combo(grid, choice.choices(), open);
        }
        if (parameter.subject() == Subject.LAYER) {
            Combo names = combo(grid, List.of(), true);
            layerNames = names;
            return names;
        }
        Text field = new Text(grid, SWT.BORDER);
        field.setLayoutData(wide());
        field.setMessage(parameter.text(parameter.otherwise()));
        text = field::getText;
        setter = field::setText;
        field.addModifyListener(e -> changed());
        return field;
    }

    private Control flag(Composite grid) {
        Button box = new Button(grid, SWT.CHECK);
        box.setText(parameter.label());
        box.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        text = () -> Boolean.toString(box.getSelection());
        setter = value -> box.setSelection(Boolean.parseBoolean(value));
        box.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> changed()));
        return box;
    }

    private Combo combo(Composite grid, List<String> words, boolean open) {
        Combo combo = new Combo(grid, open ? SWT.DROP_DOWN : SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(words.toArray(new String[0]));
        combo.setLayoutData(wide());
        text = combo::getText;
        setter = combo::setText;
        combo.addModifyListener(e -> changed());
        return combo;
    }

    private static GridData wide() {
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 110;
        return data;
    }

    private void changed() {
        Optional<String> problem = problem();
        ControlDecoration shown = mark;
        if (shown != null && problem.isPresent()) {
            shown.setDescriptionText(problem.get());
            shown.show();
        } else if (shown != null) {
            shown.hide();
        }
        changed.run();
    }

    String key() {
        return parameter.key();
    }

    /** What is wrong with the text, one sentence; empty if nothing. */
    Optional<String> problem() {
        try {
            parameter.parse(given());
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The canonical text of the value if it is not the default. */
    Optional<String> value() {
        String canonical = parameter.text(parameter.parse(given()));
        return canonical.equals(parameter.text(parameter.otherwise()))
                ? Optional.empty()
                : Optional.of(canonical);
    }

    /** An empty field means the default. */
    private String given() {
        String typed = text.get().strip();
        return typed.isEmpty() ? parameter.text(parameter.otherwise()) : typed;
    }

    void set(String value) {
        setter.accept(value);
    }

    void reset() {
        setter.accept(parameter.text(parameter.otherwise()));
    }
}
