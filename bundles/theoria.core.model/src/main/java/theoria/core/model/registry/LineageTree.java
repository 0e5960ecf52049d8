package theoria.core.model.registry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a version comes from, and what came from it: a tree whose root is its oldest ancestor in the
 * registry. From there one path leads to the version; below it are all its descendants.
 *
 * @param of the version
 * @param root its oldest ancestor, which may be itself
 */
public record LineageTree(ModelVersion of, Node root) {
    /**
     * A version in the tree.
     *
     * @param version what is known of it
     * @param removed whether it was removed
     * @param derived what was derived from it, as far as it belongs to the tree
     */
    public record Node(ModelVersion version, boolean removed, List<Node> derived) {
        /** Takes an immutable copy. */
        public Node {
            derived = List.copyOf(derived);
        }
    }

    /** What the oldest ancestor comes from: a file, an architecture, a version that is gone. */
    public Lineage origin() {
        return root.version().lineage();
    }

    /** From the oldest ancestor to the parent, none if the version has no parent. */
    public List<ModelVersion> ancestors() {
        List<ModelVersion> ancestors = new ArrayList<>();
        for (Node node = root; !node.version().equals(of); node = node.derived().get(0)) {
            ancestors.add(node.version());
        }
        return ancestors;
    }

    /**
     * The tree of a version among those that are there and those that were removed.
     *
     * @param of one of them
     */
    public static LineageTree of(
            ModelVersion of, List<ModelVersion> present, List<ModelVersion> removed) {
        return new Family(present, removed).tree(of);
    }

    /** Who comes from whom. A circle, which edits by hand could make, is cut where it closes. */
    private static final class Family {
        private final Map<String, ModelVersion> known = new LinkedHashMap<>();
        private final Map<String, List<ModelVersion>> children = new HashMap<>();
        private final Set<String> removed = new HashSet<>();

        Family(List<ModelVersion> present, List<ModelVersion> gone) {
            present.forEach(version -> known.put(version.reference(), version));
            gone.forEach(version -> known.put(version.reference(), version));
            gone.forEach(version -> removed.add(version.reference()));
            for (ModelVersion version : known.values()) {
                if (version.lineage().kind() == Lineage.Kind.DERIVED) {
                    children.computeIfAbsent(version.lineage().source(), k -> new ArrayList<>())
                            .add(version);
                }
            }
        }

        LineageTree tree(ModelVersion of) {
            Set<String> seen = new HashSet<>(Set.of(of.reference()));
            List<ModelVersion> up = new ArrayList<>();
            ModelVersion parent = parent(of);
            while (parent != null && seen.add(parent.reference())) {
                up.add(parent);
                parent = parent(parent);
            }
            Node node = descend(of, seen);
            for (ModelVersion ancestor : up) {
                node = new Node(ancestor, gone(ancestor), List.of(node));
            }
            return new LineageTree(of, node);
        }

        private @Nullable ModelVersion parent(ModelVersion version) {
            boolean derived = version.lineage().kind() == Lineage.Kind.DERIVED;
            return derived ? known.get(version.lineage().source()) : null;
        }

        private boolean gone(ModelVersion version) {
            return removed.contains(version.reference());
        }

        private Node descend(ModelVersion version, Set<String> seen) {
            List<Node> derived = new ArrayList<>();
            for (ModelVersion child : children.getOrDefault(version.reference(), List.of())) {
                if (seen.add(child.reference())) {
                    derived.add(descend(child, seen));
                }
            }
            return new Node(version, gone(version), derived);
        }
    }
}
