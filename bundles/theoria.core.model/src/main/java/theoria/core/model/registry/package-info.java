/**
 * The model registry as every bundle sees it: models with immutable versions, aliases, tags,
 * lineage, training trajectories, metrics, and the runs that used them. Runs and results are bytes
 * to it.
 */
@NullMarked
package theoria.core.model.registry;

import org.jspecify.annotations.NullMarked;
