package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

class QueryTest {

    private static final DeclaredParameter ONE = new DeclaredParameter(false, false);
    private static final DeclaredParameter LIST = new DeclaredParameter(true, false);
    private static final DeclaredParameter OR_EMPTY = new DeclaredParameter(false, true);

    private final SortedMap<String, DeclaredParameter> ledger =
            new TreeMap<>(Map.of("period", ONE, "asOf", ONE, "attribute", LIST, "after", OR_EMPTY));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "period=2026-06",
                "period=2026-06&asOf=2026-07-01T00%3A00%3A00Z",
                "attribute=a:1&attribute=b:2",
                "after=",
                "after",
                "%70eriod=2026-06"
            })
    void letsPassWhatIsDeclared(String query) {
        assertThatCode(() -> Query.read(query).refuseUnlessHeeded(ledger)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "asof=x,asof,'did you mean asOf? '",
        "perod=x,perod,'did you mean period? '",
        "periods=x,periods,'did you mean period? '",
        "Peroid=x,Peroid,'did you mean period? '",
        "until,until,''",
        "%C3%A4=x,ä,''"
    })
    void namesWhatIsKnownAndWhatMayBeMeant(String query, String name, String meant) {
        assertThat(refused(query).type()).isEqualTo("unknown-parameter");
        assertThat(refused(query).diagnostics())
                .containsExactly(new Diagnostic(
                        name, "unknown-parameter", meant + "parameters here are: after, asOf, attribute, period"));
    }

    @Test
    void prefersAnotherCaseToAnotherLetter() {
        ledger.put("asOg", ONE);
        assertThat(refused("ASOF=x").reason()).contains("did you mean asOf?");
        assertThat(refused("asOh=x").reason()).contains("did you mean asOf?");
        assertThat(refused("ASOG=x").reason()).contains("did you mean asOg?");
    }

    @Test
    void saysSoWhereNothingIsKnown() {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> Query.read("x=1").refuseUnlessHeeded(new TreeMap<>()));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refusal.reason()).isEqualTo("the parameter x is refused: no parameters are known here");
    }

    @Test
    void tellsOfAllThatIsWrong() {
        Refusal refusal = refused("asOf=&period=2026-06&period=2026-05&x=1");

        assertThat(refusal.type()).isEqualTo("empty-parameter");
        assertThat(refusal.diagnostics())
                .extracting(Diagnostic::path, Diagnostic::code)
                .containsExactly(
                        tuple("asOf", "empty-parameter"),
                        tuple("period", "duplicate-parameter"),
                        tuple("x", "unknown-parameter"));
    }

    /** The server leaves such a parameter out, or puts other signs into it. */
    @ParameterizedTest
    @ValueSource(strings = {"asOf=%ff", "asOf=%zz", "asOf=%4", "%e4=1"})
    void refusesWhatIsNoText(String query) {
        assertThat(refused(query).type()).isEqualTo("malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "perod,period,true",
        "periood,period,true",
        "peraod,period,true",
        "peroid,period,true",
        "x,period,false",
        "prd,period,false",
        "peroxx,period,false",
        "eeriodd,period,false",
        "aa,a,true",
        "ab,ba,true",
        "abc,cba,false"
    })
    void takesOneLetterOrTwoThatChangedPlacesForAlmost(String one, String other, boolean almost) {
        assertThat(Query.isAlmost(one, other)).isEqualTo(almost);
        assertThat(Query.isAlmost(other, one)).isEqualTo(almost);
    }

    @Test
    void findsWhatAMethodDeclares() throws Exception {
        HandlerMethod bound = new HandlerMethod(
                this,
                QueryTest.class.getDeclaredMethod(
                        "bound", String.class, String.class, Instant.class, List.class, String.class, Object.class));
        assertThat(DeclaredParameter.of(bound))
                .containsOnlyKeys("after", "asOf", "period", "tag")
                .containsEntry("period", ONE)
                .containsEntry("asOf", ONE)
                .containsEntry("tag", LIST)
                .containsEntry("after", OR_EMPTY);

        HandlerMethod itself = new HandlerMethod(this, QueryTest.class.getDeclaredMethod("readsItself", Object.class));
        assertThat(DeclaredParameter.of(itself))
                .containsOnlyKeys("attribute", "source")
                .containsEntry("attribute", LIST)
                .containsEntry("source", ONE);
    }

    void bound(
            @PathVariable String id,
            @RequestParam String period,
            @RequestParam(name = "asOf", required = false) @Nullable Instant at,
            @RequestParam("tag") List<String> tags,
            @RequestParam(defaultValue = "") String after,
            Object caller) {}

    @Parameter(name = "attribute", in = ParameterIn.QUERY, array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "source", in = ParameterIn.QUERY)
    @Parameter(name = "X-Trace", in = ParameterIn.HEADER)
    void readsItself(Object request) {}

    private Refusal refused(String query) {
        return catchThrowableOfType(Refusal.class, () -> Query.read(query).refuseUnlessHeeded(ledger));
    }
}
