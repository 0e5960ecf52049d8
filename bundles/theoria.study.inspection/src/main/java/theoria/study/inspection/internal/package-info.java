/** How two networks are laid beside each other. */
@org.jspecify.annotations.NullMarked
package theoria.study.inspection.internal;
