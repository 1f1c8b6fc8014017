package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.party.PersonId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void onePersonFillsOnePlace() {
        assertThat(Places.fillable(List.of(places(1, 1, "x"), places(2, 1, "x"))))
                .isEqualTo(1);
        assertThat(Places.fillable(List.of(places(1, 2, "x")))).isEqualTo(1);
    }

    @Test
    void whoCanDoTwoThingsLeavesTheOneThatOthersCanDo() {
        Places flexible = places(1, 1, "x", "y");
        Places rigid = places(2, 1, "x");
        assertThat(Places.fillable(List.of(flexible, rigid))).isEqualTo(2);
        assertThat(Places.fillable(List.of(rigid, flexible))).isEqualTo(2);
        assertThat(Places.fillable(List.of(flexible.without(Set.of(new PersonId("y"))), rigid)))
                .isEqualTo(1);
    }

    @Test
    void exchangesAlongAChain() {
        assertThat(Places.fillable(List.of(
                        places(1, 1, "a", "b"), places(2, 1, "b", "c"), places(3, 1, "c", "d"), places(4, 1, "a"))))
                .isEqualTo(4);
    }

    @Test
    void findsWhatIsPossibleWhereNotAllIs() {
        // three steps want two people: Hall's condition fails, and two is the most
        assertThat(Places.fillable(List.of(places(1, 1, "a", "b"), places(2, 1, "a", "b"), places(3, 1, "a", "b"))))
                .isEqualTo(2);
        assertThat(Places.fillable(List.of(places(1, 2, "a", "b", "c"), places(2, 1, "a"))))
                .isEqualTo(3);
        assertThat(Places.fillable(List.of(places(1, 1)))).isZero();
    }

    private static Places places(long step, int count, String... people) {
        return new Places(step, count, Stream.of(people).map(PersonId::new).collect(Collectors.toSet()));
    }
}
