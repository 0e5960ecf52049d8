package theoria.tests.plugins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import theoria.tests.product.Jdks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A site on a server of this machine, whose certificate only a trust store of its own knows. */
final class HttpsSite implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final Path keys;
    private final HttpsServer server;

    /**
     * Serves a site until it is closed.
     *
     * @param site its folder
     * @param keys where to write the certificate and its key; it is the trust store too
     */
    HttpsSite(Path site, Path keys)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.keys = keys;
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
        server = serve(site, keys);
    }

    /** Where it is. */
    String address() {
        return "https://localhost:" + server.getAddress().getPort() + "/site";
    }

    /** The properties with which a Java process trusts it. */
    Map<String, String> trust() {
        return Map.of(
                "javax.net.ssl.trustStore",
                keys.toString(),
                "javax.net.ssl.trustStorePassword",
                PASSWORD);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Jdks.own().resolve("bin").resolve("keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-noprompt"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("no certificate: " + said);
        }
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
        server.setExecutor(Executors.newCachedThreadPool(HttpsSite::daemon));
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
