package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@WholeApplicationTest
class ApplicationStartTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void tellsItsHealthWithoutLoginAndNothingElse(String probe) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/" + probe))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }
}
