/** What the codec and the writers of this bundle share; not API. */
@NullMarked
package theoria.core.study.internal;

import org.jspecify.annotations.NullMarked;
