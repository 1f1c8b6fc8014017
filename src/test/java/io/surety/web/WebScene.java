package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.ReadDocument;
import io.surety.party.RegisterParties;
import io.surety.testing.ApiClient;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What is asked of the whole application in the name of one manager. */
abstract class WebScene {

    @Autowired
    ApiClient api;

    @Autowired
    private RegisterParties register;

    @Autowired
    private ReadDocument read;

    @Autowired
    private MovedTimeSource time;

    ThreeParties three;

    @BeforeEach
    void parties() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
    }

    HttpResponse<String> get(String path) {
        return api.get(three.manager, path);
    }

    static void assertQuiet(String body) {
        assertThat(body)
                .doesNotContain(
                        "Exception", "\tat ", "io.surety", "org.springframework", "org.postgresql", "java.lang");
    }
}
