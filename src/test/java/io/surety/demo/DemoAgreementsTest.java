package io.surety.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.CalendarDocument;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadTemplate;
import io.surety.agreement.SharedCalendar;
import io.surety.agreement.TemplateDocument;
import io.surety.agreement.reading.DocumentReading;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoAgreementsTest {

    private final DemoAgreements documents = DemoAgreements.around(LocalDate.of(2026, 11, 22));

    @ParameterizedTest
    @ValueSource(strings = {"it-support-acme", "ola-network", "leads", "portal-acme", "shop-globex", "uc-cloudco"})
    void lintHasNothingToSayAboutADocument(String name) {
        ParsedDocument document = DocumentReading.reader(this::shared)
                .read(documents.document(name).getBytes(StandardCharsets.UTF_8));

        assertThat(document.document().metadata().name()).isEqualTo(name);
        assertThat(document.warnings()).isEmpty();
    }

    private List<SharedCalendar> shared(String name, Set<OrganisationId> parties) {
        CalendarDocument calendar = DocumentReading.calendars()
                .read(documents.calendar(name).getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML);
        assertThat(calendar.warnings()).isEmpty();
        return parties.contains(calendar.organisation())
                ? List.of(new SharedCalendar(1, calendar, PersonId.SYSTEM, Instant.EPOCH))
                : List.of();
    }

    @Test
    void anAgreementTakesItsPrimeTimeFromTheProvidersCalendar() {
        var prime = DocumentReading.reader(this::shared)
                .read(documents.document("it-support-acme").getBytes(StandardCharsets.UTF_8))
                .document()
                .spec()
                .calendars()
                .get(0);

        assertThat(prime.windows()).hasSize(2);
        assertThat(prime.shared()).isNotNull();
        assertThat(prime.shared().hash()).isNotNull();
    }

    @Test
    void theTemplateMakesAnAgreementOfWhatItCannotGuess() {
        ReadTemplate templates = DocumentReading.templates();
        TemplateDocument template = templates.read(
                DemoAgreements.template("service-desk").getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML);

        ParsedDocument made = templates.fill(
                template, "desk", null, Map.of("customer", "globex", "start", "2026-12-01", "end", "2027-12-01"));

        assertThat(made.warnings()).isEmpty();
        assertThat(made.document().metadata().template()).isEqualTo(template.hash());
    }
}
