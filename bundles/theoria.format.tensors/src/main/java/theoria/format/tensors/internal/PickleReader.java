package theoria.format.tensors.internal;

import theoria.core.model.load.FormatException;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle (protocols 0 to 5) without executing anything: the opcodes that build containers,
 * numbers and text are followed; a class or function is kept as its name, and calling one is left
 * to {@link Calls}, which knows how tensors are put together and nothing else. There is no way from
 * a name to a class of this program.
 */
final class PickleReader {
    private static final Object MARK = new Object();
    private static final int NEWEST = 5;

    private final PickleInput in;
    private final Calls calls;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    /** What reading a name's call or a persistent identifier gives. */
    interface Calls {
        /** The value of callable(arguments); an {@link Pickled.Unmade} where it is not known. */
        Object call(Object callable, Pickled.Tuple arguments) throws FormatException;

        /** The value behind a persistent identifier. */
        Object persistent(Object identifier) throws FormatException;
    }

    PickleReader(ByteBuffer bytes, Calls calls) {
        this.in = new PickleInput(bytes);
        this.calls = calls;
    }

    /**
     * The value of the next pickle; what follows it stays unread.
     *
     * @throws FormatException if it is damaged or has an opcode that is not allowed
     */
    Object next() throws FormatException {
        stack.clear();
        memo.clear();
        while (true) {
            int opcode = in.octet();
            if (opcode == '.') {
                return pop();
            }
            boolean known = number(opcode) || text(opcode) || container(opcode) || object(opcode);
            if (!known && !memory(opcode)) {
                throw in.refuse(String.format("has the opcode 0x%02x, which is not read", opcode));
            }
        }
    }

    private boolean number(int opcode) throws FormatException {
        switch (opcode) {
            case 'I':
                push(decimal(in.line()));
                return true;
            case 'L':
                push(integer(in.line().replaceFirst("L$", "")));
                return true;
            case 'J':
                push((long) in.int32());
                return true;
            case 'K':
                push((long) in.octet());
                return true;
            case 'M':
                push((long) in.uint16());
                return true;
            case 0x8a:
                push(integer(in.octets(in.octet())));
                return true;
            case 0x8b:
                push(integer(in.octets(in.uint32())));
                return true;
            case 'F':
                push(real(in.line()));
                return true;
            case 'G':
                push(in.real());
                return true;
            case 0x88:
            case 0x89:
                push(opcode == 0x88);
                return true;
            case 'N':
                push(Pickled.None.NONE);
                return true;
            default:
                return false;
        }
    }

    private Object decimal(String text) throws FormatException {
        return text.equals("00") || text.equals("01") ? text.equals("01") : integer(text);
    }

    private Object integer(String text) throws FormatException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw in.refuse("has '" + shortened(text) + "' for a whole number");
        }
    }

    private static Object integer(byte[] littleEndian) {
        byte[] bytes = new byte[littleEndian.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = littleEndian[bytes.length - 1 - i];
        }
        BigInteger value = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : (Object) value;
    }

    private Object real(String text) throws FormatException {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw in.refuse("has '" + shortened(text) + "' for a number");
        }
    }

    private static String shortened(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "..." : text;
    }

    private boolean text(int opcode) throws FormatException {
        switch (opcode) {
            case 'S':
                push(in.line().replaceAll("^['\"]|['\"]$", ""));
                return true;
            case 'V':
                push(in.line());
                return true;
            case 'T':
                push(in.text(in.int32(), StandardCharsets.ISO_8859_1));
                return true;
            case 'U':
                push(in.text(in.octet(), StandardCharsets.ISO_8859_1));
                return true;
            case 'X':
                push(in.text(in.uint32(), StandardCharsets.UTF_8));
                return true;
            case 0x8c:
                push(in.text(in.octet(), StandardCharsets.UTF_8));
                return true;
            case 0x8d:
                push(in.text(in.int64(), StandardCharsets.UTF_8));
                return true;
            case 'B':
                push(in.octets(in.uint32()));
                return true;
            case 'C':
                push(in.octets(in.octet()));
                return true;
            case 0x8e:
            case 0x96:
                push(in.octets(in.int64()));
                return true;
            default:
                return false;
        }
    }

    private boolean container(int opcode) throws FormatException {
        switch (opcode) {
            case '(':
                stack.add(MARK);
                return true;
            case ']':
            case 0x8f:
                push(new Pickled.Sequence());
                return true;
            case 'l':
            case 0x91:
                push(sequence(popToMark()));
                return true;
            case 'a':
                extend(List.of(pop()));
                return true;
            case 'e':
            case 0x90:
                extend(popToMark());
                return true;
            case ')':
                push(new Pickled.Tuple(List.of()));
                return true;
            case 't':
                push(new Pickled.Tuple(popToMark()));
                return true;
            case 0x85:
            case 0x86:
            case 0x87:
                push(new Pickled.Tuple(popSome(opcode - 0x84)));
                return true;
            case '}':
                push(new Pickled.Dictionary());
                return true;
            case 'd':
                Pickled.Dictionary made = new Pickled.Dictionary();
                List<Object> pairs = popToMark();
                push(made);
                set(pairs);
                return true;
            case 's':
                set(popSome(2));
                return true;
            case 'u':
                set(popToMark());
                return true;
            default:
                return false;
        }
    }

    private static Pickled.Sequence sequence(List<Object> items) {
        Pickled.Sequence sequence = new Pickled.Sequence();
        sequence.items.addAll(items);
        return sequence;
    }

    /** Adds to the list on top; to an object that is not made nothing can be added. */
    private void extend(List<Object> items) throws FormatException {
        Object target = top();
        if (target instanceof Pickled.Sequence sequence) {
            sequence.items.addAll(items);
        } else if (!(target instanceof Pickled.Unmade)) {
            throw in.refuse("appends to something that is no list");
        }
    }

    private void set(List<Object> pairs) throws FormatException {
        Object target = top();
        boolean dictionary = target instanceof Pickled.Dictionary;
        if (!dictionary && !(target instanceof Pickled.Unmade) || pairs.size() % 2 != 0) {
            throw in.refuse("sets items of something that is no dictionary");
        }
        for (int i = 0; dictionary && i < pairs.size(); i += 2) {
            ((Pickled.Dictionary) target).put(pairs.get(i), pairs.get(i + 1));
        }
    }

    private boolean object(int opcode) throws FormatException {
        switch (opcode) {
            case 'c':
                push(new Pickled.Global(in.line(), in.line()));
                return true;
            case 0x93:
                List<Object> words = popSome(2);
                push(new Pickled.Global(word(words.get(0)), word(words.get(1))));
                return true;
            case 'R':
            case 0x81:
                Object arguments = pop();
                push(calls.call(pop(), tuple(arguments)));
                return true;
            case 0x92:
                pop(); // keyword arguments
                Object positional = pop();
                push(calls.call(pop(), tuple(positional)));
                return true;
            case 'i':
                Pickled.Global named = new Pickled.Global(in.line(), in.line());
                push(calls.call(named, new Pickled.Tuple(popToMark())));
                return true;
            case 'o':
                List<Object> parts = popToMark();
                if (parts.isEmpty()) {
                    throw in.refuse("makes an object of nothing");
                }
                Object rest = new Pickled.Tuple(parts.subList(1, parts.size()));
                push(calls.call(parts.get(0), tuple(rest)));
                return true;
            case 'b':
                Object state = pop();
                if (top() instanceof Pickled.Unmade unmade) {
                    unmade.state = state;
                }
                return true;
            case 'P':
                push(calls.persistent(in.line()));
                return true;
            case 'Q':
                push(calls.persistent(pop()));
                return true;
            default:
                return false;
        }
    }

    private String word(Object value) throws FormatException {
        if (value instanceof String word) {
            return word;
        }
        throw in.refuse("names a class by something that is no text");
    }

    private Pickled.Tuple tuple(Object value) throws FormatException {
        if (value instanceof Pickled.Tuple tuple) {
            return tuple;
        }
        throw in.refuse("calls with something that is no tuple");
    }

    private boolean memory(int opcode) throws FormatException {
        switch (opcode) {
            case 0x80:
                int protocol = in.octet();
                if (protocol > NEWEST) {
                    throw in.refuse("is of protocol " + protocol + " where " + NEWEST + " is last");
                }
                return true;
            case 0x95:
                in.int64(); // length of a frame: a hint for buffering
                return true;
            case '0':
                pop();
                return true;
            case '1':
                popToMark();
                return true;
            case '2':
                push(top());
                return true;
            case 'p':
                memo.put(place(in.line()), top());
                return true;
            case 'q':
                memo.put(in.octet(), top());
                return true;
            case 'r':
                memo.put(in.int32(), top());
                return true;
            case 0x94:
                memo.put(memo.size(), top());
                return true;
            case 'g':
                push(remembered(place(in.line())));
                return true;
            case 'h':
                push(remembered(in.octet()));
                return true;
            case 'j':
                push(remembered(in.int32()));
                return true;
            default:
                return false;
        }
    }

    private int place(String text) throws FormatException {
        return integer(text) instanceof Long place ? place.intValue() : 0;
    }

    private Object remembered(int place) throws FormatException {
        Object value = memo.get(place);
        if (value == null) {
            throw in.refuse("recalls value " + place + ", which it never kept,");
        }
        return value;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() throws FormatException {
        Object value = stack.isEmpty() ? MARK : stack.get(stack.size() - 1);
        if (value == MARK) {
            throw in.refuse("takes a value where there is none");
        }
        return value;
    }

    private Object pop() throws FormatException {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<Object> popSome(int count) throws FormatException {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(pop());
        }
        Collections.reverse(values);
        return values;
    }

    private List<Object> popToMark() throws FormatException {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw in.refuse("closes what it never opened");
        }
        List<Object> values = new ArrayList<>(stack.subList(mark + 1, stack.size()));
        stack.subList(mark, stack.size()).clear();
        return values;
    }
}
