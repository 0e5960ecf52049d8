package theoria.format.tensors.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes tensors of what a pickle holds and says what was named and not made. */
final class TorchContent {
    private TorchContent() {}

    static NamedTensors of(Object root, TorchCalls calls, StorageFile storages, String format)
            throws FormatException {
        StateDict state = new StateDict(storages::view);
        state.collect(root);
        Set<String> strangers = calls.strangers();
        if (state.tensors().isEmpty()) {
            throw new FormatException(
                    "the pickle holds no tensors"
                            + (strangers.isEmpty()
                                    ? ""
                                    : "; it names "
                                            + String.join(", ", strangers)
                                            + ", which was not run")
                            + "; expected a dictionary of tensors by name");
        }
        List<String> remarks = new ArrayList<>(state.remarks());
        if (!strangers.isEmpty()) {
            remarks.add("Named in the file and not made: " + String.join(", ", strangers) + ".");
        }
        return new NamedTensors(state.tensors(), state.facts(), format, remarks);
    }
}
