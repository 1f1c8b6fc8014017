package io.surety.security;

import static io.surety.security.LoginsForTests.PASSWORD;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.workflow.PresetPassword;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A browser in which nobody has logged in, and people with roles, against the whole application. */
abstract class SecurityScene {

    static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    int port;

    @Autowired
    IdentityService identity;

    @Autowired
    PresetPassword preset;

    @Autowired
    MovedTimeSource time;

    LoginsForTests logins;
    Browser browser;

    @BeforeEach
    void startAnew() {
        time.moveTo(MovedTimeSource.START);
        logins = new LoginsForTests(identity, preset);
        browser = new Browser(port);
    }

    String login(String role) {
        return role.equals("camunda-admin") ? "admin" : logins.person(role);
    }

    static String password(String login) {
        return login.equals("admin") ? "surety" : PASSWORD;
    }
}
