package theoria.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.product.Jdks;
import theoria.tests.product.Product.Outcome;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A site on a server of one's own, whose certificate only a trust store of one's own knows. */
class HttpsSiteTest {
    private static final String PASSWORD = "changeit";

    @TempDir Path folder;

    @Test
    void installsFromAServerWhoseCertificateIsTrusted() throws Exception {
        ProductCopy product = new ProductCopy(folder);
        Path keys = folder.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString());
        HttpsServer server = serve(Sites.example(), keys);
        try {
            String url = "https://localhost:" + server.getAddress().getPort() + "/site";
            Outcome refused = product.run("plugins", "install", url, "--dry-run");
            assertThat(refused.code()).isEqualTo(3);
            assertThat(refused.err()).contains("certificate").contains("not trusted");
            product.environment(
                    "JAVA_TOOL_OPTIONS",
                    "-Djavax.net.ssl.trustStore="
                            + keys
                            + " -Djavax.net.ssl.trustStorePassword="
                            + PASSWORD);
            Outcome installed = product.run("plugins", "install", url);
            assertThat(installed.code()).as(installed.err()).isZero();
            assertThat(product.run("plugins", "list").out()).contains(Sites.EXAMPLE);
        } finally {
            server.stop(0);
        }
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Jdks.own().resolve("bin").resolve("keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-noprompt"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static HttpsServer serve(Path site, Path keys)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpsServer server = HttpsServer.create(local, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/site/", exchange -> answer(exchange, site));
        server.setExecutor(
                java.util.concurrent.Executors.newCachedThreadPool(HttpsSiteTest::daemon));
        server.start();
        return server;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "site");
        thread.setDaemon(true);
        return thread;
    }

    private static void answer(HttpExchange exchange, Path site) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring("/site/".length());
            Path file = site.resolve(name).normalize();
            if (!file.startsWith(site) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : Files.size(file));
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    Files.copy(file, out);
                }
            }
        }
    }
}
