package theoria.format.tensors.internal;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions by which PyTorch's pickles put tensors together, and no others: an ordered
 * dictionary, a view of a storage, a parameter around a view. Whatever else a pickle calls is noted
 * by its name and gives nothing.
 */
final class TorchCalls implements PickleReader.Calls {
    private static final Map<String, ElementType> TYPES =
            Map.ofEntries(
                    Map.entry("Double", ElementType.F64),
                    Map.entry("Float", ElementType.F32),
                    Map.entry("Half", ElementType.F16),
                    Map.entry("BFloat16", ElementType.BF16),
                    Map.entry("Long", ElementType.I64),
                    Map.entry("Int", ElementType.I32),
                    Map.entry("Short", ElementType.I16),
                    Map.entry("Char", ElementType.I8),
                    Map.entry("Byte", ElementType.U8),
                    Map.entry("Bool", ElementType.BOOL));

    private static final Map<String, ElementType> DTYPES =
            Map.ofEntries(
                    Map.entry("float64", ElementType.F64),
                    Map.entry("float32", ElementType.F32),
                    Map.entry("float16", ElementType.F16),
                    Map.entry("bfloat16", ElementType.BF16),
                    Map.entry("int64", ElementType.I64),
                    Map.entry("int32", ElementType.I32),
                    Map.entry("int16", ElementType.I16),
                    Map.entry("int8", ElementType.I8),
                    Map.entry("uint8", ElementType.U8),
                    Map.entry("bool", ElementType.BOOL));

    private final Set<String> strangers = new LinkedHashSet<>();
    private final Map<String, Pickled.Storage> storages = new LinkedHashMap<>();
    private final Map<String, Pickled.View> known;

    /**
     * Calls of a file.
     *
     * @param known tensors that the file keeps beside the pickle, by identifier (the tar form)
     */
    TorchCalls(Map<String, Pickled.View> known) {
        this.known = known;
    }

    /** Classes and functions that were named and not made. */
    Set<String> strangers() {
        return strangers;
    }

    /** The storages that views were made of, by key. */
    Map<String, Pickled.Storage> storages() {
        return storages;
    }

    @Override
    public Object call(Object callable, Pickled.Tuple arguments) throws FormatException {
        String name = callable instanceof Pickled.Global global ? global.toString() : "an object";
        switch (name) {
            case "collections.OrderedDict":
                return dictionary(arguments);
            case "torch._utils._rebuild_tensor":
            case "torch._utils._rebuild_tensor_v2":
                return view(arguments, null);
            case "torch._utils._rebuild_tensor_v3":
                return view(arguments, arguments.get(6));
            case "torch._utils._rebuild_parameter":
            case "torch._utils._rebuild_parameter_with_state":
                Object view = arguments.get(0);
                return view == null ? new Pickled.Unmade(callable) : view;
            case "torch.Size":
                Object items = arguments.get(0);
                return items == null ? arguments : items;
            default:
                strangers.add(name);
                return new Pickled.Unmade(callable);
        }
    }

    /** OrderedDict() or OrderedDict([(key, value), ...]), the pairs being tuples or lists. */
    private static Pickled.Dictionary dictionary(Pickled.Tuple arguments) {
        Pickled.Dictionary dictionary = new Pickled.Dictionary();
        if (arguments.get(0) instanceof Pickled.Sequence pairs) {
            for (Object pair : pairs.items) {
                List<Object> two = items(pair);
                if (two.size() == 2) {
                    dictionary.put(two.get(0), two.get(1));
                }
            }
        }
        return dictionary;
    }

    private static List<Object> items(Object value) {
        if (value instanceof Pickled.Tuple tuple) {
            return tuple.items();
        }
        return value instanceof Pickled.Sequence sequence ? sequence.items : List.of();
    }

    /** (storage, offset, shape, strides, ...). */
    private Pickled.View view(
            Pickled.Tuple arguments, @org.jspecify.annotations.Nullable Object type)
            throws FormatException {
        Object first = arguments.get(0);
        Object source = first instanceof Pickled.Tuple identifier ? persistent(identifier) : first;
        List<Long> shape = longs(arguments.get(2));
        List<Long> strides = longs(arguments.get(3));
        boolean fits = shape.size() == strides.size();
        if (!(source instanceof Pickled.Storage storage)
                || !(arguments.get(1) instanceof Long offset)
                || !fits) {
            throw new FormatException(
                    "a tensor is put together without storage, offset, shape and strides;"
                            + " expected all four");
        }
        Pickled.Storage typed = storage;
        if (type instanceof Pickled.Global dtype) {
            ElementType own = DTYPES.get(dtype.name());
            if (own == null) {
                throw new FormatException(
                        "a tensor has the element type '" + dtype + "'; expected one of " + DTYPES);
            }
            long bytes = storage.elements() * storage.type().width();
            typed = new Pickled.Storage(own, storage.key(), bytes / own.width(), storage.from());
        }
        storages.put(typed.key(), typed);
        return new Pickled.View(typed, offset, shape, strides);
    }

    private static List<Long> longs(@org.jspecify.annotations.Nullable Object value) {
        List<Long> numbers = new ArrayList<>();
        if (value != null) {
            for (Object item : items(value)) {
                numbers.add(item instanceof Long number ? number : -1L);
            }
        }
        return numbers;
    }

    /**
     * ("storage", type, key, location, elements[, view]); in the tar form a tensor's identifier.
     */
    @Override
    public Object persistent(Object identifier) throws FormatException {
        if (!(identifier instanceof Pickled.Tuple tuple)) {
            Pickled.View view = known.get(String.valueOf(identifier));
            return view == null ? new Pickled.Unmade(identifier) : view;
        }
        if (!"storage".equals(tuple.get(0))) {
            Object content = tuple.get(1);
            return content == null ? new Pickled.Unmade(tuple) : content; // a module's source
        }
        boolean complete =
                tuple.get(1) instanceof Pickled.Global
                        && tuple.get(2) instanceof String
                        && tuple.get(4) instanceof Long;
        if (!complete) {
            throw new FormatException(
                    "a storage is named without type, key and size; expected all three");
        }
        ElementType type = storageType((Pickled.Global) tuple.items().get(1));
        String key = (String) tuple.items().get(2);
        long from =
                tuple.get(5) instanceof Pickled.Tuple view && view.get(1) instanceof Long at
                        ? at
                        : 0;
        return new Pickled.Storage(type, key, (Long) tuple.items().get(4), from);
    }

    /** {@code torch.FloatStorage} and its like; an untyped storage holds bytes. */
    static ElementType storageType(Pickled.Global name) throws FormatException {
        ElementType type = TYPES.get(name.name().replaceFirst("(Storage|Tensor)$", ""));
        if (type == null && name.name().equals("UntypedStorage")) {
            type = ElementType.U8;
        }
        if (type == null || !name.module().startsWith("torch")) {
            throw new FormatException(
                    "a storage has the type '" + name + "'; expected one of PyTorch's");
        }
        return type;
    }
}
