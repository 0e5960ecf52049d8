/** The one class that the layers of DL4J miss in their own libraries. */
package org.nd4j.nativeblas;
