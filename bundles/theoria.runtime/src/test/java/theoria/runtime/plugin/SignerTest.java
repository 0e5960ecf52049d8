package theoria.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Who signed a jar, said in words. */
class SignerTest {
    @TempDir Path folder;

    private Path jar(String name, String content) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, new Manifest())) {
            out.putNextEntry(new ZipEntry("entry"));
            out.write(content.getBytes("UTF-8"));
        }
        return jar;
    }

    @Test
    void saysThatNobodySigned() throws IOException {
        assertThat(Signer.of(jar("plain.jar", "content"))).isEqualTo("not signed");
    }

    @Test
    void namesTheSigner() throws Exception {
        Path jar = jar("signed.jar", "content");
        Path keys = folder.resolve("keys.p12");
        tool(
                "keytool",
                "-genkeypair",
                "-alias",
                "me",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=A Stranger",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit");
        tool(
                "jarsigner",
                "-storepass",
                "changeit",
                "-keystore",
                keys.toString(),
                jar.toString(),
                "me");
        assertThat(Signer.of(jar)).isEqualTo("signed by CN=A Stranger");
    }

    private static void tool(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}
