/**
 * What is installed: loaders, engines, studies and writers, read from the extension registry, and
 * the fixed order in which engines are chosen. A plug-in appears here the day it is installed.
 */
@NullMarked
package theoria.runtime.catalogue;

import org.jspecify.annotations.NullMarked;
