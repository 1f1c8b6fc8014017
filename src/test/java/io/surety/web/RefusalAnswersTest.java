package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.shared.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.ServletWebRequest;

class RefusalAnswersTest {

    private final RefusalAnswers answers = new RefusalAnswers(new Problems(new ObjectMapper()));

    private ResponseEntity<Object> answer(Refusal refusal) {
        return answers.refusal(refusal, new ServletWebRequest(new MockHttpServletRequest()));
    }

    @Test
    void saysWhenToComeAgainToWhoeverFindsNoRoom() {
        ResponseEntity<Object> answer = answer(Refusal.overCapacity("too many"));
        assertThat(answer.getStatusCode().value()).isEqualTo(429);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");

        assertThat(answer(Refusal.invalid("wrong", "wrong", List.of())).getHeaders())
                .doesNotContainKey(HttpHeaders.RETRY_AFTER);
    }

    @Test
    void saysSoInAFilterToo() throws Exception {
        var response = new MockHttpServletResponse();
        new Problems(new ObjectMapper())
                .write(
                        new MockHttpServletRequest("POST", "/api/measurements"),
                        response,
                        Refusal.overCapacity("too many"));
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
    }
}
