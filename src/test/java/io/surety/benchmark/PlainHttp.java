package io.surety.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** One connection that is kept open; as little of a client as HTTP allows, because it shares the cores. */
final class PlainHttp implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final byte[] head;
    private final byte[] buffer = new byte[8192];

    PlainHttp(int port, String token, String type) throws IOException {
        socket = new Socket("localhost", port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        head = ("POST /api/measurements HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: " + type + "\r\nContent-Length: ")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The secret of a new token with which the source may deliver. */
    static String token(int port, String source) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString("admin:surety".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/source-tokens"))
                                .header("Authorization", "Basic " + login)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"source\":\"" + source + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.body().replaceAll("(?s).*\"secret\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    /** Returns when all of it was answered as taken. */
    void post(byte[] body, int rows) throws IOException {
        byte[] length = (body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + length.length + body.length);
        System.arraycopy(length, 0, request, head.length, length.length);
        System.arraycopy(body, 0, request, head.length + length.length, body.length);
        socket.getOutputStream().write(request);
        String answer = read();
        if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("\"taken\":" + rows + ",")) {
            throw new IllegalStateException(answer);
        }
    }

    /** The answer says its length, or is so small that it ends with its last chunk. */
    private String read() throws IOException {
        int length = 0;
        while (true) {
            int n = in.read(buffer, length, buffer.length - length);
            if (n < 0) {
                throw new IOException("the connection was closed");
            }
            length += n;
            String answer = new String(buffer, 0, length, StandardCharsets.US_ASCII);
            if (isWhole(answer)) {
                return answer;
            }
        }
    }

    private boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        int at = answer.indexOf("Content-Length: ");
        if (at < 0 || at > end) {
            return answer.endsWith("0\r\n\r\n");
        }
        int length = Integer.parseInt(answer.substring(at + 16, answer.indexOf('\r', at)));
        return answer.length() >= end + 4 + length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
