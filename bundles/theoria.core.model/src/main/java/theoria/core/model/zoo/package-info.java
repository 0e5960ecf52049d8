/** Architectures by name or by a short text, and seeded initial weights. */
@NullMarked
package theoria.core.model.zoo;

import org.jspecify.annotations.NullMarked;
