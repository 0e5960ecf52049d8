package theoria.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Who signed a bundle. Whether that one is to be trusted, a person decides. */
public final class Signer {
    private Signer() {}

    /**
     * In words: {@code not signed}, {@code signed by CN=...}, or what is wrong with the signature.
     *
     * @throws IOException if the file cannot be read
     */
    public static String of(Path jar) throws IOException {
        Set<String> names = new TreeSet<>();
        boolean whole = true;
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.isDirectory() || entry.getName().startsWith("META-INF/")) {
                    continue;
                }
                try (InputStream in = file.getInputStream(entry)) {
                    in.transferTo(OutputStream.nullOutputStream()); // verifies
                }
                whole &= add(entry.getCodeSigners(), names);
            }
        } catch (SecurityException e) {
            return "signed, but changed since: " + e.getMessage();
        }
        if (names.isEmpty()) {
            return "not signed";
        }
        return (whole ? "signed by " : "signed in part by ") + String.join(" and ", names);
    }

    private static boolean add(CodeSigner[] signers, Set<String> names) {
        if (signers == null) {
            return false;
        }
        for (CodeSigner signer : signers) {
            Certificate own = signer.getSignerCertPath().getCertificates().get(0);
            names.add(
                    own instanceof X509Certificate certificate
                            ? certificate.getSubjectX500Principal().getName()
                            : own.getType());
        }
        return true;
    }
}
