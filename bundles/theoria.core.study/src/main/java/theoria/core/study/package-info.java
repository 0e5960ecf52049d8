/**
 * The study SPI: what a study declares, what it is given, what it returns, and what the runtime
 * adds. A study is stateless, starts no thread, imports no engine, no format and no screen.
 */
@NullMarked
package theoria.core.study;

import org.jspecify.annotations.NullMarked;
