package theoria.runtime.plugin;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IStatus;
import org.jspecify.annotations.Nullable;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;

/** The reason at the bottom of what p2 reports, in one line. */
final class Reasons {
    private Reasons() {}

    /** Of an exception of p2. */
    static String of(CoreException e) {
        return deepest(e.getStatus());
    }

    /** The first failure that has no other below it. */
    static String deepest(IStatus status) {
        for (IStatus child : status.getChildren()) {
            if (child.getSeverity() >= IStatus.ERROR) {
                return deepest(child);
            }
        }
        Throwable cause = status.getException();
        if (cause instanceof CoreException core && core.getStatus() != status) {
            return deepest(core.getStatus());
        }
        return cause == null ? line(status.getMessage()) : of(status.getMessage(), cause);
    }

    private static String of(String message, Throwable cause) {
        for (Throwable below = cause; below != null; below = below.getCause()) {
            if (below instanceof CertificateException
                    || below instanceof CertPathBuilderException) {
                return "the certificate of the server is not trusted here ("
                        + line(String.valueOf(below.getMessage()))
                        + "); name a trust store by"
                        + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE";
            }
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root.getMessage() == null ? root.toString() : line(root.getMessage());
        return message.contains(reason) ? line(message) : line(message) + ": " + reason;
    }

    /** The exception at the bottom, for a stack trace. */
    static @Nullable Throwable throwable(IStatus status) {
        for (IStatus child : status.getChildren()) {
            Throwable below = throwable(child);
            if (below != null) {
                return below;
            }
        }
        return status.getException();
    }

    static String line(String text) {
        return text.strip().replaceAll("\\s+", " ").replaceAll("[.]$", "");
    }
}
